import type { DocumentSummary } from '#core/documents/document-type.ts';
import { done, type Result } from '#core/failure.ts';
import { readDocument } from '#main/station/read-document.ts';
import { settleEarlier } from '#main/station/settle-earlier.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Few at a time, with pauses: whoever works meanwhile must not notice. */
const mostAtOnce = 10;
const pauseMs = 1_000;
const whileSigningMs = 15_000;
const afterFaultMs = 10 * 60_000;
/** every list that is open asks again when it is told */
const tellEveryMs = 60_000;

/** Rows that say little of their documents are filled from the bytes: those of an earlier version, and those made anew after damage. */
export function readRowsAgain(station: Station, isSigning: () => boolean): () => Promise<number | null> {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let untold: string[] = [];
  return async () => {
    if (isSigning()) return whileSigningMs;
    const waiting = station.store.outgoing.toReadAgain(mostAtOnce + 1);
    if (waiting.ok && waiting.value.length === 0) return null;
    const isLast = waiting.ok && waiting.value.length <= mostAtOnce;
    const read = waiting.ok ? readThese(station, waiting.value.slice(0, mostAtOnce), isLast) : waiting;
    if (!read.ok) {
      station.log.write('error', 'rows.notReadAgain', { code: read.failure.code });
      return afterFaultMs;
    }
    untold.push(...read.value);
    if (isLast || station.clock.monotonicMs() - toldAtMs >= tellEveryMs) {
      station.announce.changed(...untold);
      toldAtMs = station.clock.monotonicMs();
      untold = [];
    }
    return isLast ? null : pauseMs;
  };
}

type Row = { readonly id: string; readonly summary: DocumentSummary | null; readonly arrivedAs: string };

function readThese(station: Station, ids: readonly string[], areLast: boolean): Result<readonly string[]> {
  const rows: Row[] = [];
  for (const id of ids) {
    const row = readOrReport(station, id);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return station.store.together(() => {
    for (const row of rows) {
      const kept = station.store.outgoing.readAgain(row);
      if (!kept.ok) return kept;
    }
    const settled = areLast ? settleThoseReplaced(station) : done(null);
    return settled.ok ? done(ids) : settled;
  });
}

/** A row of which a text or the bytes are damaged stays as it is, and keeps no other from being read. */
function readOrReport(station: Station, id: string): Result<Row> {
  const asItIs = done({ id, summary: null, arrivedAs: '' });
  try {
    const read = readOne(station, id);
    if (read.ok || read.failure.code !== 'storeDamaged') return read;
    station.log.write('error', 'rows.damaged', { id, detail: read.failure.detail });
    return asItIs;
  } catch (error) {
    station.unexpected.report(error, `read ${id} again`);
    return asItIs;
  }
}

function readOne(station: Station, id: string): Result<Row> {
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const certificate = station.store.outgoing.get(id);
  if (!certificate.ok) return certificate;
  const { bytes, signed } = certificate.value;
  const arrived = bytes === null ? null : readDocument(reading, bytes);
  const now = signed === null ? arrived : readDocument(reading, signed);
  const summary = arrived?.ok && now?.ok ? now.value.summary : null;
  return done({ id, summary, arrivedAs: arrived?.ok ? arrived.value.summary.number : '' });
}

/** A rectification that was acknowledged before what it replaces had its number did not find it. */
function settleThoseReplaced(station: Station): Result<null> {
  const replacing = station.store.outgoing.replacingOneThatStands();
  if (!replacing.ok) return replacing;
  for (const id of replacing.value) {
    const settled = settleOrReport(station, id);
    if (!settled.ok) return settled;
  }
  return done(null);
}

/** A text that is damaged in one of the two keeps no other from being settled. */
function settleOrReport(station: Station, id: string): Result<null> {
  try {
    return settleEarlier(station, id);
  } catch (error) {
    station.unexpected.report(error, `end what ${id} replaced`);
    return done(null);
  }
}
