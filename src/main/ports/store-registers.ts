import type { Result } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Json, Page, Rows } from '#main/ports/store.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { Official } from '#main/ports/trust.ts';

/** Values by key, as JSON. Secrets are sealed by the shell before they come here; the journal tells the key, never the value. */
export type SettingStore = {
  all(): Result<Readonly<Record<string, Json>>>;
  get(key: string): Result<Json>;
  set(change: { readonly values: Readonly<Record<string, Json>>; readonly at: string; readonly by: string }): Result<null>;
};

/** The replica of the officials' directory, one sequence for each directory authority. */
export type OfficialStore = {
  /** A full replica (`replace`) or one day's changes. A sequence already had is `repeated`, a lower replica `rollback`, a jump `gap`. */
  apply(file: {
    readonly authority: string;
    readonly sequence: number;
    readonly isFull: boolean;
    readonly issuedAt: string;
    readonly bytes: Uint8Array;
    readonly rows: readonly Official[];
    readonly at: string;
  }): Result<'applied' | 'repeated' | 'gap' | 'rollback'>;
  byFingerprint(fingerprint: string): Result<readonly Official[]>;
  list(query: Page & { readonly country?: string }): Result<Rows<Official>>;
  /** what replica we hold of each authority; empty when none was ever fetched */
  replicas(): Result<readonly Replica[]>;
};

export type Replica = {
  readonly authority: string;
  readonly sequence: number;
  readonly issuedAt: string;
  readonly receivedAt: string;
  readonly officials: number;
};

/** CRLs, OCSP answers and certificates: kept whole, found by issuer, with the time they are good for. */
export type EvidenceStore = {
  put(evidence: {
    readonly kind: EvidenceKind;
    /** what it is looked up by: issuer's key id or name hash, certificate's fingerprint */
    readonly key: string;
    readonly bytes: Uint8Array;
    readonly from: string | null;
    readonly until: string | null;
    readonly source: string;
    readonly at: string;
  }): Result<{ readonly sha256: string }>;
  /** newest first */
  find(query: { readonly kind: EvidenceKind; readonly key?: string }): Result<readonly KeptEvidence[]>;
  get(sha256: string): Result<Uint8Array | null>;
};
/** `incident`: bytes that the gate refused, or over which the verifiers disagreed, and news that could not be read, kept whole */
export type EvidenceKind = 'crl' | 'ocsp' | 'certificate' | 'directory' | 'incident';
export type KeptEvidence = {
  readonly kind: EvidenceKind;
  readonly key: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly from: string | null;
  readonly until: string | null;
  readonly source: string;
  readonly receivedAt: string;
};

/** What people are told. Raising writes the notice and its messages (desktop is the shell's, the rest go by the outbox) at once. */
export type NoticeStore = {
  /** One open notice for each `topic` and `subject`: raising it again only counts. */
  raise(notice: NoticeToRaise): Result<{ readonly isNew: boolean; readonly count: number }>;
  close(request: {
    readonly topic: string;
    readonly subject: string | null;
    readonly at: string;
    readonly messages: readonly NoticeMessage[];
    /** who says that it is over; the station itself when absent */
    readonly by?: string;
  }): Result<{ readonly wasOpen: boolean }>;
  open(): Result<readonly Notice[]>;
};
export type NoticeMessage = {
  readonly key: string;
  readonly kind: 'mail' | 'notice';
  readonly destination: string | null;
  readonly payload: Json;
};
export type NoticeToRaise = {
  readonly id: string;
  readonly topic: string;
  readonly subject: string | null;
  readonly country: string | null;
  readonly detail: Json;
  readonly at: string;
  readonly messages: readonly NoticeMessage[];
};
export type Notice = Omit<NoticeToRaise, 'messages' | 'at'> & {
  readonly raisedAt: string;
  readonly lastAt: string;
  readonly count: number;
};

/** The declared contingencies: for what, who, why, since when; and the numbers the gateway granted for them. */
export type ContingencyStore = {
  declare(declaration: {
    readonly id: string;
    readonly reason: string;
    /** core/contingency-scope; one at a time is open for each */
    readonly scope: string;
    readonly at: string;
    readonly by: string;
  }): Result<null>;
  /** journalled with the closing report */
  close(request: { readonly id: string; readonly report: Json; readonly at: string; readonly by: string }): Result<null>;
  open(): Result<readonly Contingency[]>;
  list(): Result<readonly Contingency[]>;
  /** what was signed under it, and where each stands now */
  certificates(id: string): Result<readonly { readonly id: string; readonly number: string; readonly state: OutgoingState }[]>;
  /** `kind` is the document they are for (UNCL 1001) */
  grantNumbers(grant: {
    readonly kind: string;
    readonly prefix: string;
    readonly from: number;
    readonly to: number;
    readonly digits: number;
    readonly at: string;
  }): Result<null>;
  /** numbers of all grants of this kind that nobody took yet */
  numbersLeft(kind: string): Result<number>;
  /** what is left of the grants so far may not be given out any more */
  retireNumbers(kind: string): Result<null>;
  /** the next unused number; null when the grants of this kind are used up */
  takeNumber(request: { readonly kind: string; readonly subject: string; readonly at: string; readonly by: string }): Result<string | null>;
};
export type Contingency = {
  readonly id: string;
  readonly reason: string;
  readonly scope: string;
  readonly declaredAt: string;
  readonly declaredBy: string;
  readonly closedAt: string | null;
  readonly report: Json;
  /** certificates signed under it */
  readonly issued: number;
};

export type MonitorStore = {
  byState(): Result<readonly { readonly direction: 'outgoing' | 'incoming'; readonly state: string; readonly count: number }[]>;
  /** arrivals by UTC hour, `YYYY-MM-DDTHH`, from the hour `from` to the day `to` inclusive */
  byHour(range: {
    readonly from: string;
    readonly to: string;
  }): Result<readonly { readonly hour: string; readonly outgoing: number; readonly incoming: number }[]>;
  byType(): Result<readonly { readonly type: string; readonly outgoing: number; readonly incoming: number }[]>;
  /** documents of both directions that came before this time */
  arrivedBefore(at: string): Result<number>;
  /** the subjects of the certificates that signed here */
  officials(): Result<readonly string[]>;
  byCountry(): Result<readonly { readonly country: string; readonly outgoing: number; readonly incoming: number }[]>;
  /** sent or waiting to be, without an end, unchanged since before `before` (all of them when absent), oldest first */
  /** `official`: the subject of the certificate that signed */
  incomplete(query: Page & { readonly before?: string; readonly official?: string | undefined }): Result<Rows<OutgoingRow>>;
  /** whether this country acknowledged anything since then */
  heardFrom(query: { readonly country: string; readonly since: string }): Result<boolean>;
  /** how many of those began to wait before the time given for their country, or before `*` for every other one */
  late(before: Readonly<Record<string, string>> & { readonly '*': string }): Result<number>;
};
