import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Result } from '#core/failure.ts';
import type { IncomingEvent, IncomingState } from '#core/lifecycle.ts';
import type { Judgement } from '#core/trust.ts';
import type { Header } from '#core/exchange/header.ts';
import type { InboundAnswer } from '#main/ports/gateway.ts';
import type { Json, Page, Rows } from '#main/ports/store.ts';
import type { Step } from '#main/ports/store-outgoing.ts';
import type { Evidence } from '#main/ports/trust.ts';

/** Certificates other countries signed. */
export type IncomingStore = {
  /**
   * Keeps the exact bytes, whatever they are. The same `gatewayId` again changes nothing. The same bytes under
   * another gateway id are kept as their own row, with `sameBytesAs` naming the first (a replay, to be judged).
   */
  receive(document: IncomingToKeep): Result<{ readonly id: string; readonly isNew: boolean; readonly sameBytesAs: string | null }>;
  list(query: Page & { readonly states?: readonly IncomingState[] }): Result<Rows<IncomingRow>>;
  row(id: string): Result<IncomingRow>;
  get(id: string): Result<IncomingCertificate>;
  byNumber(number: string): Result<readonly IncomingRow[]>;
  /** those that name this number as the one they replace, newest first */
  replacing(number: string): Result<readonly IncomingRow[]>;
  /** ids still to be judged, oldest first: `arrived`, and `undecided` ones not judged since `before` */
  toJudge(query: { readonly before: string; readonly limit: number }): Result<readonly string[]>;
  /** The verdict with all it stands on; the state follows from it. An undecided one may be judged again. */
  judge(judged: {
    readonly id: string;
    readonly judgement: Judgement;
    /** the report for the screen and the dossier, as plain data */
    readonly report: Json;
    readonly evidence: readonly Evidence[];
    readonly at: string;
    readonly by: string;
    /** what the document says of itself, when it could be read only now */
    readonly summary?: DocumentSummary;
  }): Result<{ readonly from: IncomingState; readonly to: IncomingState }>;
  apply(step: Step<IncomingEvent>): Result<{ readonly from: IncomingState; readonly to: IncomingState }>;
  /** The step and the answer to the other country in one transaction: outbox row `answer` with the answer as payload. */
  answer(step: Step<IncomingEvent> & { readonly answer: InboundAnswer; readonly key: string }): Result<{
    readonly from: IncomingState;
    readonly to: IncomingState;
  }>;
};

export type IncomingToKeep = {
  readonly id: string;
  readonly gatewayId: string;
  readonly header: Header | null;
  readonly bytes: Uint8Array;
  /** null where the document could not be read */
  readonly type: string | null;
  readonly version: string | null;
  readonly summary: DocumentSummary | null;
  readonly arrivedAt: string;
  readonly by: string;
};

export type IncomingRow = {
  readonly id: string;
  readonly gatewayId: string;
  readonly number: string;
  readonly type: string | null;
  readonly version: string | null;
  readonly state: IncomingState;
  readonly summary: DocumentSummary | null;
  readonly fromCountry: string | null;
  readonly arrivedAt: string;
  readonly changedAt: string;
  readonly sha256: string;
  readonly size: number;
  readonly judgement: Judgement | null;
  readonly judgedAt: string | null;
  readonly sameBytesAs: string | null;
};

export type IncomingCertificate = {
  readonly row: IncomingRow;
  readonly header: Header | null;
  readonly bytes: Uint8Array;
  readonly report: Json;
  readonly evidence: readonly Evidence[];
};
