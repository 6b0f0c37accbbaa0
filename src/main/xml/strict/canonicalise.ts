import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { heldAtOnce } from '#main/xml/digesting.ts';
import { byCodePoint } from './code-points.ts';
import { namespaceOf, type Scope, type StrictAttribute, type StrictDocument } from './document.ts';
import { column, flag, type ElementTable } from './element-table.ts';
import { escapeAttribute, escapedBytes, escapeText, longText } from './escapes.ts';
import { wide } from './source-text.ts';

export type Selection = {
  /** the element whose subtree is written; the root when the whole document is */
  readonly apex: number;
  /** the Signature that the enveloped-signature transform leaves out */
  readonly without: number | null;
  /** with the comments beside the root, where the form keeps comments */
  readonly isWhole: boolean;
};

export type Drain = (piece: Uint8Array) => void;

/** What an output ancestor has already declared, innermost first. */
type Rendered = { readonly prefix: string; readonly namespace: string; readonly outer: Rendered | null };

/**
 * Canonical XML 1.0 (section 2.3) and 1.1, Exclusive XML Canonicalization 1.0 (section 3), over whole subtrees. With `drain`
 * the form leaves by it as it is written, each piece to be used at once, and only its end is returned.
 */
export function canonicalise(document: StrictDocument, selection: Selection, form: CanonicalForm, drain: Drain | null = null): Uint8Array {
  const { table } = document;
  const { apex, without, isWhole } = selection;
  const size = (table.get(apex, column.end) - table.get(apex, column.start)) * usualGrowth + 1024;
  const writer = new Writer(table, form, without, drain === null ? size : Math.min(size, heldAtOnce), drain);
  if (isWhole && form.withComments) for (const comment of document.found.before) writer.write(`<!--${comment}-->\n`);
  writer.element(apex, null, true);
  if (isWhole && form.withComments) for (const comment of document.found.after) writer.write(`\n<!--${comment}-->`);
  return writer.bytes();
}

/** A canonical form is mostly not much longer than what it is the form of. */
const usualGrowth = 1.5;
const worthCopying = 512;
const longestPending = 32_768;

/**
 * Most of a document is written as its canonical form writes it; the reader has noted where. Such parts are copied from its
 * bytes as they stand, and neighbouring ones together.
 */
class Writer {
  #out: Buffer;
  #length = 0;
  /** short pieces, a character for each byte: one call for each of them would cost more than the bytes */
  #pending = '';
  /** a part of the document that is to be written next */
  #from = 0;
  #to = 0;
  readonly #table: ElementTable;
  readonly #form: CanonicalForm;
  readonly #without: number | null;
  readonly #drain: Drain | null;

  constructor(table: ElementTable, form: CanonicalForm, without: number | null, size: number, drain: Drain | null) {
    this.#table = table;
    this.#form = form;
    this.#without = without;
    this.#drain = drain;
    this.#out = Buffer.allocUnsafe(size);
  }

