import { done, failed, type Result } from '#core/failure.ts';
import type { EventsPage } from '#main/ports/gateway.ts';
import type { AppliedEvent } from '#main/ports/store-outgoing.ts';
import { countriesOut } from '#main/station/countries-out.ts';
import { noticeState } from '#main/station/notify.ts';
import { readPages } from '#main/station/read-pages.ts';
import { settleEarlier } from '#main/station/settle-earlier.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * What became of what we sent, as the other side tells it. Each page and the cursor behind it are one transaction:
 * a page that comes twice, or out of order, changes nothing the second time.
 */
export async function followEvents(station: Station): Promise<Result<number>> {
  const gateway = station.gateway();
  if (!gateway) return failed({ code: 'gatewayNotSet' });
  let told = 0;
  const isRead = await readPages(station, 'events', async (after) => {
    const page = await gateway.events(after);
    if (!page.ok) return page;
    const kept = keepEvents(station, page.value);
    if (!kept.ok) return kept;
    told += page.value.events.length;
    for (const { id, kind } of kept.value) {
      if (id === null) continue;
      station.announce.changed(id);
      if (kind === 'applied') noticeState(station, id);
    }
    return page;
  });
  if (!isRead.ok) return isRead;
  if (isRead.value) station.news.read();
  if (told > 0) lookAtSilence(station);
  return done(told);
}

/** A country of which people were told that it answers nothing may have answered just now. */
function lookAtSilence(station: Station): void {
  const out = countriesOut(station);
  if (out.ok && out.value.length > 0) station.wake.age();
}

type KeptEvent = Pick<AppliedEvent, 'id'> & { readonly kind: AppliedEvent['kind'] | 'unread' };

function keepEvents(station: Station, { events, unread, cursor }: EventsPage): Result<readonly KeptEvent[]> {
  return station.store.together(() => {
    const applied: KeptEvent[] = [];
    for (const event of events) {
      const one = station.store.outgoing.applyGatewayEvent(event, { at: now(station) });
      if (!one.ok) return one;
      if (one.value.kind === 'unknownDocument')
        station.log.write('warn', 'follow.unknownDocument', { event: event.id, document: event.documentId });
      applied.push(one.value);
    }
    for (const event of unread) {
      const one = station.store.outgoing.keepUnreadEvent(event, { at: now(station) });
      if (!one.ok) return one;
      station.log.write('warn', 'follow.unreadEvent', { event: event.id, field: event.field });
      applied.push({ ...one.value, kind: 'unread' });
    }
    for (const { id, kind } of applied) {
      const settled = id !== null && kind === 'applied' ? settleEarlier(station, id) : done(null);
      if (!settled.ok) return settled;
    }
    const moved = station.store.setCursor('events', cursor);
    return moved.ok ? done(applied) : moved;
  });
}
