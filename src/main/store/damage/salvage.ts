import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '#main/ports/store.ts';
import { backupsIn } from '#main/store/backup.ts';
import { canonicalJson } from '#main/store/canonical-json.ts';
import { type Connection, type ConnectionOptions, openConnection, openToLook } from '#main/store/connection.ts';
import { mergeJournal, mergeTables } from '#main/store/damage/merge-tables.ts';
import { rebuildFromJournal, rebuildSearch, tellSalvage } from '#main/store/damage/rebuild.ts';
import { asideFolder, clearSuspect, setAside } from '#main/store/damage/set-aside.ts';
import { statementFile, type SalvageStatement } from '#main/store/damage/statement.ts';
import { statementWords } from '#main/store/damage/statement-words.ts';
import type { JournalRow } from '#main/store/journal-chain.ts';
import { haveReadAgain } from '#main/store/outgoing/read-again.ts';
import { migrate, versionOf } from '#main/store/migrate.ts';
import { knownVersion, migrations } from '#main/store/migrations/migrations.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

export type SalvageOrder = ConnectionOptions & { readonly backupFolder: string; readonly at: string; readonly reason: string };

/**
 * A new file is made from the newest backup that is whole, every row and content of the damaged file that can still be
 * read and proves itself, and the journal; what could not be saved is stated. Only then the damaged file is set aside
 * as it is, and the finished one takes the store's name: a kill at any point loses nothing of either.
 */
export function salvage(order: SalvageOrder): SalvageStatement {
  const aside = asideFolder(order.file, order.at);
  const inMaking = `${order.file}.salvaging`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(inMaking + suffix, { force: true });
  const backup = newestWhole(order, inMaking);
  const connection = openConnection({ ...order, file: inMaking });
  let statement: SalvageStatement;
  try {
    migrate(connection, migrations);
    connection.pragma('foreign_keys = OFF');
    connection.exec('BEGIN IMMEDIATE');
    statement = build(connection, order, aside, backup);
    connection.exec('COMMIT');
  } finally {
    connection.close();
  }
  writeFileSync(join(aside, 'statement.json'), JSON.stringify(statement, null, 2), { mode: 0o600 });
  writeFileSync(join(aside, statementFile), statementWords(statement), { mode: 0o600 });
  renameSync(inMaking, finishedName(order.file));
  setAside(order.file, aside, ['', '-wal', '-shm']);
  renameSync(finishedName(order.file), order.file);
  clearSuspect(order.file);
  return statement;
}

/** A salvage that was finished but for the last two renames. */
export function finishSalvage(file: string, at: string): void {
  if (!existsSync(finishedName(file))) return;
  if (existsSync(file)) setAside(file, asideFolder(file, at), ['', '-wal', '-shm']);
  renameSync(finishedName(file), file);
  clearSuspect(file);
}

function finishedName(file: string): string {
  return `${file}.salvaged`;
}

function build(connection: Connection, order: SalvageOrder, aside: string, backup: string | null): SalvageStatement {
  const damaged = openDamaged(order);
  try {
    const journal = damaged ? mergeJournal(damaged, connection) : { isComplete: false, beyondGap: [] };
    const tables = damaged ? mergeTables(damaged, connection) : [];
    if (journal.beyondGap.length > 0) keepBeyondGap(aside, journal.beyondGap);
    // before the salvage adds its own
    const head = connection.first<{ sequence: number; at: string }>('SELECT sequence, at FROM journal ORDER BY sequence DESC LIMIT 1');
    const rebuilt = rebuildFromJournal(connection, order.at, journal.isComplete);
    rebuildSearch(connection);
    haveReadAgain(connection);
    const bytesMissing = withoutBytes(connection);
    const { lost, toAsk, mayHaveBeenSigned } = rebuilt;
    const statement: SalvageStatement = {
      at: order.at,
      reason: order.reason,
      aside,
      backup: backup === null ? null : basename(backup),
      tables,
      journal: {
        entries: head?.sequence ?? 0,
        lastAt: head?.at ?? null,
        isComplete: journal.isComplete,
        beyondGap: journal.beyondGap.length,
      },
      ...rebuilt,
      bytesMissing,
      numbers: numbersOf(connection, [...rebuilt.rebuilt, ...lost, ...toAsk, ...mayHaveBeenSigned, ...bytesMissing]),
    };
    tellSalvage(connection, order.at, { ...statement, aside: basename(aside) });
    return statement;
  } finally {
    damaged?.close();
  }
}

/** What people call them: as they were signed, from the rows there are, and where there is none from the journal. */
function numbersOf(connection: Connection, ids: readonly string[]): Readonly<Record<string, string>> {
  // by the number it was signed under first: of one that is lost the row may be older
  const known = `SELECT json_extract(detail, '$.detail.number') AS number FROM journal WHERE subject = ? AND kind = 'signed'
      AND json_extract(detail, '$.detail.number') IS NOT NULL
    UNION ALL SELECT number FROM outgoing WHERE id = ? UNION ALL SELECT number FROM incoming WHERE id = ?
    UNION ALL SELECT json_extract(detail, '$.number') FROM journal WHERE subject = ? AND kind = 'received'`;
  const numbers: Record<string, string> = {};
  for (const id of ids) {
    const number = connection.first<{ number: string | null }>(known, id, id, id, id)?.number;
    if (number) numbers[id] = number;
  }
  return numbers;
}

function withoutBytes(connection: Connection): readonly string[] {
  return connection
    .all<{ id: string }>(
      `SELECT id FROM outgoing WHERE sha256 NOT IN (SELECT sha256 FROM content) OR signed_sha256 NOT IN (SELECT sha256 FROM content)
       UNION ALL SELECT id FROM incoming WHERE sha256 NOT IN (SELECT sha256 FROM content)`,
    )
    .map((row) => row.id);
}

/** Copies it to where the new file is made. A backup was read through when it was made; whether it still opens is seen here. */
function newestWhole(order: SalvageOrder, inMaking: string): string | null {
  for (const backup of backupsIn(order.backupFolder)) {
    try {
      copyFileSync(backup, inMaking);
      const copy = openConnection({ ...order, file: inMaking });
      const isWhole = copy.pragma('quick_check(1)') === 'ok' && versionOf(copy) <= knownVersion;
      copy.close();
      if (isWhole) return backup;
    } catch (error) {
      if (!failureOf(error)) throw error;
    }
    for (const suffix of ['', '-wal', '-shm']) rmSync(inMaking + suffix, { force: true });
  }
  return null;
}

/** Null where nothing of it can be read: no database any more, or its table of tables is gone. */
function openDamaged(order: SalvageOrder): Connection | null {
  let damaged: Connection | null = null;
  try {
    if (!existsSync(order.file)) return null;
    damaged = openToLook(order);
    damaged.first('SELECT sequence FROM journal LIMIT 1');
    return damaged;
  } catch (error) {
    damaged?.close();
    // no such table: an empty or foreign file
    if (!failureOf(error) && !(error instanceof Error && error.message.startsWith('no such table'))) throw error;
    return null;
  }
}

function keepBeyondGap(aside: string, entries: readonly JournalRow[]): void {
  const text = entries.map((entry) => `${canonicalJson(entry as unknown as Json)}\n`).join('');
  writeFileSync(join(aside, 'journal-beyond-gap.jsonl'), text, { mode: 0o600 });
}
