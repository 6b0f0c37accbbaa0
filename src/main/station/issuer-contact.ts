import type { Failure } from '#core/failure.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Who can mend a locked token is not in this room: the sentence says whom to call. */
export function withContact<F extends Failure | null>(station: Pick<Station, 'tokenIssuerContact'>, failure: F): F | Failure {
  const contact = station.tokenIssuerContact;
  return failure?.code === 'pinLocked' && contact !== undefined ? { ...failure, contact } : failure;
}
