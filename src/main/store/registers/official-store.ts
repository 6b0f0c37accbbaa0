import { type Result, done } from '#core/failure.ts';
import type { OfficialStore, Replica } from '#main/ports/store-registers.ts';
import type { Official } from '#main/ports/trust.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { keepContent, plainBytes } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';

type DirectoryFile = Parameters<OfficialStore['apply']>[0];
type Row = { readonly official: string; readonly certificate: Uint8Array };

export function officialStore(connection: Connection): OfficialStore {
  return {
    apply: (file) => connection.write(() => applyFile(connection, file)),
    byFingerprint: (fingerprint) =>
      connection.read(() =>
        done(connection.all<Row>('SELECT official, certificate FROM official WHERE fingerprint = ?', fingerprint).map(officialOf)),
      ),
    list: ({ search = '', offset = 0, limit = 100, country }) =>
      connection.read(() => {
        // some thousands of rows at most: read through, in the order of an index
        const like = `%${fold(search).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
        const condition = `folded LIKE ? ESCAPE '\\' ${country === undefined ? '' : 'AND country = ?'}`;
        const values = country === undefined ? [like] : [like, country];
        const rows = connection.all<Row>(
          `SELECT official, certificate FROM official WHERE ${condition} ORDER BY country, name LIMIT ? OFFSET ?`,
          ...values,
          limit,
          offset,
        );
        const total =
          connection.first<{ total: number }>(`SELECT count(*) AS total FROM official WHERE ${condition}`, ...values)?.total ?? 0;
        return done({ rows: rows.map(officialOf), total });
      }),
    replicas: () =>
      connection.read(() =>
        done(
          connection.all<Replica>(
            `SELECT authority, sequence, issued_at AS issuedAt, received_at AS receivedAt,
               (SELECT count(*) FROM official o WHERE o.authority = r.authority) AS officials
             FROM replica r ORDER BY authority`,
          ),
        ),
      ),
  };
}

/** Inside a transaction: in order of sequence, so that nobody can slip an old directory in (rollback) or leave a day out (gap). */
function applyFile(connection: Connection, file: DirectoryFile): Result<'applied' | 'repeated' | 'gap' | 'rollback'> {
  const held = connection.first<{ sequence: number }>('SELECT sequence FROM replica WHERE authority = ?', file.authority)?.sequence;
  if (held === file.sequence) return done('repeated');
  if (held !== undefined && file.sequence < held) return done('rollback');
  if (!file.isFull && file.sequence !== (held ?? 0) + 1) return done('gap');
  const at = ownTime(file.at);
  connection.run(
    `INSERT INTO replica (authority, sequence, issued_at, received_at, sha256) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (authority) DO UPDATE SET sequence = excluded.sequence, issued_at = excluded.issued_at,
       received_at = excluded.received_at, sha256 = excluded.sha256`,
    file.authority,
    file.sequence,
    file.issuedAt,
    at,
    keepContent(connection, file.bytes),
  );
  if (file.isFull) connection.run('DELETE FROM official WHERE authority = ?', file.authority);
  for (const official of file.rows) keepOfficial(connection, file.authority, official);
  writeLine(connection, {
    at,
    kind: 'directoryApplied',
    subject: null,
    by: file.authority,
    detail: { authority: file.authority, sequence: file.sequence, isFull: file.isFull, officials: file.rows.length },
  });
  return done('applied');
}

function keepOfficial(connection: Connection, authority: string, official: Official): void {
  const { certificate, ...rest } = official;
  connection.run(
    `INSERT INTO official (authority, fingerprint, entity_id, country, name, folded, official, certificate) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (fingerprint, authority, entity_id) DO UPDATE SET country = excluded.country, name = excluded.name,
       folded = excluded.folded, official = excluded.official, certificate = excluded.certificate`,
    authority,
    official.fingerprint,
    official.entityId,
    official.country,
    official.name,
    fold(`${official.name} ${official.entityName} ${official.entityId} ${official.authority}`),
    jsonText(rest),
    certificate,
  );
}

function officialOf(row: Row): Official {
  return { ...parseJson<Omit<Official, 'certificate'>>(row.official), certificate: plainBytes(row.certificate) };
}

/** Without accents and case, as people type names. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
