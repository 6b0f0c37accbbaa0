import { withdrawnStatus } from '#core/documents/code-lists/document-codes.ts';
import { nextOutgoing, type OutgoingState } from '#core/lifecycle.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import { now, type Station } from '#main/station/station-parts.ts';

const arrived: readonly OutgoingState[] = ['sent', 'received', 'used'];

/** Once a replacement or a withdrawal has reached the gateway, the certificate it speaks of has come to its end. */
export function settleEarlier(station: Station, id: string): void {
  const row = station.store.outgoing.row(id);
  if (!row.ok || !arrived.includes(row.value.state)) return;
  const { number, summary } = row.value;
  const isWithdrawal = summary.statusCode === withdrawnStatus;
  const event = isWithdrawal ? 'withdrawn' : 'replaced';
  const about = isWithdrawal ? number : summary.replaces;
  if (about === null) return;
  const found = station.store.outgoing.byNumber(about);
  if (!found.ok) return station.log.write('error', 'earlier.notSettled', { number: about, code: found.failure.code });
  for (const earlier of found.value) {
    if (isOther(earlier, row.value) && nextOutgoing(earlier.state, event) !== null) end(station, earlier, event, number);
  }
}

function isOther(earlier: OutgoingRow, later: OutgoingRow): boolean {
  return earlier.id !== later.id && earlier.type === later.type && earlier.summary.statusCode !== withdrawnStatus;
}

function end(station: Station, earlier: OutgoingRow, event: 'withdrawn' | 'replaced', number: string): void {
  const ended = station.store.outgoing.apply({ id: earlier.id, event, at: now(station), by: 'station', detail: { reason: number } });
  if (!ended.ok) station.log.write('error', 'earlier.notSettled', { id: earlier.id, event, code: ended.failure.code });
  station.announce.changed(earlier.id);
}
