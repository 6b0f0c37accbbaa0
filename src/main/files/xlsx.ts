import type { Cell, Column, Table } from '#main/ports/tables.ts';
import { zipFile } from '#main/files/zip-file.ts';

/** A workbook of one sheet (ECMA-376): titles bold and held in sight, a filter over them, times as times. */
export function tableAsXlsx(table: Table): Uint8Array {
  const part = (name: string, xml: string): { name: string; bytes: Uint8Array } => ({
    name,
    bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`),
  });
  return zipFile([
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbook(table.title)),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ),
    part('xl/styles.xml', styles),
    part('xl/worksheets/sheet1.xml', sheet(table)),
  ]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`;

/** 0 plain, 1 title, 2 time */
const styles = `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(([kind, target], index) => `<Relationship Id="r${index + 1}" Type="${office}/${kind}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

function workbook(title: string): string {
  // Excel allows 31 characters and none of these in a sheet's name
  const name = escaped(title.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31) || 'Rúbrica');
  return `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`;
}

function sheet(table: Table): string {
  const titles = table.columns.map((column, index) => textCell(reference(index, 1), column.title, 1)).join('');
  const lines = [`<row r="1">${titles}</row>`];
  for (const row of table.rows) {
    const line = lines.length + 1;
    const cells = table.columns.map((column, index) => cell(reference(index, line), row[index] ?? null, column));
    lines.push(`<row r="${line}">${cells.join('')}</row>`);
  }
  const widths = table.columns.map(
    (column, index) => `<col min="${index + 1}" max="${index + 1}" width="${column.width ?? 18}" customWidth="1"/>`,
  );
  const area = `A1:${reference(table.columns.length - 1, lines.length)}`;
  return `<worksheet xmlns="${main}"><dimension ref="${area}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData><autoFilter ref="${area}"/></worksheet>`;
}

function cell(at: string, value: Cell, column: Column): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}"><v>${value}</v></c>` : '';
  if (column.kind === 'instant' && !Number.isNaN(Date.parse(value)))
    // days since 1899-12-30, as spreadsheets count them
    return `<c r="${at}" s="2"><v>${Date.parse(value) / 86_400_000 + 25_569}</v></c>`;
  return textCell(at, value, 0);
}

/** As text, never as a formula, whatever it begins with. */
function textCell(at: string, text: string, style: number): string {
  return `<c r="${at}" t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function escaped(text: string): string {
  return (
    text
      // XML 1.0 has no place for these (section 2.2)
      .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

function reference(column: number, line: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${line}`;
}
