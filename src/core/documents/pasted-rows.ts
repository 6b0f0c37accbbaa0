import { entryOf, plain, searchCodes } from '#core/documents/code-lists/code-list.ts';
import { codeListById } from '#core/documents/code-lists/lists.ts';
import type { FormField } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

/** Rows copied from a spreadsheet, as values of a repeating group's fields, and what could not be placed. */
export type PastedRows = {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly problems: readonly PasteProblem[];
};

export type PasteProblem = { readonly row: number; readonly column: number; readonly value: string; readonly sentence: Words };

/**
 * Reads what a spreadsheet puts on the clipboard: tabs between cells, quotes around cells with line breaks. A first row of
 * labels (in either language, or field ids) says which column is which; without one, columns are the fields in their order.
 */
export function readPastedRows(text: string, fields: readonly FormField[]): PastedRows {
  const cells = splitCells(text);
  const [first = []] = cells;
  const header = first.map((cell) => fieldByName(cell, fields));
  const hasHeader = first.length > 0 && header.filter((field) => field !== null).length > first.length / 2;
  const columns = hasHeader ? header : fields;
  const problems: PasteProblem[] = [];
  const body = hasHeader ? cells.slice(1) : cells;
  const rows = body.map((row, rowIndex) => {
    const values: Record<string, string> = {};
    for (const [column, cell] of row.entries()) {
      const value = cell.trim();
      if (value === '') continue;
      const field = columns[column] ?? null;
      const place = { row: rowIndex + (hasHeader ? 2 : 1), column: column + 1, value };
      if (field === null) problems.push({ ...place, sentence: noColumn });
      else {
        const read = readCell(value, field);
        values[field.id] = read.value;
        if (read.problem) problems.push({ ...place, sentence: read.problem });
      }
    }
    return values;
  });
  return { rows, problems };
}

const noColumn: Words = {
  es: 'Esta columna no corresponde a ningún campo. Quítela o póngale el nombre de un campo.',
  en: 'This column is no field. Remove it or give it the name of a field.',
};

function fieldByName(cell: string, fields: readonly FormField[]): FormField | null {
  const name = plain(cell);
  if (name === '') return null;
  return fields.find(({ id, label }) => [plain(id), plain(label.es), plain(label.en)].includes(name)) ?? null;
}

function readCell(value: string, field: FormField): { readonly value: string; readonly problem?: Words } {
  if (field.kind === 'number') return readNumber(value);
  if (field.kind === 'date') return readDate(value);
  if (field.kind === 'code') return readCode(value, field);
  if (field.kind === 'yesNo') return { value: /^(s[ií]|yes|true|verdadero|1|x)$/i.test(value) ? 'true' : 'false' };
  if (field.kind === 'choice') {
    const choice = field.choices?.find(({ code, words }) => [code, words.es, words.en].some((each) => plain(each) === plain(value)));
    return choice ? { value: choice.code } : { value, problem: unknownChoice(field) };
  }
  if (field.maxLength !== undefined && value.length > field.maxLength) {
    const { maxLength } = field;
    return {
      value,
      problem: { es: `Tiene ${value.length} caracteres; caben ${maxLength}.`, en: `It has ${value.length} characters; ${maxLength} fit.` },
    };
  }
  return { value };
}

/** What a hand wrote, as the document says it; whatever can be read in two ways stays as it was written. */
export function typedNumber(written: string): string {
  const trimmed = written.trim();
  const sign = trimmed.startsWith('-') ? '-' : '';
  const read = readNumber(trimmed.slice(sign.length));
  return read.problem === undefined ? sign + read.value : written;
}

/** Thousands in groups of three, all parted by the same mark; the decimals follow the other one. */
const grouped = /^[1-9]\d{0,2}([.,\s'])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/;

/** 1.234,50 and 1,234.50 and 1234.5: what is grouped otherwise is a slip of the hand, and no number is made of it. */
function readNumber(value: string): { readonly value: string; readonly problem?: Words } {
  const isDoubtful = /^(?!0[.,])\d+[.,]\d{3}$/.test(value);
  const mark = isDoubtful ? undefined : grouped.exec(value)?.[1];
  const number = (mark === undefined ? value : value.replaceAll(mark, '')).replace(',', '.');
  if (/^\d+(\.\d+)?$/.test(number)) return isDoubtful ? { value: number, problem: doubtfulNumber(value, number) } : { value: number };
  return { value, problem: { es: 'No es un número. Escríbalo con cifras.', en: 'It is no number. Write it in digits.' } };
}

function doubtfulNumber(value: string, number: string): Words {
  return {
    es: `«${value}» se leyó como ${Number(number)}; si quería decir miles, corríjalo.`,
    en: `"${value}" was read as ${Number(number)}; if you meant thousands, correct it.`,
  };
}

/** Days come first in the spreadsheets of all four countries. */
function readDate(value: string): { readonly value: string; readonly problem?: Words } {
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(value);
  if (iso) return { value };
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
  if (local) {
    const [, day = '', month = '', year = ''] = local;
    const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31) return { value: read };
  }
  return { value, problem: { es: 'No es una fecha. Escríbala como 22/11/2026.', en: 'It is no date. Write it like 2026-11-22.' } };
}

function readCode(value: string, field: FormField): { readonly value: string; readonly problem?: Words } {
  const list = codeListById(field.codeList ?? '');
  if (!list) return { value };
  const upper = value.toUpperCase();
  if (entryOf(list, upper)) return { value: upper };
  const named = searchCodes(list, value).filter(({ words }) => [words.es, words.en].some((each) => plain(each) === plain(value)));
  const [only] = named;
  if (only && named.length === 1) return { value: only.code };
  return {
    value,
    problem: {
      es: `«${value}» no está en la lista «${list.name.es}». Elíjalo en el campo.`,
      en: `"${value}" is not in the list "${list.name.en}". Choose it in the field.`,
    },
  };
}

function unknownChoice(field: FormField): Words {
  const of = (language: 'es' | 'en'): string => (field.choices ?? []).map(({ words }) => words[language]).join(', ');
  return { es: `No es ninguna de las opciones: ${of('es')}.`, en: `It is none of the choices: ${of('en')}.` };
}

function splitCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.some((each) => each.trim() !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === '\t') {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else cell += character;
  }
  endRow();
  return rows;
}
