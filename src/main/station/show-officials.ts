import type { z } from 'zod/mini';
import type { officialRow } from '#contract/directory-api.ts';
import { done, type Result } from '#core/failure.ts';
import { composeDirectory, type DirectoryRow } from '#core/officials/directory.ts';
import type { Replica } from '#main/ports/store-registers.ts';
import type { Official } from '#main/ports/trust.ts';
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

const pageOfExport = 1_000;

/** Who was found, in the form in which directories travel. Unsigned: only the directory authority can sign one. */
export function exportOfficials(station: Station, search: string): Result<{ name: string; bytes: Uint8Array; total: number }> {
  const replicas = station.store.officials.replicas();
  if (!replicas.ok) return replicas;
  const rows: DirectoryRow[] = [];
  for (;;) {
    const page = station.store.officials.list({ search, offset: rows.length, limit: pageOfExport });
    if (!page.ok) return page;
    rows.push(...page.value.rows.map(travelling));
    if (page.value.rows.length === 0 || rows.length >= page.value.total) break;
  }
  const newest = [...replicas.value].sort((a, b) => b.sequence - a.sequence)[0];
  const issuedAt = newest?.issuedAt ?? station.clock.now().toISOString();
  const text = composeDirectory({ isFull: true, sequence: newest?.sequence ?? 1, issuedAt, rows });
  return done({ name: `officials-${issuedAt.slice(0, 10)}.xml`, bytes: new TextEncoder().encode(text), total: rows.length });
}

function travelling(official: Official): DirectoryRow {
  const { entityAliases, certificate, fingerprint: _, ...row } = official;
  return { ...row, entityAliases: entityAliases ?? [], certificate: Buffer.from(certificate).toString('base64') };
}
