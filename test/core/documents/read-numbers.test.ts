import { expect, test } from 'vitest';
import { readNumbers } from '#core/documents/read-numbers.ts';
import { documentTypes } from '#core/documents/types.ts';

test('numbers of every row are read as the document says them, and nothing else is', () => {
  const form = documentTypes.find(({ id }) => id === 'phytosanitary')?.form ?? { groups: [] };
  const values = { 'lines[0].netWeight': '1.234,5', 'lines[1].netWeight': '12,', 'lines[1].batch': '12,5' };
  expect(readNumbers(form, values)).toEqual({ ...values, 'lines[0].netWeight': '1234.5' });
});
