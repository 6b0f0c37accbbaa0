import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Fault } from '#core/delivery.ts';
import type { GroupCommit } from '#gateway/group-commit.ts';
import type { Answer } from '#gateway/http.ts';
import type { Ledger } from '#gateway/ledger.ts';
import type { Participant, Participants } from '#gateway/participants.ts';
import type { UploadTurns } from '#gateway/upload-turns.ts';

/** Judges a delivered document for a country nobody attends here: no faults is RCB, any fault is ERR. */
export type Judge = (bytes: Uint8Array) => readonly Fault[] | Promise<readonly Fault[]>;

/** How the gateway behaves, for practice and for tests of bad days. */
export type Mode =
  | { readonly kind: 'normal' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'down'; readonly status: number }
  /** answers a web page, as a captive portal does */
  | { readonly kind: 'portal' };

export type Behaviour = {
  mode: Mode;
  /** how many further deliveries are committed and then cut off without an answer */
  answersToLose: number;
  /** how many further requests fail with this status before anything is done */
  failuresLeft: number;
  failureStatus: number;
  acknowledgementsHeld: boolean;
  /** countries that answer nothing: what is for them is not taken over the line */
  unreachable: ReadonlySet<string>;
  /** events come twice and backwards within a page, as queues and restored backups do */
  eventsDisordered: boolean;
  /** added to the server's time, to practise a wrong clock */
  clockErrorMs: number;
};

export type Context = {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly commit: GroupCommit;
  readonly uploadTurns: UploadTurns;
  readonly participants: Participants;
  readonly judge: Judge;
  /** who issues the stations' client certificates */
  readonly clientCas: readonly X509Certificate[];
  readonly behaviour: Behaviour;
  readonly limits: { readonly documentBytes: number; readonly directBytes: number };
  /** aborted when the gateway closes: nothing waits longer than that */
  readonly closing: AbortSignal;
  now(): Date;
};

export type GatewayRequest = {
  readonly http: IncomingMessage;
  readonly participant: Participant;
  /** what stands in the places of the path */
  readonly places: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
};

export type Handler = (context: Context, request: GatewayRequest) => Answer | Promise<Answer>;

/** Stations of one agency share what was sent and what comes back. */
export function ownerOf(participant: Participant): string {
  return participant.participant === null
    ? `${participant.country}:user:${participant.name}`
    : `${participant.country}:${participant.participant}`;
}
