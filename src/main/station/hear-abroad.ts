import { done, failed, type Result } from '#core/failure.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { readPages } from '#main/station/read-pages.ts';
import type { Station } from '#main/station/station-parts.ts';

/** A station that is new to the gateway does not begin with what was told to others long ago. */
const oldMs = 7 * 24 * 3_600_000;

/**
 * What other countries tell ours: certificates that are late, a contingency. Each is open until a person has read it. A
 * page that is heard twice counts twice and tells nobody again.
 */
export async function hearAbroad(station: Station): Promise<Result<number>> {
  const gateway = station.gateway();
  if (!gateway) return failed({ code: 'gatewayNotSet' });
  const { notices } = gateway;
  if (!notices) return done(0);
  const { store, clock } = station;
  let heard = 0;
  const isRead = await readPages(station, 'notices', async (after) => {
    const page = await notices.call(gateway, after);
    if (!page.ok) return page;
    for (const { id, from, text, at } of page.value.notices) {
      if (clock.now().getTime() - Date.parse(at) > oldMs) continue;
      heard += 1;
      raiseNotice(station, { topic: 'fromAbroad', subject: id, country: from, facts: { who: from, detail: text } });
    }
    const moved = store.setCursor('notices', page.value.cursor);
    if (!moved.ok) return moved;
    return done({ cursor: page.value.cursor, isLast: page.value.notices.length === 0 });
  });
  // as for the sisters: a gateway without this counter has nothing to tell
  return isRead.ok || isRead.failure.code === 'gatewayIsSomethingElse' ? done(heard) : isRead;
}
