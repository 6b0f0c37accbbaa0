import { withdrawnStatus } from '#core/documents/code-lists/document-codes.ts';
import { done, type Result } from '#core/failure.ts';
import { nextOutgoing, type OutgoingState } from '#core/lifecycle.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** Also where it has come to its end since: what it replaced may have been called otherwise until now. */
const arrived: readonly OutgoingState[] = ['sent', 'received', 'used', 'replacementAsked', 'replaced'];

/**
 * Once a replacement or a withdrawal has reached the gateway, the certificate it speaks of has come to its end. To be called
 * in the transaction that says it has: where the store cannot do this, that is undone too, and both come again.
 */
export function settleEarlier(station: Station, id: string): Result<null> {
  const row = station.store.outgoing.row(id);
  if (!row.ok) return row;
  if (!arrived.includes(row.value.state)) return done(null);
  const { number, summary } = row.value;
  const isWithdrawal = summary.statusCode === withdrawnStatus;
  const event = isWithdrawal ? 'withdrawn' : 'replaced';
  const about = isWithdrawal ? number : summary.replaces;
  if (about === null) return done(null);
  const found = station.store.outgoing.byNumber(about);
  if (!found.ok) return found;
  for (const earlier of found.value) {
    if (!isOther(earlier, row.value) || nextOutgoing(earlier.state, event) === null) continue;
    const ended = station.store.outgoing.apply({ id: earlier.id, event, at: now(station), by: 'station', detail: { reason: number } });
    if (!ended.ok) return ended;
    station.announce.changed(earlier.id);
  }
  return done(null);
}

function isOther(earlier: OutgoingRow, later: OutgoingRow): boolean {
  return earlier.id !== later.id && earlier.type === later.type && earlier.summary.statusCode !== withdrawnStatus;
}
