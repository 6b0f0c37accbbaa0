import { done, failed, type Result } from '#core/failure.ts';
import { reasonWords } from '#core/text/reasons.ts';
import { readDocument } from '#main/station/read-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** Our answer to what arrived, as a document of its own exchange (the Hub's country response carries one). */
export function acknowledgementDocument(station: Station, id: string): Result<{ name: string; bytes: Uint8Array }> {
  const certificate = station.store.incoming.get(id);
  if (!certificate.ok) return certificate;
  const { row, bytes } = certificate.value;
  const read = readDocument({ documents: station.xml.documents, types: station.documentTypes }, bytes);
  if (!read.ok) return read;
  const { type, root, summary } = read.value;
  const { judgement } = row;
  if (type.acknowledge === undefined || judgement === null || judgement.verdict === 'undecided') {
    return failed({ code: 'stateForbids', state: row.state, action: 'acknowledge' });
  }
  const language = station.language();
  const reasons = judgement.reasons.map((reason) => reasonWords[reason][language]);
  const xml = type.acknowledge(root, { at: now(station), isAccepted: judgement.verdict === 'valid', reasons });
  const name = `${summary.number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 120)}.acknowledgement.xml`;
  return done({ name, bytes: new TextEncoder().encode(xml) });
}
