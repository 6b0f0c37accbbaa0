import { done, type Result } from '#core/failure.ts';
import { endThoseOver } from '#main/station/batch-run.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * What a process that died left behind, before anything else happens: a document on its way becomes one the gateway
 * is asked about, a batch that was signing waits for its official and goes on at the exact document.
 */
export function recover(station: Station): Result<null> {
  const recovered = station.store.recover({ at: now(station) });
  if (!recovered.ok) return recovered;
  const { changed, leasesReleased, batches } = recovered.value;
  if (changed.length > 0 || leasesReleased > 0 || batches.length > 0) {
    station.log.write('info', 'station.recovered', { changed: changed.length, leasesReleased, batches: batches.length });
  }
  station.announce.changed(...changed.map((one) => one.id));
  for (const batch of batches) station.announce.batchChanged(batch);
  endThoseOver(station);
  return done(null);
}
