import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod/mini';
import type { monitorCalls } from '#contract/monitor-api.ts';
import { done, type Result } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';
import { stateName } from '#core/text/states.ts';
import type { Cell, Column } from '#main/ports/tables.ts';
import { localDay } from '#main/station/local-time.ts';
import { rowShower, storeQuery, type WorkRow } from '#main/station/show-work.ts';
import type { Station } from '#main/station/station-parts.ts';

type Request = z.output<typeof monitorCalls.exportWork.request>;
type Answer = z.output<typeof monitorCalls.exportWork.answer>;

const pageRows = 1000;

type Told = { readonly es: string; readonly en: string; readonly kind: Column['kind']; cell(row: WorkRow, language: Language): Cell };

const told: readonly Told[] = [
  { es: 'Número', en: 'Number', kind: 'text', cell: (row) => row.number },
  { es: 'Documento', en: 'Document', kind: 'text', cell: (row, language) => row.typeName[language] },
  { es: 'Estado', en: 'State', kind: 'text', cell: (row, language) => stateName(row.state)[language] },
  { es: 'Exportador', en: 'Exporter', kind: 'text', cell: (row) => row.exporter },
  { es: 'Mercancía', en: 'Goods', kind: 'text', cell: (row) => row.goods },
  { es: 'Destino', en: 'Destination', kind: 'text', cell: (row) => row.destinationCountry },
  { es: 'Llegó (UTC)', en: 'Arrived (UTC)', kind: 'instant', cell: (row) => row.arrivedAt },
  { es: 'Último cambio (UTC)', en: 'Last change (UTC)', kind: 'instant', cell: (row) => row.changedAt },
  { es: 'Firmado por', en: 'Signed by', kind: 'text', cell: (row) => row.signedBy },
  { es: 'Intentos', en: 'Attempts', kind: 'number', cell: (row) => row.attempts },
  {
    es: 'Atraso (horas)',
    en: 'Late (hours)',
    kind: 'number',
    cell: (row) => (row.lateByMs === null ? null : Math.round(row.lateByMs / 360_000) / 10),
  },
];

/** Reads a page at a time, letting everything else go on between two pages; then writes the file. */
export async function exportWork(station: Station, request: Request): Promise<Result<Answer>> {
  const { format, language, ...filter } = request;
  const rows: (readonly Cell[])[] = [];
  const seen = new Set<string>();
  const show = rowShower(station);
  for (let offset = 0; ; offset += pageRows) {
    const page = station.store.outgoing.list({ ...storeQuery({ box: 'all', ...filter }), offset, limit: pageRows });
    if (!page.ok) return page;
    for (const row of page.value.rows) {
      // a certificate that moved while we read stands in two pages
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      const shown = show(row);
      rows.push(told.map((column) => column.cell(shown, language)));
    }
    if (page.value.rows.length < pageRows) break;
    await setImmediate();
  }
  const title = language === 'es' ? 'Certificados' : 'Certificates';
  const columns = told.map((column) => ({ title: column[language], kind: column.kind }));
  const bytes = station.tables.write({ title, columns, rows }, format, language);
  return done({ name: `${title.toLowerCase()}-${localDay(station.clock.now())}.${format}`, bytes, count: rows.length });
}
