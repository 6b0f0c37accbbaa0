import type { z } from 'zod/mini';
import type { incomingPage as pageShape, incomingRow as rowShape } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import type { Json } from '#main/ports/store.ts';
import type { IncomingRow as StoredRow } from '#main/ports/store-incoming.ts';
import type { InboundReport } from '#main/station/judge-inbound.ts';
import { readDocument, readMessage } from '#main/station/read-document.ts';
import { timelineOf } from '#main/station/show-timeline.ts';
import { viewDocument } from '#main/station/view-document.ts';
import { typeName } from '#main/station/show-work.ts';
import type { Station } from '#main/station/station-parts.ts';

export type IncomingRow = z.output<typeof rowShape>;
export type IncomingPage = z.output<typeof pageShape>;

export function listIncoming(
  station: Station,
  query: { search?: string | undefined; offset?: number | undefined; limit?: number | undefined },
): Result<{ rows: IncomingRow[]; total: number }> {
  const found = station.store.incoming.list({
    ...(query.search ? { search: query.search } : {}),
    offset: query.offset ?? 0,
    limit: query.limit ?? 200,
  });
  return found.ok ? done({ rows: found.value.rows.map((row) => show(station, row)), total: found.value.total }) : found;
}

export function incomingPage(station: Station, id: string): Result<IncomingPage> {
  const certificate = station.store.incoming.get(id);
  if (!certificate.ok) return certificate;
  const timeline = timelineOf(station, id);
  if (!timeline.ok) return timeline;
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const read = readDocument(reading, certificate.value.bytes);
  const shown = read.ok ? read : readMessage(reading, certificate.value.bytes);
  const report = reportOf(certificate.value.report);
  return done({
    row: show(station, certificate.value.row),
    hasAcknowledgement:
      read.ok && read.value.type.acknowledge !== undefined && ['valid', 'invalid'].includes(certificate.value.row.judgement?.verdict ?? ''),
    sha256: certificate.value.row.sha256,
    size: certificate.value.bytes.length,
    view: shown.ok ? (viewDocument(station, shown.value) as IncomingPage['view']) : null,
    findings: [...report.findings],
    signatures: report.signatures.map((signature) => ({
      ...signature,
      judgement: { verdict: signature.judgement.verdict, reasons: [...signature.judgement.reasons] },
    })),
    schema: report.schema ?? null,
    evidence: certificate.value.evidence.map((one) => ({ ...one })),
    timeline: timeline.value,
  });
}

function show(station: Station, row: StoredRow): IncomingRow {
  return {
    id: row.id,
    number: row.number,
    type: row.type ?? 'unknown',
    typeName: typeName(station, row.type),
    state: row.state,
    fromCountry: row.fromCountry,
    exporter: row.summary?.exporter ?? null,
    goods: row.summary?.goods ?? null,
    arrivedAt: row.arrivedAt,
    judgement: row.judgement && { verdict: row.judgement.verdict, reasons: [...row.judgement.reasons] },
  };
}

/** Written by judge-inbound alone; null until it was judged. */
function reportOf(report: Json): InboundReport {
  return (report as unknown as InboundReport | null) ?? { findings: [], signatures: [] };
}
