import type { Line } from '#core/line.ts';
import { universal } from '#core/text/clock.ts';
import { countriesTold, countriesWaiting } from '#main/station/countries-concerned.ts';
import { closeNotice, raiseNotice } from '#main/station/notify.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** A line lost so often within an hour comes and goes; one that held for an hour is steady again. */
const unsteadyLosses = 3;
const hourMs = 3_600_000;

export type LineWatch = {
  /** its state is another */
  changed(line: Line, before: Line): void;
  /** Tells of a line that is steady again. Milliseconds until that can be said; null where none came and went. */
  steadied(): number | null;
};

const whole = { subject: null, country: null } as const;

/**
 * What people hear of the line: when it went and when it came back, or, once, that it comes and goes. That is told to the
 * countries for which something waits, too.
 */
export function watchLine(station: Station): LineWatch {
  const bootMs = (): number => station.clock.sinceBootMs();
  let losses: readonly number[] = [];
  let lastLossMs = bootMs();

  const isTold = (): boolean => {
    const open = station.store.notices.open();
    return open.ok && open.value.some(({ topic }) => topic === 'lineUnsteady');
  };
  const lost = (): void => {
    lastLossMs = bootMs();
    losses = [...losses.filter((at) => lastLossMs - at < hourMs), lastLossMs];
    if (losses.length < unsteadyLosses || isTold()) return;
    const facts = { count: losses.length, countries: countriesWaiting(station) };
    raiseNotice(station, { ...whole, topic: 'lineUnsteady', facts });
  };

  return {
    changed: (line, before) => {
      journalLine(station, line, before);
      if (line.state === 'down' && before.state === 'up') lost();
      // of each cut of a line that comes and goes nobody wants to hear
      if (line.state === 'down' && !isTold()) raiseNotice(station, { ...whole, topic: 'lineDown', facts: outage(line) });
      if (line.state !== 'up') return;
      closeNotice(station, { ...whole, topic: 'lineDown', facts: {} });
      closeNotice(station, { ...whole, topic: 'contingencyOffered', facts: {} });
    },
    steadied: () => {
      if (!isTold()) return null;
      const leftMs = lastLossMs + hourMs - bootMs();
      if (leftMs > 0) return leftMs;
      if (station.line.line().state !== 'up') return hourMs;
      closeNotice(station, { ...whole, topic: 'lineUnsteady', facts: { countries: countriesTold(station, 'lineUnsteady', null) } });
      return null;
    },
  };
}

function outage(line: Line): { readonly since: string; readonly isBusy: boolean } {
  return { since: line.since === null ? '' : universal(line.since), isBusy: line.code === 'gatewayBusy' };
}

/** The journal tells when the line went and when it came back; that it was first found up is no news. */
function journalLine(station: Station, { state, detail }: Line, before: Line): void {
  if (state === 'up' && before.state !== 'down') return;
  const kind = state === 'up' ? 'lineUp' : 'lineDown';
  const kept = station.store.journal.append({
    at: now(station),
    kind,
    subject: 'line',
    by: 'station',
    detail: detail === null ? null : { reason: detail },
  });
  if (!kept.ok) station.log.write('error', 'journal.notKept', { kind, code: kept.failure.code });
}
