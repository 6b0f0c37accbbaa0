import type { Result } from '#core/failure.ts';
import type { BatchStore, DraftStore, TemplateStore } from '#main/ports/store-desk.ts';
import type { IncomingStore } from '#main/ports/store-incoming.ts';
import type { JournalStore } from '#main/ports/store-journal.ts';
import type { Outbox } from '#main/ports/store-outbox.ts';
import type { OutgoingStore } from '#main/ports/store-outgoing.ts';
import type {
  ContingencyStore,
  EvidenceStore,
  MonitorStore,
  NoticeStore,
  OfficialStore,
  SettingStore,
} from '#main/ports/store-registers.ts';

/**
 * Everything the station remembers. All operations are synchronous, short and durable when they return (the signatures of a
 * batch when their `forced` resolves); each change is one transaction together with its journal line. Expected failures
 * (disk full, read-only, damaged...) come back as values. Times are UTC ISO text (`Date.toISOString()`), bytes are kept exactly as given.
 */
export type Store = {
  readonly outgoing: OutgoingStore;
  readonly outbox: Outbox;
  readonly incoming: IncomingStore;
  readonly drafts: DraftStore;
  readonly templates: TemplateStore;
  readonly batches: BatchStore;
  readonly journal: JournalStore;
  readonly settings: SettingStore;
  readonly officials: OfficialStore;
  readonly evidence: EvidenceStore;
  readonly notices: NoticeStore;
  readonly contingency: ContingencyStore;
  readonly monitor: MonitorStore;

  /** Several operations as one transaction: a failed result, or a throw, undoes all of them. May be nested. */
  together<T>(work: () => Result<T>): Result<T>;
  /** What a killed process left behind becomes what core/lifecycle says; leases of the dead are taken back. Called once, at start. */
  recover(context: { readonly at: string }): Result<Recovered>;
  /** Where a fetch from the gateway goes on. Set it inside `together` with what was fetched. */
  cursor(name: string): Result<string | null>;
  setCursor(name: string, value: string): Result<null>;
  counts(): Result<Counts>;
  /** Free room: nearly full is told early; `isFull` means nothing may be signed, because it could not be kept. */
  space(): Result<Space>;
  /** Looks through the whole file in small steps, so the window never waits. Resolves with what is wrong, `[]` when nothing is. */
  check(options?: { readonly isStopped?: () => boolean }): Promise<Result<readonly string[]>>;
  /** An online copy beside the others, the oldest beyond `keep` removed; the copy is opened and checked before it counts. */
  backup(context: { readonly at: string }): Promise<Result<{ readonly path: string; readonly bytes: number }>>;
  /** the copies there are, newest first */
  backups(): Result<readonly { readonly path: string; readonly at: string }[]>;
  close(): void;
};

/** Plain data that can be written as JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Page = { readonly search?: string; readonly offset?: number; readonly limit?: number };
/** `total` counts every row that matches, not only those of the page. */
export type Rows<T> = { readonly rows: readonly T[]; readonly total: number };

export type Counts = { readonly inbox: number; readonly outbox: number; readonly attention: number; readonly incoming: number };
export type Space = { readonly freeBytes: number; readonly isNearlyFull: boolean; readonly isFull: boolean };

export type Recovered = {
  /** ids whose state had to change, e.g. `sending` → `unconfirmed` */
  readonly changed: readonly { readonly id: string; readonly from: string; readonly to: string }[];
  readonly leasesReleased: number;
  /** batches that were at work and now wait for a person */
  readonly batches: readonly string[];
};
