import type { DraftValues } from '#core/documents/document-type.ts';
import { type Result, done, failed } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Draft, DraftInList, DraftStore, DraftToKeep } from '#main/ports/store-desk.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { keepContent } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';
import { indexWords } from '#main/store/search-text.ts';
import { type SummaryColumns, summaryNames, summaryOf, summarySets, summaryValues } from '#main/store/summary-columns.ts';

type DraftRow = {
  readonly id: string;
  readonly type: string;
  readonly version: string;
  readonly answers: string | null;
  readonly saved_at: string;
  readonly saved_by: string;
  readonly draft_values: string;
};

function draftOf(row: DraftRow): Draft {
  const { id, type, version, answers } = row;
  return { id, type, version, answers, at: row.saved_at, by: row.saved_by, values: parseJson<DraftValues>(row.draft_values) };
}

type ListRow = SummaryColumns & Pick<DraftRow, 'id' | 'type' | 'version' | 'saved_at' | 'saved_by'>;
const listed = `SELECT d.id, d.type, d.version, d.saved_at, d.saved_by, ${summaryNames
  .split(', ')
  .map((name) => `o.${name}`)
  .join(', ')} FROM draft d JOIN outgoing o ON o.id = d.id ORDER BY d.saved_at DESC`;

function inList(row: ListRow): DraftInList {
  const { id, type, version } = row;
  return { id, type, version, at: row.saved_at, by: row.saved_by, summary: summaryOf(row) };
}

export function draftStore(connection: Connection): DraftStore {
  return {
    save: (draft) => connection.write(() => saveDraft(connection, draft)),
    get: (id) =>
      connection.read(() => {
        const row = connection.first<DraftRow>('SELECT * FROM draft WHERE id = ?', id);
        return row ? done(draftOf(row)) : failed({ code: 'documentNotFound', id });
      }),
    list: () => connection.read(() => done(connection.all<ListRow>(listed).map(inList))),
    finish: (finished) => connection.write(() => finishDraft(connection, finished)),
    discard: (request) =>
      connection.write(() => {
        const state = stateOf(connection, request.id);
        if (state === undefined) return failed({ code: 'documentNotFound', id: request.id });
        if (state !== 'draft') return failed({ code: 'stateForbids', state, action: 'discard' });
        connection.run('DELETE FROM draft WHERE id = ?', request.id);
        connection.run('DELETE FROM outgoing WHERE id = ?', request.id);
        writeLine(connection, { at: request.at, kind: 'draftDiscarded', subject: request.id, by: request.by });
        return done(null);
      }),
  };
}

function stateOf(connection: Connection, id: string): OutgoingState | undefined {
  return connection.first<{ state: OutgoingState }>('SELECT state FROM outgoing WHERE id = ?', id)?.state;
}

/** The first save makes the row and tells the journal; the others, at every pause of typing, only change the values. */
function saveDraft(connection: Connection, draft: DraftToKeep): Result<null> {
  const at = ownTime(draft.at);
  const state = stateOf(connection, draft.id);
  if (state !== undefined && state !== 'draft') return failed({ code: 'stateForbids', state, action: 'save' });
  if (state === undefined) {
    connection.run(
      `INSERT INTO outgoing (id, state, number, type, version, source, arrived_at, changed_at, errors, warnings, size)
       VALUES (?, 'draft', '', ?, ?, 'draft', ?, ?, 0, 0, 0)`,
      draft.id,
      draft.type,
      draft.version,
      at,
      at,
    );
    writeLine(connection, {
      at,
      kind: 'drafted',
      subject: draft.id,
      by: draft.by,
      detail: { to: 'draft', type: draft.type, answers: draft.answers },
    });
  } else {
    connection.run('UPDATE outgoing SET type = ?, version = ?, changed_at = ? WHERE id = ?', draft.type, draft.version, at, draft.id);
  }
  if (draft.summary) {
    // a country half typed would be one of the monitor's countries
    const summary = { ...draft.summary, destinationCountry: null };
    connection.run(`UPDATE outgoing SET ${summarySets} WHERE id = ?`, ...summaryValues(summary), draft.id);
  }
  connection.run(
    `INSERT INTO draft (id, type, version, number, answers, saved_at, saved_by, draft_values) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET type = excluded.type, version = excluded.version, number = excluded.number,
       answers = excluded.answers, saved_at = excluded.saved_at, saved_by = excluded.saved_by, draft_values = excluded.draft_values`,
    draft.id,
    draft.type,
    draft.version,
    draft.summary?.number ?? '',
    draft.answers,
    at,
    draft.by,
    jsonText(draft.values),
  );
  return done(null);
}

function finishDraft(connection: Connection, finished: Parameters<DraftStore['finish']>[0]): Result<null> {
  const row = connection.first<{ key: number }>('SELECT key FROM outgoing WHERE id = ?', finished.id);
  if (!row) return failed({ code: 'documentNotFound', id: finished.id });
  const sha256 = keepContent(connection, finished.bytes);
  connection.run(
    `UPDATE outgoing SET ${summarySets}, version = ?, errors = ?, warnings = ?, size = ?, sha256 = ? WHERE key = ? AND state = 'draft'`,
    ...summaryValues(finished.summary),
    finished.version,
    finished.errors,
    finished.warnings,
    finished.bytes.length,
    sha256,
    row.key,
  );
  const moved = moveOutgoing(connection, {
    id: finished.id,
    event: 'finishDraft',
    at: finished.at,
    by: finished.by,
    detail: { number: finished.summary.number, version: finished.version, sha256 },
  });
  if (!moved.ok) return moved;
  connection.run('DELETE FROM draft WHERE id = ?', finished.id);
  indexWords(connection, 'outgoing_search', row.key, finished.summary, finished.summary.destinationCountry);
  return done(null);
}
