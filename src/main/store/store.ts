import { type Result, done, failed } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { backUp, backupsIn, madeAt } from '#main/store/backup.ts';
import { checkStore } from '#main/store/check.ts';
import type { Connection } from '#main/store/connection.ts';
import { batchStore } from '#main/store/desk/batch-store.ts';
import { draftStore } from '#main/store/desk/draft-store.ts';
import { templateStore } from '#main/store/desk/template-store.ts';
import { markSuspect } from '#main/store/damage/set-aside.ts';
import type { Disk } from '#main/store/disk.ts';
import { incomingStore } from '#main/store/incoming/incoming-store.ts';
import { journalStore } from '#main/store/journal-store.ts';
import { outbox } from '#main/store/outbox/outbox.ts';
import { outgoingStore } from '#main/store/outgoing/outgoing-store.ts';
import { recoverAtStart } from '#main/store/recover.ts';
import { contingencyStore } from '#main/store/registers/contingency-store.ts';
import { evidenceStore } from '#main/store/registers/evidence-store.ts';
import { countsOf, monitorStore } from '#main/store/registers/monitor-store.ts';
import { noticeStore } from '#main/store/registers/notice-store.ts';
import { officialStore } from '#main/store/registers/official-store.ts';
import { settingStore } from '#main/store/registers/setting-store.ts';

export type Backups = { readonly folder: string; readonly keep: number; readonly nativeBinding?: string };

/** The parts on one connection. */
export function storeOn(connection: Connection, disk: Disk, backups: Backups | null, whenClosed: () => void): Store {
  return {
    outgoing: outgoingStore(connection, disk),
    outbox: outbox(connection),
    incoming: incomingStore(connection),
    drafts: draftStore(connection),
    templates: templateStore(connection),
    batches: batchStore(connection),
    journal: journalStore(connection),
    settings: settingStore(connection),
    officials: officialStore(connection),
    evidence: evidenceStore(connection),
    notices: noticeStore(connection),
    contingency: contingencyStore(connection),
    monitor: monitorStore(connection),
    together: <T>(work: () => Result<T>) => connection.write(work),
    recover: ({ at }) => connection.write(() => recoverAtStart(connection, at)),
    cursor: (name) =>
      connection.read(() => done(connection.first<{ value: string }>('SELECT value FROM cursor WHERE name = ?', name)?.value ?? null)),
    setCursor: (name, value) =>
      connection.write(() => {
        connection.run(
          'INSERT INTO cursor (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          name,
          value,
        );
        return done(null);
      }),
    counts: () => connection.read(() => done(countsOf(connection))),
    space: () => disk.space(),
    check: async (options) => {
      const problems = await checkStore(connection, options?.isStopped);
      if (backups && problems.ok && problems.value.length > 0) markSuspect(connection.file, problems.value);
      return problems;
    },
    backup: async ({ at }) => (backups ? backUp(connection, backups, at) : failed({ code: 'fileNotWritable', path: ':memory:' })),
    backups: () => done(backups ? backupsIn(backups.folder).map((path) => ({ path, at: madeAt(path) })) : []),
    close() {
      connection.close();
      whenClosed();
    },
  };
}
