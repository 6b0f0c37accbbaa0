import type { z } from 'zod';
import type { officialRow } from '#contract/directory-api.ts';
import { done, type Result } from '#core/failure.ts';
import type { Replica } from '#main/ports/store-registers.ts';
import type { Station } from '#main/station/station-parts.ts';

type Row = z.output<typeof officialRow>;

/** The directory as a person may search it; the certificates themselves stay in the store. */
export function listOfficials(
  station: Station,
  query: { search?: string; offset?: number; limit?: number },
): Result<{ rows: Row[]; total: number }> {
  const officials = station.store.officials.list(query);
  if (!officials.ok) return officials;
  const rows = officials.value.rows.map((official): Row => ({
    country: official.country,
    authority: official.authority,
    entityId: official.entityId,
    entityName: official.entityName,
    name: official.name,
    fingerprint: official.fingerprint,
    documentTypes: [...official.documentTypes],
    enabledFrom: official.enabledFrom,
    enabledUntil: official.enabledUntil,
    isEnabled: official.isEnabled,
    status: official.status,
    revokedAt: official.revokedAt,
  }));
  return done({ rows, total: officials.value.total });
}

export function listReplicas(station: Station): Result<{ replicas: Replica[] }> {
  const replicas = station.store.officials.replicas();
  return replicas.ok ? done({ replicas: [...replicas.value] }) : replicas;
}