  element(element: number, outer: Rendered | null, isApex: boolean): void {
    const table = this.#table;
    const isPlainTag = !isApex && table.has(element, flag.plainTag);
    const isPlainText = table.has(element, flag.plainText);
    if (isPlainTag && isAllRendered(table, element, this.#form, outer)) {
      const start = table.get(element, column.start);
      if (isPlainText) this.#taken(element, start, outer);
      else {
        this.#take(start, table.get(element, column.content));
        this.#content(element, outer);
      }
      return;
    }
    const { name, size } = table.name(element);
    const { rendered, written } = this.#namespaces(element, outer, isApex);
    const content = table.get(element, column.content);
    if (isPlainTag) {
      this.write(`<${name}${written}`);
      this.#take(table.get(element, column.start) + 1 + size, content);
    } else this.write(`<${name}${written}${this.#attributes(element, isApex)}>`);
    if (isPlainText) this.#taken(element, content, rendered);
    else this.#content(element, rendered);
  }

  write(text: string): void {
    this.#flush();
    if (wide.test(text)) this.#writeWide(text);
    else {
      this.#pending += text;
      if (this.#pending.length > longestPending) this.#writePending();
    }
  }

  bytes(): Uint8Array {
    this.#flush();
    this.#writePending();
    return this.#out.subarray(0, this.#length);
  }

  /** An element whose own text stands as it is, from a place in it to its end. */
  #taken(element: number, from: number, rendered: Rendered | null): void {
    const table = this.#table;
    const after = table.get(element, column.after);
    let at = from;
    for (let child = element + 1; child < after; child = table.get(child, column.after)) {
      this.#take(at, table.get(child, column.start));
      if (child !== this.#without) this.element(child, rendered, false);
      at = table.get(child, column.end);
    }
    this.#take(at, table.get(element, column.end));
  }

  #content(element: number, rendered: Rendered | null): void {
    for (const child of this.#table.contentOf(element)) {
      if (typeof child === 'string') this.#text(child);
      else if (typeof child === 'number') {
        if (child !== this.#without) this.element(child, rendered, false);
      } else if (this.#form.withComments) this.write(`<!--${child.text}-->`);
    }
    this.write(`</${this.#table.name(element).name}>`);
  }

  /** Of a long text the bytes are escaped, piece by piece: each replacement in a string makes another of its length. */
  #text(text: string): void {
    if (text.length < longText) {
      this.write(escapeText(text));
      return;
    }
    this.#flush();
    this.#writePending();
    for (let from = 0; from < text.length;) {
      let to = from + longText;
      // a character of two units stays whole
      if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to++;
      this.#copy(escapedBytes(text.slice(from, to)));
      from = to;
    }
  }

  #take(from: number, to: number): void {
    if (from === this.#to) this.#to = to;
    else {
      this.#flush();
      this.#from = from;
      this.#to = to;
    }
  }

  #flush(): void {
    const size = this.#to - this.#from;
    if (size === 0) return;
    if (size < worthCopying) this.#pending += this.#table.source.text.slice(this.#from, this.#to);
    else {
      this.#writePending();
      this.#copy(this.#table.source.bytes.subarray(this.#from, this.#to));
    }
    this.#from = this.#to;
  }

  #writePending(): void {
    if (this.#pending === '') return;
    if (this.#drain !== null && this.#pending.length > this.#out.length) this.#copy(Buffer.from(this.#pending, 'latin1'));
    else {
      this.#makeRoom(this.#pending.length);
      this.#length += this.#out.write(this.#pending, this.#length, 'latin1');
    }
    this.#pending = '';
  }

  #writeWide(text: string): void {
    this.#writePending();
    // a unit takes three bytes at most, and what does not fit would be cut without a word
    const most = text.length * 3;
    if (text.length > longText || most > this.#out.length) this.#copy(Buffer.from(text, 'utf8'));
    else {
      this.#makeRoom(most);
      this.#length += this.#out.write(text, this.#length, 'utf8');
    }
  }

  #copy(piece: Buffer): void {
    this.#makeRoom(piece.length);
    if (piece.length > this.#out.length - this.#length) this.#drain?.(piece);
    else {
      this.#out.set(piece, this.#length);
      this.#length += piece.length;
    }
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#out.length) return;
    if (this.#drain !== null) {
      this.#drain(this.#out.subarray(0, this.#length));
      this.#length = 0;
      return;
    }
    const longer = Buffer.allocUnsafe(this.#length * 2 + size);
    this.#out.copy(longer, 0, 0, this.#length);
    this.#out = longer;
  }

  #attributes(element: number, isApex: boolean): string {
    const { kind } = this.#form;
    const { attributes } = this.#table.tag(element);
    const inForce = isApex && kind !== 'exclusive' ? withInherited(this.#table, element, kind) : attributes;
    let written = '';
    for (const { name, value } of inOrder(inForce)) written += ` ${name}="${escapeAttribute(value)}"`;
    return written;
  }

  #namespaces(element: number, outer: Rendered | null, isApex: boolean): { readonly rendered: Rendered | null; readonly written: string } {
    const table = this.#table;
    const { kind, prefixes: listed } = this.#form;
    const prefixes = kind === 'exclusive' ? utilised(table, element, listed) : inclusive(table, element, isApex);
    const scope = table.scope(element);
    let rendered = outer;
    let written = '';
    for (const prefix of prefixes) {
      const namespace = namespaceOf(scope, prefix);
      if (namespace === null || namespace === already(outer, prefix)) continue;
      rendered = { prefix, namespace, outer: rendered };
      written += prefix === '' ? ` xmlns="${escapeAttribute(namespace)}"` : ` xmlns:${prefix}="${escapeAttribute(namespace)}"`;
    }
    return { rendered, written };
  }
}

/** Whether an element with a plain tag needs no declaration in the output: it has none of its own and no prefixed attribute. */
function isAllRendered(table: ElementTable, element: number, form: CanonicalForm, outer: Rendered | null): boolean {
  if (form.kind !== 'exclusive') return true;
  if (form.prefixes.length > 0) return false;
  const { prefix, namespace } = table.name(element);
  return prefix === 'xml' || namespace === already(outer, prefix);
}

/** What is in force in the output: an undeclared default namespace is the same as none. */
function already(rendered: Rendered | null, prefix: string): string | null {
  for (let here = rendered; here; here = here.outer) if (here.prefix === prefix) return here.namespace;
  return prefix === '' ? '' : null;
}

/** Inclusive: every declaration in force at the apex, afterwards those written on the element. */
function inclusive(table: ElementTable, element: number, isApex: boolean): readonly string[] {
  const { declarations } = table.tag(element);
  if (!isApex && declarations.length === 0) return none;
  const prefixes = new Set<string>();
  if (isApex) for (let scope: Scope | null = table.scope(element); scope; scope = scope.outer) prefixes.add(scope.prefix);
  else for (const { prefix } of declarations) if (prefix !== 'xml') prefixes.add(prefix);
  return sorted(prefixes);
}

/** Exclusive: the prefixes visibly utilised, and those the PrefixList treats inclusively (section 3 of the recommendation). */
function utilised(table: ElementTable, element: number, listed: readonly string[]): readonly string[] {
  const own = table.name(element).prefix;
  const { attributes } = table.tag(element);
  let isOne = listed.length === 0;
  if (isOne) for (const { prefix } of attributes) if (prefix !== '' && prefix !== 'xml' && prefix !== own) isOne = false;
  if (isOne) return own === 'xml' ? none : [own];
  const prefixes = new Set<string>(listed);
  prefixes.add(own);
  for (const { prefix } of attributes) if (prefix !== '') prefixes.add(prefix);
  prefixes.delete('xml');
  return sorted(prefixes);
}

const none: readonly string[] = [];

function sorted(prefixes: ReadonlySet<string>): readonly string[] {
  return prefixes.size < 2 ? [...prefixes] : [...prefixes].sort(byCodePoint);
}

/**
 * Attributes in the xml namespace that the apex inherits from ancestors outside the subtree (C14N 1.0 section 2.4).
 * Canonical XML 1.1 (section 2.4) takes xml:lang and xml:space alone; where it would have to join xml:base, nobody gets here.
 */
function withInherited(table: ElementTable, apex: number, kind: CanonicalForm['kind']): readonly StrictAttribute[] {
  let { attributes } = table.tag(apex);
  for (let ancestor = table.get(apex, column.parent); ancestor >= 0; ancestor = table.get(ancestor, column.parent)) {
    for (const attribute of table.tag(ancestor).attributes) {
      if (attribute.prefix !== 'xml' || (kind === 'inclusive-1.1' && attribute.local !== 'lang' && attribute.local !== 'space')) continue;
      if (!attributes.some((nearer) => nearer.name === attribute.name)) attributes = [...attributes, attribute];
    }
  }
  return attributes;
}

/** By namespace name, then local name, in the order of code points (C14N 1.0 section 2.2). */
function inOrder(attributes: readonly StrictAttribute[]): readonly StrictAttribute[] {
  if (attributes.length < 2) return attributes;
  return [...attributes].sort((a, b) => byCodePoint(a.namespace, b.namespace) || byCodePoint(a.local, b.local));
}
