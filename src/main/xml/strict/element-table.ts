import type { Declaration, Scope, StrictAttribute, StrictComment } from './document.ts';
import type { SourceText } from './source-text.ts';

/** A name with what it means where it stands. */
export type QualifiedName = {
  readonly name: string;
  /** how many bytes the name takes */
  readonly size: number;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
};

/** What else than a name stands in a start tag; most have nothing. */
export type TagContent = { readonly attributes: readonly StrictAttribute[]; readonly declarations: readonly Declaration[] };

export type Content = string | StrictComment | number;

/** The numbers of one element. Places are in bytes of the document; the byte order mark counts. */
export const column = {
  /** where its start tag begins */
  start: 0,
  /** where its content begins */
  content: 1,
  /** where its end tag begins; equal to `end` for an empty-element tag */
  endTag: 2,
  /** where the byte after its end tag is; 0 while it is open */
  end: 3,
  /** the first element after it that is not inside it */
  after: 4,
  /** -1 for the root */
  parent: 5,
  name: 6,
  scope: 7,
  tag: 8,
  flags: 9,
} as const;
const width = 10;

export const flag = {
  /** its start tag is written as every canonical form writes it, declarations aside: it has none, and no prefixed attribute */
  plainTag: 1,
  /** its own text and its end tag are written as every canonical form writes them */
  plainText: 2,
  comment: 4,
  section: 8,
  /** its own text holds something else than white space */
  value: 16,
  /** and that in more than one piece: a run of text is one, each CDATA section is one */
  severalValues: 32,
} as const;

/** Greater than any number of elements. */
const stillOpen = 2 ** 31 - 1;

const nothing: TagContent = { attributes: [], declarations: [] };

/**
 * The elements of a document, a row of numbers each, in document order: what is inside an element follows it. Text is not kept:
 * it stands between them, and only where it is written another way than it is read is it kept beside. A document has tens of
 * thousands of elements; as objects they would outlive the young generation and cost more in garbage collection than in reading.
 */
export class ElementTable {
  readonly source: SourceText;
  count = 0;
  readonly names: QualifiedName[] = [];
  readonly scopes: (Scope | null)[] = [null];
  readonly #tags: TagContent[] = [nothing];
  /** of elements whose text is not taken as it stands */
  readonly #contents = new Map<number, Content[]>();
  #rows: Int32Array;

  constructor(source: SourceText) {
    this.source = source;
    this.#rows = new Int32Array(width * Math.min(Math.max(32, source.bytes.length >> 5), 65_536));
  }

  /** A new one that is open: everything read from here on stands inside it. */
  add(start: number, content: number, parent: number, name: number, scope: number, flags: number): number {
    const index = this.count;
    const at = index * width;
    if (at === this.#rows.length) {
      const longer = new Int32Array(this.#rows.length * 2);
      longer.set(this.#rows);
      this.#rows = longer;
    }
    const rows = this.#rows;
    rows[at + column.start] = start;
    rows[at + column.content] = content;
    rows[at + column.after] = stillOpen;
    rows[at + column.parent] = parent;
    rows[at + column.name] = name;
    rows[at + column.scope] = scope;
    rows[at + column.flags] = flags;
    this.count = index + 1;
    return index;
  }

  get(index: number, what: number): number {
    return this.#rows[index * width + what] ?? 0;
  }

  /** Its end tag stands at `endTag`; what comes next is not inside it. */
  close(index: number, endTag: number, end: number): void {
    const rows = this.#rows;
    const at = index * width;
    rows[at + column.endTag] = endTag;
    rows[at + column.end] = end;
    rows[at + column.after] = this.count;
  }

  has(index: number, which: number): boolean {
    return (this.get(index, column.flags) & which) !== 0;
  }

  mark(index: number, which: number): void {
    this.#set(index, column.flags, this.get(index, column.flags) | which);
  }

  name(index: number): QualifiedName {
    const name = this.names[this.get(index, column.name)];
    if (!name) throw new RangeError(`no element ${index}`);
    return name;
  }

  scope(index: number): Scope | null {
    return this.scopes[this.get(index, column.scope)] ?? null;
  }

  tag(index: number): TagContent {
    return this.#tags[this.get(index, column.tag)] ?? nothing;
  }

  keepTag(index: number, tag: TagContent): void {
    this.#set(index, column.tag, this.#tags.push(tag) - 1);
  }

  /** Text and children as every reader understands them; neighbouring text in one piece. */
  contentOf(index: number): readonly Content[] {
    return this.#contents.get(index) ?? this.#between(index, this.get(index, column.endTag));
  }

  /** From here on what stands in it is kept, and what stood in it up to `until`. */
  keepContent(index: number, until: number): Content[] {
    const known = this.#contents.get(index);
    if (known) return known;
    const content = this.#between(index, until);
    this.#contents.set(index, content);
    this.#set(index, column.flags, this.get(index, column.flags) & ~flag.plainText);
    return content;
  }

  #set(index: number, what: number, value: number): void {
    this.#rows[index * width + what] = value;
  }

  #between(index: number, until: number): Content[] {
    const content: Content[] = [];
    const after = Math.min(this.get(index, column.after), this.count);
    let at = this.get(index, column.content);
    for (let child = index + 1; child < after; child = this.get(child, column.after)) {
      const start = this.get(child, column.start);
      if (start > at) content.push(this.source.slice(at, start));
      content.push(child);
      at = this.get(child, column.end);
    }
    if (until > at) content.push(this.source.slice(at, until));
    return content;
  }
}
