import type { z } from 'zod/mini';
import type { workRow } from '#contract/first-screen.ts';
import type { NamedType } from '#core/documents/document-type.ts';
import { lateByMs } from '#core/agreed-times.ts';
import { done, type Result } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { settledStates, type OutgoingState } from '#core/lifecycle.ts';
import type { OutgoingQuery, OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { Station } from '#main/station/station-parts.ts';
import { agreedHours, urgentHours } from '#main/station/settings.ts';

export type WorkRow = z.output<typeof workRow>;

type Query = {
  box: 'inbox' | 'outbox' | 'all';
  states?: OutgoingState[] | undefined;
  search?: string | undefined;
  country?: string | undefined;
  type?: string | undefined;
  official?: string | undefined;
  ids?: string[] | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
};

/** What a list needs of the station: it is answered before the rest is there. */
type Listing = Pick<Station, 'store' | 'clock' | 'defaults' | 'policy'> & Named;
type Named = { readonly documentTypes: readonly NamedType[] };

export function listWork(station: Listing, query: Query): Result<{ rows: WorkRow[]; total: number }> {
  const found = station.store.outgoing.list({ ...storeQuery(query), offset: query.offset ?? 0, limit: query.limit ?? 200 });
  if (!found.ok) return found;
  const show = rowShower(station);
  return done({ rows: found.value.rows.map(show), total: found.value.total });
}

export function storeQuery(query: Query): OutgoingQuery {
  const { box, states, search, country, type, official, ids } = query;
  return {
    box,
    ...(states ? { states } : {}),
    ...(search ? { search } : {}),
    ...(country ? { country } : {}),
    ...(type ? { type } : {}),
    ...(official ? { official } : {}),
    ...(ids ? { ids } : {}),
  };
}

/** Urgent is what is due within the hours the official chose. */
export function rowShower(station: Listing): (row: OutgoingRow) => WorkRow {
  const now = station.clock.now();
  const agreed = agreedHours(station);
  const urgentBefore = new Date(now.getTime() + urgentHours(station) * 3_600_000).toISOString();
  return (row) => ({
    id: row.id,
    number: row.number,
    type: row.type,
    typeName: typeName(station, row.type),
    state: row.state,
    exporter: row.summary.exporter,
    goods: row.summary.goods,
    destinationCountry: row.summary.destinationCountry,
    assignedTo: row.assignedTo,
    arrivedAt: row.arrivedAt,
    dueAt: row.dueAt,
    changedAt: row.changedAt,
    isUrgent: row.dueAt !== null && row.dueAt <= urgentBefore && !settledStates.includes(row.state),
    source: row.source,
    errors: row.errors,
    warnings: row.warnings,
    nextAttemptAt: row.nextAttemptAt,
    attempts: row.attempts,
    signedBy: row.signer?.subject ?? null,
    lateByMs: lateByMs({ ...row, country: row.summary.destinationCountry }, agreed, station.policy.acknowledgeWithinMs, now),
  });
}

export function typeName({ documentTypes }: Named, id: string | null): Words {
  const name = documentTypes.flatMap((type) => [type, ...(type.messages ?? [])]).find((type) => type.id === id)?.name;
  return name ?? { es: id ?? 'Documento no reconocido', en: id ?? 'Unknown document' };
}
