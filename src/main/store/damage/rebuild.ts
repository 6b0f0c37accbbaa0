import { type OutgoingState, outgoingStates } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';
import { parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { type JournalRow, writeLine } from '#main/store/journal-chain.ts';
import { setOutgoingState } from '#main/store/outgoing/move-outgoing.ts';

export type Rebuilt = {
  readonly rebuilt: readonly string[];
  readonly lost: readonly string[];
  readonly toAsk: readonly string[];
  readonly mayHaveBeenSigned: readonly string[];
};

type Told = { state: string; at: string; number: string; type: string; version: string; sha256: string | null; source: string };

/** The journal knows of every certificate what it became: rows that are missing or older are brought up to it. */
export function rebuildFromJournal(connection: Connection, at: string, isJournalComplete: boolean): Rebuilt {
  const rebuilt: string[] = [];
  const lost: string[] = [];
  for (const [id, told] of whatJournalTells(connection)) {
    const row = connection.first<{ state: string }>('SELECT state FROM outgoing WHERE id = ?', id);
    if (row?.state === told.state) continue;
    if (row ? canBe(connection, id, told) : canBeMade(connection, id, told)) rebuilt.push(id);
    else lost.push(id);
  }
  return { rebuilt, lost, ...doubt(connection, at, isJournalComplete) };
}

/** Without the newest entries nobody knows what became of those that were on their way: ask before anything is sent twice. */
function doubt(connection: Connection, at: string, isJournalComplete: boolean): Pick<Rebuilt, 'toAsk' | 'mayHaveBeenSigned'> {
  if (isJournalComplete) return { toAsk: [], mayHaveBeenSigned: [] };
  const toAsk = connection.all<{ id: string; key: number; state: OutgoingState }>(
    `SELECT id, key, state FROM outgoing WHERE state IN ('queued', 'sending')`,
  );
  for (const { id, key, state } of toAsk)
    setOutgoingState(connection, { id, key, from: state, to: 'unconfirmed', kind: 'salvaged', at, by: 'station', dueAt: at });
  const unsigned = connection.all<{ id: string }>(`SELECT id FROM outgoing WHERE state IN ('pending', 'inReview', 'approved')`);
  return { toAsk: toAsk.map((row) => row.id), mayHaveBeenSigned: unsigned.map((row) => row.id) };
}

function whatJournalTells(connection: Connection): ReadonlyMap<string, Told> {
  const all = new Map<string, Told>();
  for (const row of connection.each<JournalRow>('SELECT * FROM journal WHERE subject IS NOT NULL ORDER BY sequence')) {
    const detail = parseJson<Json>(row.detail);
    if (row.subject === null || detail === null || typeof detail !== 'object' || !('to' in detail)) continue;
    const text = (name: string): string | null => {
      const value = (detail as Readonly<Record<string, Json>>)[name];
      return typeof value === 'string' ? value : null;
    };
    const state = text('to') ?? '';
    if (row.kind === 'received')
      all.set(row.subject, {
        state,
        at: row.at,
        number: text('number') ?? '',
        type: text('type') ?? '',
        version: text('version') ?? '',
        sha256: text('sha256'),
        source: text('source') ?? 'file',
      });
    const told = all.get(row.subject);
    if (told && (outgoingStates as readonly string[]).includes(state)) all.set(row.subject, { ...told, state, at: row.at });
  }
  return all;
}

function canBe(connection: Connection, id: string, told: Told): boolean {
  return isDone(() => connection.run('UPDATE outgoing SET state = ?, changed_at = ? WHERE id = ?', told.state, told.at, id));
}

/** A row with what the journal has: enough to open and judge it; the summary is read again from the bytes. */
function canBeMade(connection: Connection, id: string, told: Told): boolean {
  return isDone(() =>
    connection.run(
      `INSERT INTO outgoing (id, state, number, type, version, source, arrived_at, changed_at, errors, warnings, size, sha256)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, size, sha256 FROM content WHERE sha256 = ?`,
      id,
      told.state,
      told.number,
      told.type,
      told.version,
      told.source,
      told.at,
      told.at,
      told.sha256,
    ),
  );
}

function isDone(change: () => { readonly changes: number }): boolean {
  try {
    return change().changes === 1;
  } catch {
    // the schema refuses it: the signed bytes that this state needs are gone
    return false;
  }
}

/** The words of every document into search again, after rows came from elsewhere. */
export function rebuildSearch(connection: Connection): void {
  connection.exec(`
    INSERT INTO outgoing_search (outgoing_search) VALUES ('delete-all');
    INSERT INTO outgoing_search (rowid, number, exporter, importer, goods, body, country)
      SELECT key, concat_ws(' ', number, came_under), ifnull(exporter, ''), ifnull(importer, ''), ifnull(goods, ''), ifnull(issuing_body, ''),
        ifnull(destination_country, '') FROM outgoing;
    INSERT INTO incoming_search (incoming_search) VALUES ('delete-all');
    INSERT INTO incoming_search (rowid, number, exporter, importer, goods, body, country)
      SELECT key, number, ifnull(exporter, ''), ifnull(importer, ''), ifnull(goods, ''), ifnull(issuing_body, ''), ifnull(from_country, '') FROM incoming;`);
}

export function tellSalvage(connection: Connection, at: string, detail: Json): void {
  writeLine(connection, { at, kind: 'storeSalvaged', subject: null, by: 'station', detail });
}
