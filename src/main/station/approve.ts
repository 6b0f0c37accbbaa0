import { done, failed, type Result } from '#core/failure.ts';
import type { Batches } from '#main/station/batches.ts';
import { judgedBy } from '#main/station/judged-by.ts';
import { countFindings } from '#main/station/read-document.ts';
import { clockDoubt } from '#main/station/clock-evidence.ts';
import { reviewNow } from '#main/station/open-review.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * The official says: this, and nothing else. The digest is the one the screen showed; it is taken again from the
 * stored bytes, and any difference sends the official back to the review.
 */
export function approve(station: Station, request: { id: string; digest: string | null }): Result<Record<string, never>> {
  const reviewed = reviewNow(station, request.id);
  if (!reviewed.ok) return reviewed;
  const { certificate, document, digest, findings, toSign, isCompleted, isEntityMissing } = reviewed.value;
  if (certificate.row.state !== 'inReview') return failed({ code: 'stateForbids', state: certificate.row.state, action: 'approve' });
  if (isEntityMissing) return failed({ code: 'entityUnnamed' });
  if (digest === null) return failed({ code: 'documentRefused', reason: 'signature-malformed' });
  if (digest !== request.digest) return failed({ code: 'reviewChanged' });
  const { errors } = countFindings(findings);
  if (errors > 0) return failed({ code: 'documentHasErrors', count: errors });
  const differenceMs = clockDoubt(station);
  if (differenceMs !== null) return failed({ code: 'clockImplausible', differenceMs });
  const approved = station.store.outgoing.approve({
    id: request.id,
    digest,
    ...(isCompleted ? { prepared: toSign } : {}),
    at: now(station),
    by: station.by(),
    // which schema judged it, by its hash: a pack may have been replaced since
    detail: { schema: judgedBy(station, document) },
  });
  if (!approved.ok) return approved;
  station.announce.changed(request.id);
  return done({});
}

/** Back to the common inbox; an approval is taken back first. */
export function release(station: Station, id: string): Result<Record<string, never>> {
  const row = station.store.outgoing.row(id);
  if (!row.ok) return row;
  const released = station.store.together(() => {
    const context = { id, at: now(station), by: station.by() };
    if (row.value.state === 'approved') {
      const taken = station.store.outgoing.apply({ ...context, event: 'withdrawApproval' });
      if (!taken.ok) return taken;
    }
    return station.store.outgoing.apply({ ...context, event: 'release' });
  });
  if (!released.ok) return released;
  station.announce.changed(id);
  return done({});
}

export function decline(
  station: Station,
  batches: Pick<Batches, 'endThoseOver'>,
  request: { id: string; reason: string },
): Result<Record<string, never>> {
  const declined = station.store.outgoing.apply({
    id: request.id,
    event: 'decline',
    at: now(station),
    by: station.by(),
    detail: { reason: request.reason },
  });
  if (!declined.ok) return declined;
  station.announce.changed(request.id);
  batches.endThoseOver();
  return done({});
}

/** The official thought better of it, before anything was signed. */
export function withdrawApproval(station: Station, id: string): Result<Record<string, never>> {
  const withdrawn = station.store.outgoing.apply({ id, event: 'withdrawApproval', at: now(station), by: station.by() });
  if (!withdrawn.ok) return withdrawn;
  station.announce.changed(id);
  return done({});
}
