import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Connection } from '#main/store/connection.ts';

/** What was typed as an FTS5 query: every word, or the start of one, in any order. Null when there is nothing to look for. */
export function searchQuery(typed: string | undefined): string | null {
  // the same letters and digits the tokenizer keeps (sqlite.org/fts5.html#unicode61_tokenizer)
  const terms = (typed ?? '').match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu);
  return terms ? terms.map(beginning).join(' AND ') : null;
}

/** A number is also found by what people say of it: 101 for 000101. */
function beginning(term: string): string {
  if (!/^[1-9][0-9]*$/.test(term)) return `"${term}"*`;
  return `(${padding.map((zeros) => `"${zeros}${term}"*`).join(' OR ')})`;
}

const padding = ['', '0', '00', '000', '0000', '00000', '000000', '0000000'];

/** Puts a document's words where search finds them, in place of those it had. */
export function indexWords(
  connection: Connection,
  table: 'outgoing_search' | 'incoming_search',
  key: number,
  summary: DocumentSummary | null,
  country: string | null,
): void {
  connection.run(
    `INSERT OR REPLACE INTO ${table} (rowid, number, exporter, importer, goods, body, country) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    key,
    summary?.number ?? '',
    summary?.exporter ?? '',
    summary?.importer ?? '',
    summary?.goods ?? '',
    summary?.issuingBody ?? '',
    country ?? '',
  );
}
