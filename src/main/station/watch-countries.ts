import type { DeliveryAnswer, StatusAnswer } from '#core/delivery.ts';
import type { OutboxKind } from '#main/ports/store-outbox.ts';
import { countriesOut, countryBack, countryOut } from '#main/station/countries-out.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type CountryWatch = {
  /** what the gateway answered to something of ours for this country */
  heard(sent: { readonly kind: OutboxKind; readonly destination: string | null }, answer: DeliveryAnswer | StatusAnswer): void;
  /** the last thing heard of it is that it does not answer */
  isFailing(country: string): boolean;
};

/**
 * Learns from the gateway's answers that one country does not answer it while others do. A country counts as out when that has lasted
 * as long as for a gateway that is only ever busy, since the first such answer; and no more with the first document taken for it.
 */
export function watchCountries(station: Station): CountryWatch {
  const told = countriesOut(station);
  const since = new Map(
    (told.ok ? told.value : []).filter(({ why }) => why === 'unreachable').map((one) => [one.country, one.since] as const),
  );
  return {
    heard: ({ kind, destination }, answer) => {
      if (destination === null || (kind !== 'certificate' && kind !== 'carried')) return;
      if (answer.kind === 'busy' && answer.failure.code === 'destinationUnreachable') {
        const began = since.get(destination) ?? now(station);
        since.set(destination, began);
        const lastsMs = station.clock.now().getTime() - Date.parse(began);
        if (lastsMs >= station.policy.breaker.busyMs) countryOut(station, { country: destination, since: began, why: 'unreachable' });
        return;
      }
      if (answer.kind !== 'accepted' || !since.delete(destination)) return;
      const hastened = station.store.outbox.hasten({ destination, at: now(station) });
      if (!hastened.ok) station.log.write('error', 'outbox.notHastened', { code: hastened.failure.code });
      station.wake.deliver();
      countryBack(station, destination, 'unreachable');
    },
    isFailing: (country) => since.has(country),
  };
}
