import { column, flag, type ElementTable } from './element-table.ts';
import { linesOf } from './lines.ts';

/** An element as whoever walks the tree sees it: text is one string between elements and comments; CDATA and references are resolved. */
export class StrictElement {
  readonly kind = 'element';
  readonly index: number;
  readonly #document: StrictDocument;
  #children: readonly StrictNode[] | null = null;

  constructor(document: StrictDocument, index: number) {
    this.#document = document;
    this.index = index;
  }

  /** the name as written */
  get name(): string {
    return this.#table.name(this.index).name;
  }

  get prefix(): string {
    return this.#table.name(this.index).prefix;
  }

  get local(): string {
    return this.#table.name(this.index).local;
  }

  get namespace(): string {
    return this.#table.name(this.index).namespace;
  }

  get attributes(): readonly StrictAttribute[] {
    return this.#table.tag(this.index).attributes;
  }

  get parent(): StrictElement | null {
    const parent = this.#table.get(this.index, column.parent);
    return parent < 0 ? null : this.#document.element(parent);
  }

  get children(): readonly StrictNode[] {
    this.#children ??= this.#table
      .contentOf(this.index)
      .map((content) => (typeof content === 'number' ? this.#document.element(content) : content));
    return this.#children;
  }

  get line(): number {
    return this.#document.lineOf(this.index);
  }

  /** where its end tag begins, in bytes of the document (the byte order mark counts); equal to `end` for an empty-element tag */
  get endTag(): number {
    return this.#table.get(this.index, column.endTag);
  }

  /** where the byte after its end tag is */
  get end(): number {
    return this.#table.get(this.index, column.end);
  }

  /** a comment or a CDATA section stands directly inside */
  get isCut(): boolean {
    return this.#table.has(this.index, flag.comment | flag.section);
  }

  /** its own text holds something else than white space */
  get hasValue(): boolean {
    return this.#table.has(this.index, flag.value);
  }

  get #table(): ElementTable {
    return this.#document.table;
  }
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

/** What the reader found of a whole document. */
export type Found = {
  readonly table: ElementTable;
  readonly hasByteOrderMark: boolean;
  /** comments before and after the root, for canonical forms that keep them */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** a namespace name holds a character the canonicalisers escape differently */
  readonly hasAwkwardNamespace: boolean;
  /** every ds:Signature, wherever it stands, in document order */
  readonly signatures: readonly number[];
  /** first element whose value a comment or a broken CDATA section cuts in pieces */
  readonly cutValue: number | null;
};

export class StrictDocument {
  readonly found: Found;
  readonly table: ElementTable;
  readonly root: StrictElement;
  readonly signatures: readonly StrictElement[];
  readonly #elements = new Map<number, StrictElement>();
  #lineAt: ((position: number) => number) | null = null;

  constructor(found: Found) {
    this.found = found;
    this.table = found.table;
    this.root = this.element(0);
    this.signatures = found.signatures.map((index) => this.element(index));
  }

  /** the same object for the same element */
  element(index: number): StrictElement {
    const known = this.#elements.get(index);
    if (known) return known;
    const element = new StrictElement(this, index);
    this.#elements.set(index, element);
    return element;
  }

  lineOf(index: number): number {
    this.#lineAt ??= linesOf(this.table.source.text);
    return this.#lineAt(this.table.get(index, column.start));
  }
}

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** The namespace of a prefix here; '' for an undeclared default namespace, null for an undeclared prefix. */
export function namespaceOf(scope: Scope | null, prefix: string): string | null {
  if (prefix === 'xml') return xmlNamespace;
  for (let here = scope; here; here = here.outer) if (here.prefix === prefix) return here.namespace;
  return prefix === '' ? '' : null;
}
