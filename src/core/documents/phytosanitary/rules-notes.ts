import { isCode } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { noteSubjects, type NoteSubject } from '#core/documents/phytosanitary/note-subjects.ts';
import { booleanOf, codedNotes } from '#core/documents/phytosanitary/notes.ts';
import type { Reading } from '#core/documents/reading.ts';
import { momentOf, type Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Notes are free text in the schema; the subject decides what their content must be (IPPC tags, INTERCOM lengths). */
export function noteRules(
  parent: XmlElement,
  name: 'IncludedSPSNote' | 'AdditionalInformationSPSNote',
  reading: Reading,
  book: Rulebook,
): void {
  for (const note of reading.children(parent, name)) {
    const subject = reading.text(reading.child(note, 'Subject'));
    if (!noteSubjects.has(subject)) {
      book.warning('sps-note-subject-unknown', note, {
        es: `El asunto «${subject}» no está en la lista de notas de ePhyto. Otro país no sabrá qué significa.`,
        en: `The subject "${subject}" is not in the ePhyto list of notes. Another country will not know what it means.`,
      });
    }
  }
  const level = name === 'IncludedSPSNote' ? 'document' : 'line';
  for (const { subject, note, contents } of codedNotes(parent, name, reading)) {
    if (subject.level !== level) {
      book.warning('sps-note-misplaced', note, {
        es: `La nota ${subject.code} (${subject.words.es}) pertenece ${subject.level === 'line' ? 'a una línea' : 'a la cabecera'}. Muévala para que se lea.`,
        en: `Note ${subject.code} (${subject.words.en}) belongs to ${subject.level === 'line' ? 'a line' : 'the head'}. Move it so that it is read.`,
      });
    }
    for (const content of contents) contentRules(subject, content, reading.text(content), book);
  }
}

function contentRules(subject: NoteSubject, content: XmlElement, value: string, book: Rulebook): void {
  const named = { es: `La nota ${subject.code} (${subject.words.es})`, en: `Note ${subject.code} (${subject.words.en})` };
  if (value === '') {
    book.warning('sps-note-empty', content, {
      es: `${named.es} está vacía. Complétela o quítela.`,
      en: `${named.en} is empty. Fill it in or remove it.`,
    });
    return;
  }
  if (subject.kind === 'text' && subject.maxLength !== undefined && value.length > subject.maxLength) {
    book.error('sps-note-too-long', content, {
      es: `${named.es} tiene ${value.length} caracteres; caben ${subject.maxLength}. Acórtela.`,
      en: `${named.en} has ${value.length} characters; ${subject.maxLength} fit. Shorten it.`,
    });
  }
  if (subject.kind === 'integer' && !/^\d{1,2}$/.test(value)) {
    book.error('sps-note-not-a-number', content, {
      es: `${named.es} dice «${value}»; debe ser un número de una o dos cifras.`,
      en: `${named.en} says "${value}"; it must be a number of one or two digits.`,
    });
  }
  if (subject.kind === 'decimal' && !/^\d{1,16}(\.\d{1,4})?$/.test(value)) {
    book.error('sps-note-not-a-quantity', content, {
      es: `${named.es} dice «${value}»; debe ser una cantidad con hasta cuatro decimales y punto decimal.`,
      en: `${named.en} says "${value}"; it must be a quantity with up to four decimals and a decimal point.`,
    });
  }
  if (subject.kind === 'dateTime' && momentOf(value) === null) {
    book.warning('sps-note-not-a-date', content, {
      es: `${named.es} dice «${value}»; se espera una fecha como 2026-11-22.`,
      en: `${named.en} says "${value}"; a date like 2026-11-22 is expected.`,
    });
  }
  if (subject.kind === 'boolean' && booleanOf(value) === null) {
    book.error('sps-note-not-yes-or-no', content, {
      es: `${named.es} dice «${value}»; solo puede decir true o false.`,
      en: `${named.en} says "${value}"; it can only say true or false.`,
    });
  }
  if (subject.kind === 'country' && !isCode(countries, value)) {
    book.error('sps-country-unknown', content, {
      es: `${named.es} dice «${value}», que no es un código de país de dos letras (ISO 3166).`,
      en: `${named.en} says "${value}", which is no two-letter country code (ISO 3166).`,
    });
  }
}
