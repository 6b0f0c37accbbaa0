import type { Language } from '#core/finding.ts';

/** A list as people take it away: titles in their language, one row a certificate. */
export type Table = { readonly title: string; readonly columns: readonly Column[]; readonly rows: Iterable<readonly Cell[]> };
export type Column = { readonly title: string; readonly kind: 'text' | 'number' | 'instant'; readonly width?: number };
/** an instant is UTC ISO text */
export type Cell = string | number | null;

/** Writes a list as a file that spreadsheets open, where CSV has forms that differ by language as they expect them. */
export type Tables = { write(table: Table, format: 'csv' | 'xlsx', language: Language): Uint8Array };
