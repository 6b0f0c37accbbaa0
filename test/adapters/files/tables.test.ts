import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import { tableAsCsv } from '#main/files/csv.ts';
import type { Table } from '#main/ports/tables.ts';
import { tables } from '#main/files/table.ts';
import { tableAsXlsx } from '#main/files/xlsx.ts';

const table: Table = {
  title: 'Salientes: marzo/2026',
  columns: [
    { title: 'Número', kind: 'text' },
    { title: 'Exportador', kind: 'text', width: 40 },
    { title: 'Llegó', kind: 'instant' },
    { title: 'Intentos', kind: 'number' },
  ],
  rows: [
    ['CL-1', 'Frutícola "Ñuble", Ltda.', '2026-03-02T12:00:00.000Z', 2],
    ['CL-2', '=HYPERLINK("http://evil")', null, 0],
    ['CL-3', 'a <b> & c\u0007\nnext', 'not a time', null],
  ],
};

describe('a table as CSV', () => {
  it('is what RFC 4180 says, with marks where they are needed and formulas defused', () => {
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(tableAsCsv(table))).toBe(
      [
        '\uFEFFNúmero,Exportador,Llegó,Intentos',
        'CL-1,"Frutícola ""Ñuble"", Ltda.",2026-03-02 12:00:00,2',
        `CL-2,"'=HYPERLINK(""http://evil"")",,0`,
        'CL-3,"a <b> & c\u0007\nnext",not a time,',
        '',
      ].join('\r\n'),
    );
  });

  it('is taken apart by spreadsheets in Spanish too: a semicolon between, a comma in numbers, times as they are read anywhere', () => {
    const late: Table = {
      title: 'l',
      columns: [
        { title: 'a', kind: 'text' },
        { title: 'b', kind: 'number' },
      ],
      rows: [
        ['x;y', 1.5],
        ['－1', -2.5],
      ],
    };
    const text = (language: 'es' | 'en') => new TextDecoder().decode(tables.write(late, 'csv', language));
    expect(text('es')).toBe('a;b\r\n"x;y";1,5\r\n\'－1;-2,5\r\n');
    expect(text('en')).toBe("a,b\r\nx;y,1.5\r\n'－1,-2.5\r\n");
  });
});

/** The parts of a ZIP by its local headers: enough for one of our own. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  const file = Buffer.from(bytes);
  const parts = new Map<string, string>();
  for (let at = 0; file.readUInt32LE(at) === 0x04034b50;) {
    const [packed, name] = [file.readUInt32LE(at + 18), file.readUInt16LE(at + 26)];
    const from = at + 30 + name;
    parts.set(file.toString('utf8', at + 30, from), inflateRawSync(file.subarray(from, from + packed)).toString('utf8'));
    at = from + packed;
  }
  return parts;
}

describe('a table as XLSX', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rubrica-tables-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has texts as texts, times as times, numbers as numbers', () => {
    const sheet = partsOf(tableAsXlsx(table)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<c r="B2" t="inlineStr"><is><t xml:space="preserve">Frutícola &quot;Ñuble&quot;, Ltda.</t></is></c>');
    expect(sheet).toContain('<c r="C2" s="2"><v>46083.5</v></c>');
    expect(sheet).toContain('<c r="D2"><v>2</v></c>');
    expect(sheet).toContain('=HYPERLINK(&quot;http://evil&quot;)');
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('a &lt;b&gt; &amp; c\uFFFD');
    expect(sheet).toContain('<autoFilter ref="A1:D4"/>');
    expect(partsOf(tableAsXlsx(table)).get('xl/workbook.xml')).toContain('name="Salientes  marzo 2026"');
  });

  it('is a ZIP that other programs open, and the same table gives the same bytes', () => {
    const path = join(folder, 'a.xlsx');
    writeFileSync(path, tableAsXlsx(table));
    const listed = spawnSync('python3', [
      '-c',
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint("\\n".join(z.namelist()))',
      path,
    ]);
    if (listed.error === undefined) expect(listed.stdout.toString().trim().split('\n')).toContain('xl/worksheets/sheet1.xml');
    expect(Buffer.from(tableAsXlsx(table)).equals(Buffer.from(tableAsXlsx(table)))).toBe(true);
  });

  it('names its columns beyond Z as spreadsheets do', () => {
    const wide: Table = {
      title: 'w',
      columns: Array.from({ length: 30 }, (_, n) => ({ title: `c${n}`, kind: 'number' as const })),
      rows: [Array.from({ length: 30 }, (_, n) => n)],
    };
    const sheet = partsOf(tableAsXlsx(wide)).get('xl/worksheets/sheet1.xml') ?? '';
    expect([
      sheet.includes('<c r="Z2"><v>25</v></c>'),
      sheet.includes('<c r="AA2"><v>26</v></c>'),
      sheet.includes('<c r="AD2"><v>29</v></c>'),
    ]).toEqual([true, true, true]);
  });
});
