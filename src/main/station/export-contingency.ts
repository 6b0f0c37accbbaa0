import type { z } from 'zod/mini';
import type { contingencyApi } from '#contract/contingency-api.ts';
import { countryOfScope } from '#core/contingency-scope.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Language, Words } from '#core/finding.ts';
import { stateName } from '#core/text/states.ts';
import type { Cell, Column } from '#main/ports/tables.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { Contingency } from '#main/ports/store-registers.ts';
import { localDay } from '#main/station/local-time.ts';
import type { Station } from '#main/station/station-parts.ts';

type Request = z.output<typeof contingencyApi.exportContingency.request>;
type Answer = z.output<typeof contingencyApi.exportContingency.answer>;

type Issued = { readonly row: OutgoingRow; readonly isByCourier: boolean };
type Told = Words & { readonly kind: Column['kind']; cell(issued: Issued, about: Contingency, language: Language): Cell };

const told: readonly Told[] = [
  { es: 'Número', en: 'Number', kind: 'text', cell: ({ row }) => row.number },
  { es: 'Destino', en: 'Destination', kind: 'text', cell: ({ row }) => row.summary.destinationCountry },
  { es: 'Firmado (UTC)', en: 'Signed (UTC)', kind: 'instant', cell: ({ row }) => row.signedAt },
  { es: 'Estado', en: 'State', kind: 'text', cell: ({ row }, _, language) => stateName(row.state)[language] },
  {
    es: 'Recibo por mensajero',
    en: 'Receipt by courier',
    kind: 'text',
    cell: ({ isByCourier }, _, language) => (isByCourier ? (language === 'es' ? 'sí' : 'yes') : 'no'),
  },
  { es: 'Contingencia desde (UTC)', en: 'Contingency from (UTC)', kind: 'instant', cell: (_, about) => about.declaredAt },
  { es: 'Contingencia hasta (UTC)', en: 'Contingency until (UTC)', kind: 'instant', cell: (_, about) => about.closedAt },
  { es: 'Declarada para', en: 'Declared for', kind: 'text', cell: (_, about, language) => scopeName(about.scope, language) },
  { es: 'Motivo', en: 'Reason', kind: 'text', cell: (_, about) => about.reason },
  { es: 'Declarada por', en: 'Declared by', kind: 'text', cell: (_, about, language) => nameOf(about.declaredBy, language) },
];

function scopeName(scope: string, language: Language): string {
  return countryOfScope(scope) ?? (language === 'es' ? 'toda la línea' : 'the whole line');
}

/** A declaration of an earlier version may name nobody. */
function nameOf(by: string, language: Language): string {
  return by === 'station' ? (language === 'es' ? 'la estación' : 'the station') : by;
}

/** The closing report as a list to take away: every certificate signed under it, and where each stands now. */
export function exportContingency(station: Station, { id, format, language }: Request): Result<Answer> {
  const list = station.store.contingency.list();
  if (!list.ok) return list;
  const about = list.value.find((one) => one.id === id);
  if (about === undefined) return failed({ code: 'documentNotFound', id });
  const certificates = station.store.contingency.certificates(id);
  if (!certificates.ok) return certificates;
  const rows: (readonly Cell[])[] = [];
  for (const certificate of certificates.value) {
    const row = station.store.outgoing.row(certificate.id);
    if (!row.ok) return row;
    const entries = station.store.journal.of(certificate.id);
    if (!entries.ok) return entries;
    const issued = { row: row.value, isByCourier: entries.value.some(({ kind }) => kind === 'courierReceipt') };
    rows.push(told.map((column) => column.cell(issued, about, language)));
  }
  const title = language === 'es' ? 'Contingencia' : 'Contingency';
  const columns = told.map((column) => ({ title: column[language], kind: column.kind }));
  const bytes = station.tables.write({ title, columns, rows }, format, language);
  return done({ name: `${title.toLowerCase()}-${localDay(new Date(about.declaredAt))}.${format}`, bytes, count: rows.length });
}
