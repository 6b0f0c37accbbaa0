import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The clause of a re-export says nothing, and the schema demands a place of examination also where none is known. */
const mayBeEmpty: readonly string[] = ['IncludedSPSClause', 'ExaminationSPSEvent'];

/**
 * An element that stands in the document and says nothing is signed with the rest and shown nowhere: one remark tells of
 * all of them, but for those another finding is about.
 */
export function emptyRules(root: XmlElement, namespaces: readonly string[], book: Rulebook): void {
  const told = new Set(book.findings.map(({ path }) => path));
  const empty: XmlElement[] = [];
  collect(root);
  const [first, ...rest] = empty;
  if (!first) return;
  const words = wordsOfElement(first.name);
  const others = {
    es: rest.length === 1 ? ', ni otro elemento' : `, ni otros ${rest.length}`,
    en: rest.length === 1 ? ', nor does another' : `, nor do ${rest.length} more`,
  };
  const more = rest.length === 0 ? { es: '', en: '' } : others;
  book.info('sps-element-empty', first, {
    es: `${words.es} (${first.name}) no dice nada${more.es}. Donde no hay qué decir, el elemento se omite.`,
    en: `${words.en} (${first.name}) says nothing${more.en}. Where there is nothing to say the element is left out.`,
  });

  function collect(element: XmlElement): void {
    if (!namespaces.includes(element.namespace) || mayBeEmpty.includes(element.name)) return;
    if (element.children.length > 0) for (const child of element.children) collect(child);
    else if (element.text.trim() === '' && !told.has(element.path)) empty.push(element);
  }
}
