import { csvForms, tableAsCsv } from '#main/files/csv.ts';
import { tableAsXlsx } from '#main/files/xlsx.ts';
import type { Tables } from '#main/ports/tables.ts';

export const tables: Tables = {
  write: (table, format, language) => (format === 'csv' ? tableAsCsv(table, csvForms[language]) : tableAsXlsx(table)),
};
