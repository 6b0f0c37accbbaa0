import type { Language } from '#core/finding.ts';
import type { Cell, Column, Table } from '#main/ports/tables.ts';

/** What a spreadsheet set to a language takes a CSV apart by: with the other's it shows one column and texts for numbers. */
export type CsvForm = { readonly separator: ',' | ';'; readonly decimal: '.' | ',' };
export const csvForms: Readonly<Record<Language, CsvForm>> = {
  es: { separator: ';', decimal: ',' },
  en: { separator: ',', decimal: '.' },
};

/**
 * RFC 4180, UTF-8 with the mark that Excel needs to see it. What a spreadsheet would take for a formula is defused by
 * an apostrophe: exporters' names come from outside (OWASP, CSV injection). Times are written the one way that
 * spreadsheets of any language read as a time.
 */
export function tableAsCsv(table: Table, form: CsvForm = csvForms.en): Uint8Array {
  const { separator } = form;
  const lines = [table.columns.map((column) => quoted(column.title, separator)).join(separator)];
  for (const row of table.rows) {
    const cells = table.columns.map((column, index) => quoted(textOf(row[index] ?? null, column, form), separator));
    lines.push(cells.join(separator));
  }
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function textOf(cell: Cell, { kind }: Column, { decimal }: CsvForm): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', decimal);
  if (kind === 'instant' && !Number.isNaN(Date.parse(cell))) return new Date(cell).toISOString().slice(0, 19).replace('T', ' ');
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
