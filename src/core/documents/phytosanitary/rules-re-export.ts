import { booleanOf, codedNotes, noteText } from '#core/documents/phytosanitary/notes.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The statement of ISPM 12 annex 2 travels as RPC notes at each line: country of origin and original certificate at least. */
export function reExportRules(line: XmlElement, isReExport: boolean, reading: Reading, book: Rulebook): void {
  const notes = codedNotes(line, 'AdditionalInformationSPSNote', reading);
  const [first] = notes.filter(({ subject }) => subject.place === 'reExport');
  if (!isReExport) {
    if (first) {
      book.warning('sps-re-export-note-on-export', first.note, {
        es: 'La línea lleva datos de reexportación, pero el certificado no es de reexportación (657). Revise la clase.',
        en: 'The line carries re-export data but the certificate is not for re-export (657). Check its kind.',
      });
    }
    return;
  }
  if (noteText(notes, 'RPCRF', reading) === '') {
    book.error('sps-original-certificate-missing', first?.note ?? line, {
      es: 'Falta el número del certificado fitosanitario original. Agregue la nota RPCRF.',
      en: 'The number of the original phytosanitary certificate is missing. Add the note RPCRF.',
    });
  }
  if (noteText(notes, 'RPCCO', reading) === '') {
    book.error('sps-original-country-missing', first?.note ?? line, {
      es: 'Falta la parte contratante de origen. Agregue la nota RPCCO con el código del país.',
      en: 'The contracting party of origin is missing. Add the note RPCCO with the country code.',
    });
  }
  const isTrue = (code: string): boolean => booleanOf(noteText(notes, code, reading)) === true;
  if (isTrue('RPCOR') && isTrue('RPCTC')) {
    book.warning('sps-original-and-copy', first?.note ?? line, {
      es: 'Se declara a la vez que se adjunta el original (RPCOR) y una copia fiel (RPCTC). Deje uno solo.',
      en: 'Both the original (RPCOR) and a certified copy (RPCTC) are said to be attached. Keep only one.',
    });
  }
}
