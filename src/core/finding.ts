/** What schema and rules say of a document: one sentence a person can act on, at the place it is about. */
export type Finding = {
  readonly level: 'error' | 'warning' | 'info';
  /** kebab-case and stable: `element-not-expected`, `sps-origin-country-missing`, ... */
  readonly code: string;
  /** XPath-like path as in XmlElement.path */
  readonly path: string;
  readonly line: number | null;
  readonly sentence: Words;
};

/** The same words in each language of the product. */
export type Words = { readonly es: string; readonly en: string };
export type Language = keyof Words;
