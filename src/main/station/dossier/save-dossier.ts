import { done, type Result } from '#core/failure.ts';
import type { EvidenceAge } from '#main/ports/trust.ts';
import { exportDossier } from '#main/station/dossier/export-dossier.ts';
import { gatherDossier } from '#main/station/dossier/gather-dossier.ts';
import type { Station } from '#main/station/station-parts.ts';

/** The dossier of one certificate, for the window to write where the person chooses. */
export function saveDossier(station: Station, id: string): Result<{ name: string; bytes: Uint8Array }> {
  const gathered = gatherDossier({ store: station.store, at: station.clock.now(), by: station.by() }, id);
  if (!gathered.ok) return gathered;
  const safe = gathered.value.number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 120) || 'certificado';
  return done({ name: `${safe}.dossier.zip`, bytes: exportDossier(gathered.value) });
}

export function evidenceAges(station: Station): Result<{ ages: EvidenceAge[] }> {
  return done({ ages: [...(station.trust.keeping?.ages() ?? [])] });
}
