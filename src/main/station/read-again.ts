import { done, type Result } from '#core/failure.ts';
import { readDocument } from '#main/station/read-document.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Few at a time, with pauses: whoever works meanwhile must not notice. */
const mostAtOnce = 10;
const pauseMs = 1_000;
const whileSigningMs = 15_000;
const afterFaultMs = 10 * 60_000;

/** Rows that say little of their documents are filled from the bytes: those of an earlier version, and those made anew after damage. */
export function readRowsAgain(station: Station, isSigning: () => boolean): () => Promise<number | null> {
  return async () => {
    if (isSigning()) return whileSigningMs;
    const waiting = station.store.outgoing.toReadAgain(mostAtOnce);
    const read = waiting.ok ? readThese(station, waiting.value) : waiting;
    if (!read.ok) {
      station.log.write('error', 'rows.notReadAgain', { code: read.failure.code });
      return afterFaultMs;
    }
    if (read.value.length === 0) return null;
    station.announce.changed(...read.value);
    return pauseMs;
  };
}

function readThese(station: Station, ids: readonly string[]): Result<readonly string[]> {
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  for (const id of ids) {
    const certificate = station.store.outgoing.get(id);
    if (!certificate.ok && certificate.failure.code !== 'storeDamaged') return certificate;
    // of damaged bytes the check of the store tells; the row stays as it is
    const { bytes, signed } = certificate.ok ? certificate.value : { bytes: null, signed: null };
    const arrived = bytes === null ? null : readDocument(reading, bytes);
    const now = signed === null ? arrived : readDocument(reading, signed);
    const summary = arrived?.ok && now?.ok ? now.value.summary : null;
    const arrivedAs = arrived?.ok ? arrived.value.summary.number : '';
    const kept = station.store.outgoing.readAgain({ id, summary, arrivedAs });
    if (!kept.ok) return kept;
  }
  return done(ids);
}
