import type { DocumentSummary, DraftValues } from '#core/documents/document-type.ts';
import type { Failure, Result } from '#core/failure.ts';

/** Documents being written here. A draft has its outgoing row from the first save, in state `draft`. */
export type DraftStore = {
  save(draft: DraftToKeep): Result<null>;
  get(id: string): Result<Draft>;
  /** without their values, newest first */
  list(): Result<readonly DraftInList[]>;
  /** The draft becomes a document in the inbox: exact bytes kept, `finishDraft` applied. */
  finish(finished: {
    readonly id: string;
    readonly bytes: Uint8Array;
    readonly version: string;
    readonly summary: DocumentSummary;
    readonly errors: number;
    readonly warnings: number;
    readonly at: string;
    readonly by: string;
  }): Result<null>;
  /** Only what was never finished can be thrown away; the journal keeps that it was. */
  discard(request: { readonly id: string; readonly at: string; readonly by: string }): Result<null>;
};

export type DraftToKeep = {
  readonly id: string;
  readonly type: string;
  readonly version: string;
  readonly values: DraftValues;
  /** what the document would say, by which drafts are told apart; null where it cannot be read yet: what was known stays */
  readonly summary: DocumentSummary | null;
  /** id of the certificate this draft answers or replaces */
  readonly answers: string | null;
  readonly at: string;
  readonly by: string;
};
export type Draft = Omit<DraftToKeep, 'summary'>;
export type DraftInList = Omit<DraftToKeep, 'values' | 'summary' | 'answers'> & { readonly summary: DocumentSummary };

export type TemplateStore = {
  save(template: Template & { readonly at: string; readonly by: string }): Result<null>;
  get(id: string): Result<Template>;
  list(type?: string): Result<readonly Template[]>;
  remove(request: { readonly id: string; readonly at: string; readonly by: string }): Result<null>;
};

export type Template = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** the version it was written in; null of those that were kept before that was */
  readonly version: string | null;
  readonly values: DraftValues;
};

/** Signing many with one PIN: what is done and what is left survives a restart. */
export type BatchStore = {
  /** Only of approved certificates. */
  create(batch: {
    readonly id: string;
    readonly fingerprint: string;
    readonly ids: readonly string[];
    readonly at: string;
    readonly by: string;
  }): Result<null>;
  setState(change: {
    readonly id: string;
    readonly state: BatchState;
    readonly failure: Failure | null;
    readonly at: string;
    readonly by: string;
  }): Result<null>;
  setItem(change: {
    readonly batchId: string;
    readonly id: string;
    readonly state: BatchItemState;
    readonly failure: Failure | null;
  }): Result<null>;
  /** Of those that stand still, the ones with nothing left to sign end: signed in another batch, or declined. Answers which. */
  endThoseOver(now: { readonly at: string; readonly by: string }): Result<readonly string[]>;
  get(id: string): Result<Batch>;
  /** not finished and not stopped: can be gone on with */
  unfinished(): Result<readonly Batch[]>;
};

export type BatchState = 'askingPin' | 'signing' | 'paused' | 'halted' | 'finished' | 'stopped';
export type BatchItemState = 'waiting' | 'signing' | 'signed' | 'failed';

export type Batch = {
  readonly id: string;
  readonly state: BatchState;
  readonly fingerprint: string;
  readonly startedAt: string;
  readonly by: string;
  readonly failure: Failure | null;
  readonly items: readonly {
    readonly id: string;
    readonly number: string;
    readonly state: BatchItemState;
    readonly failure: Failure | null;
  }[];
};
