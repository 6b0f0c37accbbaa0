import type { Result } from '#core/failure.ts';
import type { Json } from '#main/ports/store.ts';

/** Append-only and hash-chained: each entry's hash covers the one before, so nothing can be taken out or changed unseen. */
export type JournalStore = {
  append(line: JournalLine): Result<null>;
  /** everything that happened to one certificate (or batch, contingency...), oldest first */
  of(subject: string): Result<readonly JournalEntry[]>;
  list(query: { readonly afterSequence?: number; readonly limit?: number }): Result<readonly JournalEntry[]>;
  head(): Result<JournalHead>;
  /** Walks the chain and compares it with what the store holds of each certificate's state. */
  verify(): Result<JournalVerdict>;
  /** JSON lines, one entry each; `rubrica journal verify` reads them again. A generator, so a long journal needs no memory. */
  export(): Iterable<string>;
};

export type JournalLine = {
  readonly at: string;
  /** `received`, `approve`, `signed`, `accepted`, `settingChanged`... a lifecycle event's own name where it is one */
  readonly kind: string;
  readonly subject: string | null;
  readonly by: string;
  readonly detail?: Json;
};

export type JournalEntry = {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly by: string;
  readonly detail: Json;
  readonly previous: string;
  readonly hash: string;
};

/** `lastAt` is one of the witnesses of a plausible clock. */
export type JournalHead = { readonly sequence: number; readonly hash: string; readonly lastAt: string | null };

export type JournalVerdict = {
  readonly entries: number;
  readonly head: string;
  /** first entry that does not fit, and why; null when unbroken */
  readonly broken: { readonly sequence: number; readonly why: JournalFault; readonly subject: string | null } | null;
};

export type JournalFault = 'missing' | 'unchained' | 'changed' | 'stateDiffers';
