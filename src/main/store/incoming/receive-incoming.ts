import { type Result, done } from '#core/failure.ts';
import type { IncomingToKeep } from '#main/ports/store-incoming.ts';
import { jsonText } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { keepContent, sha256Of } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { indexWords } from '#main/store/search-text.ts';
import { summaryMarks, summaryNames, summaryValues } from '#main/store/summary-columns.ts';

type Received = { readonly id: string; readonly isNew: boolean; readonly sameBytesAs: string | null };

/** Inside a transaction: what arrived is kept whatever it is; judging comes after. */
export function receiveIncoming(connection: Connection, document: IncomingToKeep): Result<Received> {
  const known = connection.first<{ id: string; same_bytes_as: string | null }>(
    'SELECT id, same_bytes_as FROM incoming WHERE gateway_id = ?',
    document.gatewayId,
  );
  if (known) return done({ id: known.id, isNew: false, sameBytesAs: known.same_bytes_as });
  const sha256 = sha256Of(document.bytes);
  const first = connection.first<{ id: string }>(`SELECT id FROM incoming WHERE sha256 = ${anyValue} ORDER BY key LIMIT 1`, sha256);
  keepContent(connection, document.bytes);
  const at = ownTime(document.arrivedAt);
  const country = document.header?.senderCountry ?? document.summary?.issuerCountry ?? null;
  const { key } = connection.run(
    `INSERT INTO incoming (id, gateway_id, state, type, version, ${summaryNames}, has_summary, from_country, header,
       arrived_at, changed_at, size, sha256, same_bytes_as)
     VALUES (?, ?, 'arrived', ?, ?, ${summaryMarks}, ?, ?, ?, ?, ?, ?, ?, ?)`,
    document.id,
    document.gatewayId,
    document.type,
    document.version,
    ...summaryValues(document.summary),
    document.summary ? 1 : 0,
    country,
    jsonText(document.header),
    at,
    at,
    document.bytes.length,
    sha256,
    first?.id ?? null,
  );
  indexWords(connection, 'incoming_search', key, document.summary, country);
  writeLine(connection, {
    at,
    kind: 'arrived',
    subject: document.id,
    by: document.by,
    detail: {
      to: 'arrived',
      gatewayId: document.gatewayId,
      number: document.summary?.number ?? null,
      country,
      sha256,
      sameBytesAs: first?.id ?? null,
    },
  });
  return done({ id: document.id, isNew: true, sameBytesAs: first?.id ?? null });
}
