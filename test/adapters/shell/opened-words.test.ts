import { expect, it } from 'vitest';
import { withoutFiles } from '#main/shell/opened-words.ts';

it('a program that begins again keeps the values of its options, and no certificate that was opened with it', () => {
  expect(withoutFiles(['uvas.xml', '--config', '/etc/practice.json', '/home/ana/manzanas.XML'])).toEqual([
    '--config',
    '/etc/practice.json',
  ]);
  expect(withoutFiles(['--config=practice.json', '--lang', 'es', '--no-sandbox', 'uvas.xml'])).toEqual([
    '--config=practice.json',
    '--lang',
    'es',
    '--no-sandbox',
  ]);
});

it('a program that begins again takes no word that was passed over for a command', () => {
  expect(withoutFiles(['uvas.xml', 'notas.txt', '--no-sandbox'])).toEqual(['--no-sandbox']);
});
