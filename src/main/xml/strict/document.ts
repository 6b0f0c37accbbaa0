/** The tree of the strict reader: text is one string between elements and comments; CDATA and references are resolved. */
export type StrictElement = {
  readonly kind: 'element';
  /** the name as written */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly StrictAttribute[];
  /** namespace declarations written on this element */
  readonly declarations: readonly Declaration[];
  readonly scope: Scope | null;
  readonly parent: StrictElement | null;
  children: readonly StrictNode[];
  readonly line: number;
  /** where its start tag begins, in characters of the text (the byte order mark counts) */
  readonly start: number;
  /** where the character after its end tag is */
  end: number;
  /** where its end tag begins; equal to `end` for an empty-element tag */
  endTag: number;
  /** where its content begins */
  readonly content: number;
  /** its start tag is written as every canonical form writes it, declarations aside: it has none, and no prefixed attribute */
  readonly hasPlainTag: boolean;
  /** its own text and its end tag are written as every canonical form writes them */
  hasPlainText: boolean;
  /** pieces of character data: a run of text is one, each CDATA section is one */
  pieces: number;
  hasComment: boolean;
  hasSection: boolean;
  /** its own text holds something else than white space */
  hasValue: boolean;
};

/** Most elements hold one text: an array grown from nothing would take room for seventeen. */
export function addChild(parent: StrictElement, child: StrictNode): void {
  const { children } = parent;
  const [first] = children;
  if (first === undefined) parent.children = [child];
  else if (children.length === 1) parent.children = [first, child];
  else (children as StrictNode[]).push(child);
}

export function replaceLast(parent: StrictElement, child: StrictNode): void {
  (parent.children as StrictNode[])[parent.children.length - 1] = child;
}

export type StrictComment = { readonly kind: 'comment'; readonly text: string };
export type StrictNode = StrictElement | StrictComment | string;

export type StrictAttribute = {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  namespace: string;
  readonly value: string;
};

export type Declaration = { readonly prefix: string; readonly namespace: string };

/** Namespace declarations in force, innermost first. */
export type Scope = Declaration & { readonly outer: Scope | null; readonly size: number };

export type StrictDocument = {
  readonly text: string;
  readonly root: StrictElement;
  readonly hasByteOrderMark: boolean;
  /** comments before and after the root, for canonical forms that keep them */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** a namespace name holds a character the canonicalisers escape differently */
  readonly hasAwkwardNamespace: boolean;
  /** every ds:Signature, wherever it stands, in document order */
  readonly signatures: readonly StrictElement[];
  /** first element whose value a comment or a broken CDATA section cuts in pieces */
  readonly cutValue: StrictElement | null;
};

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** The namespace of a prefix here; '' for an undeclared default namespace, null for an undeclared prefix. */
export function namespaceOf(scope: Scope | null, prefix: string): string | null {
  if (prefix === 'xml') return xmlNamespace;
  for (let here = scope; here; here = here.outer) if (here.prefix === prefix) return here.namespace;
  return prefix === '' ? '' : null;
}
