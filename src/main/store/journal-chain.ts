import type { Json } from '#main/ports/store.ts';
import type { JournalEntry, JournalLine } from '#main/ports/store-journal.ts';
import { canonicalJson, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { sha256Of } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';

/** What the first entry stands on. */
export const genesis = '0'.repeat(64);

export type JournalRow = {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly actor: string;
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
};

/**
 * sha256 over the canonical JSON of the entry with the hash of the one before, from the text as it is kept: somebody who
 * alters it need not leave JSON behind.
 */
export function rowHash(row: JournalRow): string {
  return hashOf({ ...row, by: row.actor }, row.detail);
}

/** Members in their canonical order; the detail is its canonical text already. */
function hashOf({ sequence, at, kind, subject, by, previous }: Omit<JournalEntry, 'hash' | 'detail'>, detail: string): string {
  const text = [
    `{"at":${JSON.stringify(at)},"by":${JSON.stringify(by)},"detail":${detail},"kind":${JSON.stringify(kind)}`,
    `"previous":${JSON.stringify(previous)},"sequence":${sequence},"subject":${JSON.stringify(subject)}}`,
  ].join(',');
  return sha256Of(Buffer.from(text, 'utf8'));
}

export function entryOf(row: JournalRow): JournalEntry {
  const { sequence, at, kind, subject, actor, detail, previous, hash } = row;
  return { sequence, at, kind, subject, by: actor, detail: parseJson<Json>(detail), previous, hash };
}

/** Adds a line to the chain, in the transaction that is open. */
export function writeLine(connection: Connection, line: JournalLine): void {
  const last = connection.first<{ sequence: number; hash: string }>('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1');
  const sequence = (last?.sequence ?? 0) + 1;
  const previous = last?.hash ?? genesis;
  const at = ownTime(line.at);
  const detail = canonicalJson(line.detail ?? null);
  const kind = asKept(line.kind);
  const subject = line.subject === null ? null : asKept(line.subject);
  const by = asKept(line.by);
  const hash = hashOf({ sequence, at, kind, subject, by, previous }, detail);
  connection.run(
    'INSERT INTO journal (sequence, at, kind, subject, actor, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    sequence,
    at,
    kind,
    subject,
    by,
    detail,
    previous,
    hash,
  );
}

/** UTF-8 has no half surrogates: a name with one would come back from the file as another name, and break the chain. */
function asKept(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
