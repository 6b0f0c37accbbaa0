import type { CodVersion } from '#core/documents/origin/versions.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The forms ALADI's XSDs give to telephones, mail and web addresses since 1.8.2; 1.8.0 let any telephone pass. */
const forms: readonly { readonly ending: RegExp; readonly pattern: RegExp; readonly since180: boolean; readonly example: string }[] = [
  {
    ending: /(?:Telephone|Fax)$/,
    pattern: /^(?:(?:\d|\+\d)\d{0,2})?[-. (]*\d{1,3}[-. )]*\d{3,4}[-. ]*\d{4}(?:[ xi]\d+)?$/,
    since180: false,
    example: '+56 2 2345 6789',
  },
  {
    ending: /Email$/,
    pattern: /^[a-zA-Z0-9._%+-]{1,16}.+@.+[a-zA-Z0-9._%+-]+$/,
    since180: true,
    example: 'nombre@empresa.cl',
  },
  { ending: /URL$/, pattern: /^https?:\/\//, since180: true, example: 'http://www.empresa.cl' },
];

/** Telephones, mail and web addresses of the parties and of the entity. */
export function contactRules(form: XmlElement, entity: XmlElement | undefined, version: CodVersion, book: Rulebook): void {
  const producers = form.children.find(({ name }) => name === 'Producers')?.children ?? [];
  for (const block of [...form.children, ...producers, ...(entity ? [entity] : [])]) {
    for (const field of block.children) {
      const known = forms.find(({ ending }) => ending.test(field.name));
      const text = field.text.trim();
      if (!known || known.pattern.test(text) || (text === '' && block !== entity)) continue;
      const sentence: Words = {
        es: `«${text}» no tiene la forma que ALADI pide en ${field.name}, por ejemplo ${known.example}.`,
        en: `“${text}” has not the form ALADI asks for in ${field.name}, for example ${known.example}.`,
      };
      if (version.id === '1.8.0' && !known.since180) book.warning('cod-contact-invalid', field, sentence);
      else book.error('cod-contact-invalid', field, sentence);
    }
  }
}
