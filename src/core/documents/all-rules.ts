import type { MessageType, NotUnderstood } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** What a person is told of a document beside its schema: what its type's rules find, and that nobody understood all of it. */
export function allRules(type: Pick<MessageType, 'rules' | 'view'>, root: XmlElement): readonly Finding[] {
  return [...type.rules(root), ...notUnderstood(type.view(root).notUnderstood)];
}

/** One warning for all that no field of the type takes; the review lists each under "Not understood". */
function notUnderstood([first, ...rest]: readonly NotUnderstood[]): readonly Finding[] {
  if (!first) return [];
  const es = rest.length === 0 ? 'Hay un elemento o atributo' : `Hay ${rest.length + 1} elementos o atributos`;
  const en = rest.length === 0 ? 'There is one element or attribute' : `There are ${rest.length + 1} elements or attributes`;
  const which = rest.length === 0 ? { es: '', en: '' } : { es: 'el primero es ', en: 'the first is ' };
  const sentence = {
    es: `${es} que esta estación no entiende: ${which.es}${first.name}. Véalo en «No entendido» antes de firmar.`,
    en: `${en} this station does not understand: ${which.en}${first.name}. Look under "Not understood" before signing.`,
  };
  return [{ level: 'warning', code: 'element-not-understood', path: first.path, line: first.line, sentence }];
}
