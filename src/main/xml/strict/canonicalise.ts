import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { byCodePoint } from './code-points.ts';
import { namespaceOf, type Scope, type StrictAttribute, type StrictDocument, type StrictElement } from './document.ts';

export type Selection = {
  /** the element whose subtree is written; the root when the whole document is */
  readonly apex: StrictElement;
  /** the Signature that the enveloped-signature transform leaves out */
  readonly without: StrictElement | null;
  /** comments beside the root, when the whole document is written with comments */
  readonly document: StrictDocument | null;
};

/** What an output ancestor has already declared, innermost first. */
type Rendered = { readonly prefix: string; readonly namespace: string; readonly outer: Rendered | null };

/** Canonical XML 1.0 (section 2.3) and 1.1, Exclusive XML Canonicalization 1.0 (section 3), over whole subtrees. */
export function canonicalise(selection: Selection, text: string, form: CanonicalForm): Uint8Array {
  const { apex, without, document } = selection;
  const writer = new Writer(text, form, without);
  if (document && form.withComments) for (const comment of document.before) writer.write(`<!--${comment}-->\n`);
  writer.element(apex, null, true);
  if (document && form.withComments) for (const comment of document.after) writer.write(`\n<!--${comment}-->`);
  return writer.bytes();
}

/** Text that waits to become bytes: a string grown by pieces costs many times its length while it grows. */
const longestWaiting = 32_768;

/**
 * Most of a document is written as its canonical form writes it; the reader has noted where. Such parts are taken from the
 * text as they stand, and neighbouring ones together.
 */
class Writer {
  #out = '';
  /** a part of the text that is to be written next */
  #from = 0;
  #to = 0;
  readonly #written: Uint8Array[] = [];
  readonly #text: string;
  readonly #form: CanonicalForm;
  readonly #without: StrictElement | null;

  constructor(text: string, form: CanonicalForm, without: StrictElement | null) {
    this.#text = text;
    this.#form = form;
    this.#without = without;
  }

  element(element: StrictElement, outer: Rendered | null, isApex: boolean): void {
    const isPlainTag = element.hasPlainTag && !isApex;
    if (isPlainTag && isAllRendered(element, this.#form, outer)) {
      if (element.hasPlainText) this.#taken(element, element.start, outer);
      else {
        this.#take(element.start, element.content);
        this.#content(element, outer);
      }
      return;
    }
    this.write(`<${element.name}`);
    const rendered = this.#namespaces(element, outer, isApex);
    if (isPlainTag) this.#take(element.start + 1 + element.name.length, element.content);
    else this.#attributes(element, isApex);
    if (element.hasPlainText) this.#taken(element, element.content, rendered);
    else this.#content(element, rendered);
  }

  write(text: string): void {
    if (this.#to > this.#from) this.#flush();
    this.#out += text;
  }

  bytes(): Uint8Array {
    this.#flush();
    this.#encode();
    const [only, second] = this.#written;
    return only && !second ? only : Buffer.concat(this.#written);
  }

  /** An element whose own text stands as it is, from a place in it to its end. */
  #taken(element: StrictElement, from: number, rendered: Rendered | null): void {
    let at = from;
    for (const child of element.children) {
      if (typeof child === 'string' || child.kind === 'comment') continue;
      this.#take(at, child.start);
      if (child !== this.#without) this.element(child, rendered, false);
      at = child.end;
    }
    this.#take(at, element.end);
    if (this.#out.length > longestWaiting) this.#encode();
  }

  #content(element: StrictElement, rendered: Rendered | null): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.write(escapeText(child));
      else if (child.kind === 'comment') {
        if (this.#form.withComments) this.write(`<!--${child.text}-->`);
      } else if (child !== this.#without) this.element(child, rendered, false);
    }
    this.write(`</${element.name}>`);
    if (this.#out.length > longestWaiting) this.#encode();
  }

  #take(from: number, to: number): void {
    if (from === this.#to) this.#to = to;
    else {
      this.#flush();
      this.#from = from;
      this.#to = to;
    }
    if (to - this.#from > longestWaiting) this.#flush();
  }

  #flush(): void {
    if (this.#to > this.#from) this.#out += this.#text.slice(this.#from, this.#to);
    this.#from = this.#to;
  }

  #encode(): void {
    this.#written.push(Buffer.from(this.#out, 'utf8'));
    this.#out = '';
  }

  #attributes(element: StrictElement, isApex: boolean): void {
    const attributes = isApex && this.#form.kind !== 'exclusive' ? withInherited(element, this.#form.kind) : element.attributes;
    for (const { name, value } of inOrder(attributes)) this.#out += ` ${name}="${escapeAttribute(value)}"`;
    this.#out += '>';
  }

  #namespaces(element: StrictElement, outer: Rendered | null, isApex: boolean): Rendered | null {
    const prefixes = this.#form.kind === 'exclusive' ? utilised(element, this.#form.prefixes) : inclusive(element, isApex);
    let rendered = outer;
    for (const prefix of prefixes) {
      const namespace = namespaceOf(element.scope, prefix);
      if (namespace === null || namespace === already(outer, prefix)) continue;
      rendered = { prefix, namespace, outer: rendered };
      this.#out += prefix === '' ? ` xmlns="${escapeAttribute(namespace)}"` : ` xmlns:${prefix}="${escapeAttribute(namespace)}"`;
    }
    return rendered;
  }
}

/** Whether an element with a plain tag needs no declaration in the output: it has none of its own and no prefixed attribute. */
function isAllRendered(element: StrictElement, form: CanonicalForm, outer: Rendered | null): boolean {
  if (form.kind !== 'exclusive') return true;
  if (form.prefixes.length > 0) return false;
  return element.prefix === 'xml' || element.namespace === already(outer, element.prefix);
}

/** What is in force in the output: an undeclared default namespace is the same as none. */
function already(rendered: Rendered | null, prefix: string): string | null {
  for (let here = rendered; here; here = here.outer) if (here.prefix === prefix) return here.namespace;
  return prefix === '' ? '' : null;
}

/** Inclusive: every declaration in force at the apex, afterwards those written on the element. */
function inclusive(element: StrictElement, isApex: boolean): readonly string[] {
  if (!isApex && element.declarations.length === 0) return none;
  const prefixes = new Set<string>();
  if (isApex) for (let scope: Scope | null = element.scope; scope; scope = scope.outer) prefixes.add(scope.prefix);
  else for (const { prefix } of element.declarations) if (prefix !== 'xml') prefixes.add(prefix);
  return sorted(prefixes);
}

/** Exclusive: the prefixes visibly utilised, and those the PrefixList treats inclusively (section 3 of the recommendation). */
function utilised(element: StrictElement, listed: readonly string[]): readonly string[] {
  let isOne = listed.length === 0;
  if (isOne) for (const { prefix } of element.attributes) if (prefix !== '' && prefix !== 'xml' && prefix !== element.prefix) isOne = false;
  if (isOne) return element.prefix === 'xml' ? none : [element.prefix];
  const prefixes = new Set<string>(listed);
  prefixes.add(element.prefix);
  for (const { prefix } of element.attributes) if (prefix !== '') prefixes.add(prefix);
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
function withInherited(apex: StrictElement, kind: CanonicalForm['kind']): readonly StrictAttribute[] {
  let attributes: readonly StrictAttribute[] = apex.attributes;
  for (let ancestor = apex.parent; ancestor; ancestor = ancestor.parent) {
    for (const attribute of ancestor.attributes) {
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

function escapeText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value;
  const marked = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return marked.replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;').replaceAll('\r', '&#xD;');
}
