import type { DocumentView } from '#core/documents/document-type.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Every value a view shows, as it shows it, and the labels, which may carry an attribute (a language, a list). */
export function valuesOfView(view: DocumentView): readonly string[] {
  return view.sections.flatMap((section) => [
    ...section.fields.flatMap(({ value, label }) => [value, label.es]),
    ...(section.table?.rows ?? []).flatMap((row) => [
      ...row.cells.map(({ value }) => value),
      ...row.more.flatMap(({ value, label }) => [value, label.es]),
    ]),
  ]);
}

/** Every text and attribute of a document, so that a test can ask that each is shown. */
export function valuesOfTree(element: XmlElement): readonly string[] {
  const own = [element.text.trim(), ...element.attributes.map(({ value }) => value)].filter((value) => value !== '');
  return [...own, ...element.children.flatMap((child) => valuesOfTree(child))];
}
