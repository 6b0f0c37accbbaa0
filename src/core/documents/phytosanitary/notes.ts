import { countries } from '#core/documents/code-lists/countries.ts';
import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import type { ViewField } from '#core/documents/document-type.ts';
import { fieldOf, inLanguage } from '#core/documents/fields.ts';
import { noteSubjects, type NoteSubject } from '#core/documents/phytosanitary/note-subjects.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** A note whose subject the IPPC list knows, with its contents. */
export type CodedNote = {
  readonly subject: NoteSubject;
  readonly note: XmlElement;
  readonly contents: readonly XmlElement[];
};

/** The coded notes of a document or of a line. A note of an unknown subject stays unread and is listed as such. */
export function codedNotes(
  parent: XmlElement,
  name: 'IncludedSPSNote' | 'AdditionalInformationSPSNote',
  reading: Reading,
): readonly CodedNote[] {
  return reading.children(parent, name).flatMap((note) => {
    const named = note.children.find((child) => child.name === 'Subject' && child.namespace === note.namespace);
    const subject = noteSubjects.get(named?.text.trim() ?? '');
    if (!subject) return [];
    reading.text(reading.child(note, 'Subject'));
    return [{ subject, note, contents: reading.children(note, 'Content') }];
  });
}

export function noteFields(notes: readonly CodedNote[], places: readonly NoteSubject['place'][], reading: Reading): readonly ViewField[] {
  return notes
    .filter(({ subject }) => places.includes(subject.place))
    .flatMap(({ subject, contents }) =>
      contents.flatMap((content) => {
        const value = reading.text(content);
        const language = reading.attribute(content, 'languageID');
        const label = language === '' ? subject.words : inLanguage(subject.words, language);
        return fieldOf(subject.code, label, value, content, meaningOfContent(subject, value));
      }),
    );
}

function meaningOfContent(subject: NoteSubject, value: string): Words | undefined {
  if (subject.kind === 'country') return meaningOf(countries, value);
  if (subject.kind !== 'boolean') return undefined;
  const isTrue = booleanOf(value);
  if (isTrue === null) return undefined;
  return isTrue ? { es: 'sí', en: 'yes' } : { es: 'no', en: 'no' };
}

/** xs:boolean, and the capitalised form the IPPC's own example uses. */
export function booleanOf(value: string): boolean | null {
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  return null;
}

/** The first content of the note with this subject, '' where there is none. */
export function noteText(notes: readonly CodedNote[], code: string, reading: Reading): string {
  return reading.text(notes.find(({ subject }) => subject.code === code)?.contents[0]);
}
