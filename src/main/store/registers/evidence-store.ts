import { done } from '#core/failure.ts';
import type { EvidenceKind, EvidenceStore, KeptEvidence } from '#main/ports/store-registers.ts';
import type { Connection } from '#main/store/connection.ts';
import { contentOf, keepContent, plainBytes } from '#main/store/content.ts';
import { ownTime, utcText } from '#main/store/instants.ts';

type Row = {
  readonly kind: EvidenceKind;
  readonly lookup: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly source: string;
  readonly received_at: string;
};

/** Everything a verdict ever stood on stays: the dossier of an old certificate needs the CRL of its day. */
export function evidenceStore(connection: Connection): EvidenceStore {
  return {
    put: (evidence) =>
      connection.write(() => {
        const sha256 = keepContent(connection, evidence.bytes);
        connection.run(
          `INSERT INTO evidence (kind, lookup, sha256, valid_from, valid_until, source, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (kind, lookup, sha256) DO UPDATE SET received_at = excluded.received_at, source = excluded.source`,
          evidence.kind,
          evidence.key,
          sha256,
          evidence.from === null ? null : utcText(evidence.from),
          evidence.until === null ? null : utcText(evidence.until),
          evidence.source,
          ownTime(evidence.at),
        );
        return done({ sha256 });
      }),
    find: ({ kind, key }) =>
      connection.read(() => {
        const select = `SELECT e.*, c.bytes FROM evidence e JOIN content c ON c.sha256 = e.sha256 WHERE e.kind = ?`;
        const order = 'ORDER BY e.valid_from DESC, e.key DESC';
        const rows =
          key === undefined
            ? connection.all<Row>(`${select} ${order}`, kind)
            : connection.all<Row>(`${select} AND e.lookup = ? ${order}`, kind, key);
        return done(rows.map(keptOf));
      }),
    get: (sha256) => connection.read(() => done(contentOf(connection, sha256))),
  };
}

function keptOf(row: Row): KeptEvidence {
  const { kind, sha256, source } = row;
  return {
    kind,
    key: row.lookup,
    sha256,
    bytes: plainBytes(row.bytes),
    from: row.valid_from,
    until: row.valid_until,
    source,
    receivedAt: row.received_at,
  };
}
