import { withdrawnStatus } from '#core/documents/code-lists/document-codes.ts';
import { nextIncoming, type IncomingEvent } from '#core/lifecycle.ts';
import type { Result } from '#core/failure.ts';
import type { IncomingRow } from '#main/ports/store-incoming.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * A certificate that replaces or withdraws another ends it, whichever of the two came or was decided first. Only what is valid
 * itself can: a forged replacement must not take a good certificate out of use.
 */
export function settleIncoming(station: Station, id: string): void {
  const row = station.store.incoming.row(id);
  if (!row.ok || !isValid(row.value)) return;
  const { number, summary } = row.value;
  if (summary === null) return;
  const isWithdrawal = summary.statusCode === withdrawnStatus;
  if (isWithdrawal) return endAll(station, row.value, rows(station, station.store.incoming.byNumber(number)), 'withdraw');
  if (summary.replaces !== null) endAll(station, row.value, rows(station, station.store.incoming.byNumber(summary.replaces)), 'replace');
  const withdrawal = rows(station, station.store.incoming.byNumber(number)).find((one) => isAbout(one, row.value) && isWithdrawn(one));
  const replacement = rows(station, station.store.incoming.replacing(number)).find(
    (one) => isAbout(one, row.value) && comesAfter(one, row.value),
  );
  if (withdrawal) end(station, row.value, 'withdraw', withdrawal);
  else if (replacement) end(station, row.value, 'replace', replacement);
}

function endAll(station: Station, later: IncomingRow, found: readonly IncomingRow[], event: 'withdraw' | 'replace'): void {
  for (const earlier of found) {
    if (!isAbout(later, earlier) || isWithdrawn(earlier)) continue;
    if (event === 'withdraw' || comesAfter(later, earlier)) end(station, earlier, event, later);
  }
}

/** Under one number whatever replaces comes after the original, and of two replacements the one issued last is the one that stands. */
function comesAfter(replacement: IncomingRow, other: IncomingRow): boolean {
  if (replacement.number !== other.number || other.summary?.replaces === null) return true;
  const difference = issuedAt(replacement) - issuedAt(other);
  return difference === 0 || Number.isNaN(difference) ? replacement.arrivedAt > other.arrivedAt : difference > 0;
}

function issuedAt({ summary }: IncomingRow): number {
  return Date.parse(summary?.issuedAt ?? '');
}

/** Another one, of the same country and type: a number is a number of its issuer's alone. */
function isAbout(later: IncomingRow, earlier: IncomingRow): boolean {
  return (
    isValid(later) &&
    later.id !== earlier.id &&
    later.type === earlier.type &&
    later.summary !== null &&
    later.summary.issuerCountry === earlier.summary?.issuerCountry
  );
}

function isWithdrawn(row: IncomingRow): boolean {
  return row.summary?.statusCode === withdrawnStatus;
}

function isValid(row: IncomingRow): boolean {
  return row.judgement?.verdict === 'valid';
}

function end(station: Station, earlier: IncomingRow, event: Extract<IncomingEvent, 'withdraw' | 'replace'>, by: IncomingRow): void {
  if (nextIncoming(earlier.state, event) === null) return;
  const detail = { reason: by.number };
  const ended = station.store.incoming.apply({ id: earlier.id, event, at: now(station), by: 'station', detail });
  if (!ended.ok) station.log.write('error', 'incoming.notSettled', { id: earlier.id, event, code: ended.failure.code });
  station.announce.changed(earlier.id);
}

function rows(station: Station, found: Result<readonly IncomingRow[]>): readonly IncomingRow[] {
  if (found.ok) return found.value;
  station.log.write('error', 'incoming.notSettled', { code: found.failure.code });
  return [];
}
