import { describe, expect, it } from 'vitest';
import { readPastedRows, typedNumber } from '#core/documents/pasted-rows.ts';
import { lineFields } from '#core/documents/phytosanitary/form-line.ts';

const paste = (text: string) => readPastedRows(text, lineFields);

describe('rows pasted from a spreadsheet', () => {
  it('are placed by their header, in either language and any order', () => {
    const { rows, problems } = paste('Peso neto\tProduct\tProduce\tNombre botánico\n1.234,50\t\tUva\tVitis vinifera\n');
    expect(rows).toEqual([{ netWeight: '1234.50', description: 'Uva', botanicalName: 'Vitis vinifera' }]);
    expect(problems).toEqual([]);
  });

  it('without a header are the fields in their order', () => {
    expect(paste('Uva\tUva\tVitis vinifera\t080610').rows).toEqual([
      { description: 'Uva', commonName: 'Uva', botanicalName: 'Vitis vinifera', hsCode: '080610' },
    ]);
  });

  it.each([
    ['1234', '1234'],
    ['1.234,5', '1234.5'],
    ['1,234.5', '1234.5'],
    ['1 234,5', '1234.5'],
    ['12,25', '12.25'],
    ['1.234.567', '1234567'],
    ['1 234', '1234'],
    ['0,750', '0.750'],
  ])('read the number %s as %s', (written, read) => {
    expect(paste(`Producto\tPeso neto\nUva\t${written}`)).toEqual({ rows: [{ description: 'Uva', netWeight: read }], problems: [] });
  });

  it.each(['12 5', '1,2,3', '12.11.26', '12,,5', '1.23.456'])('do not make another number of a slip: «%s»', (written) => {
    const { rows, problems } = paste(`Producto\tPeso neto\nUva\t${written}`);
    expect(rows[0]?.['netWeight']).toBe(written);
    expect(problems[0]?.sentence.es).toContain('No es un número');
  });

  it('ask when a number may mean thousands', () => {
    const { rows, problems } = paste('Producto\tPeso neto\nUva\t1.234');
    expect(rows[0]?.['netWeight']).toBe('1.234');
    expect(problems[0]?.sentence.es).toContain('se leyó como 1.234');
  });

  it('find codes by their words and dates by their day', () => {
    const { rows } = paste('País de origen\tClase de bulto\tInspectedAt\tPacked\nPerú\tCajas\t5/11/2026\tsí');
    expect(rows).toEqual([{ originCountry: 'PE', packageType: 'BX', inspectedAt: '2026-11-05', packed: 'true' }]);
  });

  it('keep what cannot be read and say so, with its row and column', () => {
    const { rows, problems } = paste('Producto\tPaís de origen\nUva\tNarnia\nPera\tCL');
    expect(rows).toEqual([
      { description: 'Uva', originCountry: 'Narnia' },
      { description: 'Pera', originCountry: 'CL' },
    ]);
    expect(problems).toMatchObject([{ row: 2, column: 2, value: 'Narnia' }]);
  });

  it('keep line breaks and quotes inside a cell', () => {
    expect(paste('Producto\tNombre botánico\r\n"Uva ""Red\r\nGlobe"""\tVitis\r\n').rows[0]?.['description']).toBe('Uva "Red\nGlobe"');
  });

  it('leave empty rows out', () => {
    expect(paste('\n\t\n').rows).toEqual([]);
  });
});

describe('a number typed by hand', () => {
  it.each([
    ['1500,5', '1500.5'],
    ['1.234,50', '1234.50'],
    ['-2,5', '-2.5'],
    ['1234', '1234'],
    ['0,750', '0.750'],
  ])('with its decimals after a comma or a point is understood: %s', (written, read) => {
    expect(typedNumber(written)).toBe(read);
  });

  it.each(['1,500', '1.500', '12 5', '1,2,3', '12.11.26', '12,,5', 'mil', '-', ''])(
    'that can be read in two ways, or in none, stays as it was written: «%s»',
    (written) => {
      expect(typedNumber(written)).toBe(written);
    },
  );
});
