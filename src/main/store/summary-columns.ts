import type { DocumentSummary } from '#core/documents/document-type.ts';

/** A document's summary as columns, the same in outgoing and incoming. */
export type SummaryColumns = {
  readonly number: string;
  readonly type_code: string | null;
  readonly status_code: string | null;
  readonly issuer_country: string | null;
  readonly destination_country: string | null;
  readonly issuing_body: string | null;
  readonly exporter: string | null;
  readonly importer: string | null;
  readonly goods: string | null;
  readonly issued_at: string | null;
  readonly replaces: string | null;
};

export const summaryNames =
  'number, type_code, status_code, issuer_country, destination_country, issuing_body, exporter, importer, goods, issued_at, replaces';
export const summaryMarks = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?';
export const summarySets = summaryNames
  .split(', ')
  .map((name) => `${name} = ?`)
  .join(', ');

/** In the order of `summaryNames`. */
export function summaryValues(summary: DocumentSummary | null): (string | null)[] {
  if (!summary) return ['', null, null, null, null, null, null, null, null, null, null];
  return [
    summary.number,
    summary.typeCode,
    summary.statusCode,
    summary.issuerCountry,
    summary.destinationCountry,
    summary.issuingBody,
    summary.exporter,
    summary.importer,
    summary.goods,
    summary.issuedAt,
    summary.replaces,
  ];
}

export function summaryOf(row: SummaryColumns): DocumentSummary {
  return {
    number: row.number,
    typeCode: row.type_code ?? '',
    statusCode: row.status_code,
    issuerCountry: row.issuer_country,
    destinationCountry: row.destination_country,
    issuingBody: row.issuing_body,
    exporter: row.exporter,
    importer: row.importer,
    goods: row.goods,
    issuedAt: row.issued_at,
    replaces: row.replaces,
  };
}
