import { tableAsCsv } from '#main/files/csv.ts';
import { tableAsXlsx } from '#main/files/xlsx.ts';
import type { Tables } from '#main/ports/tables.ts';

export const tables: Tables = { write: (table, format) => (format === 'csv' ? tableAsCsv(table) : tableAsXlsx(table)) };
