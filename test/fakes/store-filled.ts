import { openConnection } from '#main/store/connection.ts';
import { sha256Of } from '#main/store/content.ts';

/**
 * Puts `count` certificates into a store's file at once, past the use cases, for measuring lists: one in twenty waits
 * in the inbox, one in twenty-five in the outbox, the rest was sent and received. They share one document's bytes and
 * one outbox row, which the lists do not look at.
 */
export function fillStore(file: string, count: number): void {
  const connection = openConnection({ file });
  const bytes = new Uint8Array(2000).fill(65);
  const sha256 = sha256Of(bytes);
  connection.run('INSERT OR IGNORE INTO content (sha256, size, bytes) VALUES (?, 2000, ?)', sha256, bytes);
  connection.exec(`
    INSERT INTO outbox (key, idempotency_key, kind, payload, phase, queued_at, due_at, subject)
      VALUES (1, 'filled', 'certificate', 'null', 'done', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'filled-0');
    INSERT INTO outgoing (id, state, number, type, version, issuer_country, destination_country, issuing_body, exporter, importer, goods,
        source, arrived_at, due_at, changed_at, errors, warnings, size, sha256, signed_sha256, outbox_key, signer)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
      SELECT 'filled-' || i,
        CASE WHEN i % 20 = 0 THEN 'pending' WHEN i % 25 = 1 THEN 'queued' WHEN i % 3 = 0 THEN 'sent' WHEN i % 7 = 0 THEN 'used' ELSE 'received' END,
        printf('CL-2026-%07d', i), 'phytosanitary', '13B', 'CL',
        substr('MXPECOCRECCNUSNL', 1 + 2 * (i % 8), 2), 'SAG',
        'Exportadora ' || (CASE i % 5 WHEN 0 THEN 'Ñuble' WHEN 1 THEN 'Maule' WHEN 2 THEN 'Elqui' WHEN 3 THEN 'Rapel' ELSE 'Aconcagua' END) || ' ' || (i % 500) || ' S.A.',
        'Importadora ' || (i % 300),
        (CASE i % 6 WHEN 0 THEN 'Vaccinium corymbosum' WHEN 1 THEN 'Prunus avium' WHEN 2 THEN 'Malus domestica' WHEN 3 THEN 'Vitis vinifera' WHEN 4 THEN 'Persea americana' ELSE 'Citrus limon' END),
        'file', strftime('%Y-%m-%dT%H:%M:%fZ', '2025-06-01', (i * 2) || ' minutes'), NULL,
        strftime('%Y-%m-%dT%H:%M:%fZ', '2025-06-01', (i * 2 + 60) || ' minutes'), 0, 0, 2000, '${sha256}', '${sha256}', 1, json_object('subject', 'CN=Funcionaria ' || (i % 7))
      FROM n;
    INSERT INTO outgoing_search (rowid, number, exporter, importer, goods, body, country)
      SELECT key, number, exporter, importer, goods, issuing_body, destination_country FROM outgoing WHERE id LIKE 'filled-%';`);
  connection.close();
}
