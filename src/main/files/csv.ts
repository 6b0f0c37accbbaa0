import type { Cell, Table } from '#main/ports/tables.ts';

/**
 * RFC 4180, UTF-8 with the mark that Excel needs to see it. What a spreadsheet would take for a formula is defused by
 * an apostrophe: exporters' names come from outside (OWASP, CSV injection).
 */
export function tableAsCsv(table: Table, separator: ',' | ';' = ','): Uint8Array {
  const lines = [table.columns.map((column) => quoted(column.title, separator)).join(separator)];
  for (const row of table.rows) lines.push(row.map((cell) => quoted(textOf(cell), separator)).join(separator));
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
