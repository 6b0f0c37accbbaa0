import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Connection } from '#main/store/connection.ts';
import { indexWords } from '#main/store/search-text.ts';
import { summarySets, summaryValues } from '#main/store/summary-columns.ts';

/** By its new name in every list, and still found by the number it came under. */
export function callItNow(connection: Connection, key: number, summary: DocumentSummary, arrivedAs: string): void {
  const cameUnder = arrivedAs === summary.number ? null : arrivedAs;
  connection.run(`UPDATE outgoing SET ${summarySets}, came_under = ? WHERE key = ?`, ...summaryValues(summary), cameUnder, key);
  const words = cameUnder === null ? summary : { ...summary, number: `${summary.number} ${cameUnder}` };
  indexWords(connection, 'outgoing_search', key, words, summary.destinationCountry);
}
