import { withdrawnStatus } from '#core/documents/code-lists/document-codes.ts';
import { nextIncoming, type IncomingEvent } from '#core/lifecycle.ts';
import { done, type Result } from '#core/failure.ts';
import type { IncomingRow } from '#main/ports/store-incoming.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * A certificate that replaces or withdraws another ends it, whichever of the two came or was decided first. Only what is valid
 * itself can: a forged replacement must not take a good certificate out of use. To be called in the transaction that keeps the
 * judgement: where the store cannot do this, that is undone too, and both come again.
 */
export function settleIncoming(station: Station, id: string): Result<null> {
  const { incoming } = station.store;
  const row = incoming.row(id);
  if (!row.ok) return row;
  const { number, summary } = row.value;
  if (summary === null || !isValid(row.value)) return done(null);
  const same = incoming.byNumber(number);
  if (!same.ok) return same;
  if (summary.statusCode === withdrawnStatus) return endAll(station, row.value, same.value, 'withdraw');
  if (summary.replaces !== null) {
    const replaced = incoming.byNumber(summary.replaces);
    const ended = replaced.ok ? endAll(station, row.value, replaced.value, 'replace') : replaced;
    if (!ended.ok) return ended;
  }
  const replacing = incoming.replacing(number);
  if (!replacing.ok) return replacing;
  const withdrawal = same.value.find((one) => isAbout(one, row.value) && isWithdrawn(one));
  const replacement = replacing.value.find((one) => isAbout(one, row.value) && comesAfter(one, row.value));
  if (withdrawal) return end(station, row.value, 'withdraw', withdrawal);
  return replacement ? end(station, row.value, 'replace', replacement) : done(null);
}

function endAll(station: Station, later: IncomingRow, found: readonly IncomingRow[], event: 'withdraw' | 'replace'): Result<null> {
  for (const earlier of found) {
    if (!isAbout(later, earlier) || isWithdrawn(earlier)) continue;
    if (event === 'replace' && !comesAfter(later, earlier)) continue;
    const ended = end(station, earlier, event, later);
    if (!ended.ok) return ended;
  }
  return done(null);
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

function end(station: Station, earlier: IncomingRow, event: Extract<IncomingEvent, 'withdraw' | 'replace'>, by: IncomingRow): Result<null> {
  if (nextIncoming(earlier.state, event) === null) return done(null);
  const detail = { reason: by.number };
  const ended = station.store.incoming.apply({ id: earlier.id, event, at: now(station), by: 'station', detail });
  if (!ended.ok) return ended;
  station.announce.changed(earlier.id);
  return done(null);
}
