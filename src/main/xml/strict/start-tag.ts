import type { XmlLimits } from '#main/xml/limits.ts';
import { signatureNamespace } from '#main/xml/signature/algorithms.ts';
import { endOfName, isSpace } from './characters.ts';
import { byCodePoint } from './code-points.ts';
import { namespaceOf, xmlNamespace, xmlnsNamespace, type Declaration, type Scope, type StrictAttribute } from './document.ts';
import { column, flag, type ElementTable } from './element-table.ts';
import { attributeValueOf, countOf, inAttributes } from './references.ts';
import { Refusal } from './refusal.ts';
import type { SourceText } from './source-text.ts';

export type TagSource = {
  readonly source: SourceText;
  readonly bytes: Uint8Array;
  readonly limits: XmlLimits;
  position: number;
  hasAwkwardNamespace: boolean;
  readonly signatures: number[];
  readonly known: (KnownName | undefined)[];
  readonly table: ElementTable;
  node(position: number): void;
  scope(size: number, position: number): void;
  references(count: number, position: number): void;
};

/** An element's name taken apart, and what it meant where it was last met. */
export type KnownName = {
  readonly name: string;
  readonly size: number;
  readonly prefix: string;
  readonly local: string;
  /** where it was first met in the text */
  readonly place: number;
  /** the scope it was last met in, by its number in the table; -1 before it was met */
  scope: number;
  /** its number in the table, with its meaning in that scope */
  meaning: number;
};

/** Places for the names of a document, by their length and a few of their characters: a document has few names and many elements. */
export const nameSlots = 256;

type Written = { readonly attributes: StrictAttribute[]; readonly declarations: Declaration[]; isPlain: boolean };

/** A start tag or an empty-element tag (productions [40] and [44]) with Namespaces in XML 1.0 applied: a new row of the table. */
export function readStartTag(source: TagSource, parent: number): number {
  const { bytes, table, position: start } = source;
  source.node(start);
  const nameEnd = endOfQualifiedName(bytes, start + 1);
  const known = knownName(source, start + 1, nameEnd);
  let written: Written | null = null;
  let at = nameEnd;
  let isEmpty = false;
  let isPlain = true;
  for (;;) {
    const before = at;
    while (isSpace(bytes[at] ?? 0)) at++;
    const code = bytes[at];
    if (code === 0x3e) {
      if (at !== before) isPlain = false;
      at++;
      break;
    }
    if (code === 0x2f && bytes[at + 1] === 0x3e) {
      at += 2;
      isEmpty = true;
      break;
    }
    if (at === before) throw new Refusal('not-xml', at);
    written ??= { attributes: [], declarations: [], isPlain: true };
    if (at !== before + 1 || bytes[before] !== 0x20) isPlain = false;
    at = readAttribute(source, at, written);
    if (written.attributes.length + written.declarations.length > source.limits.attributes) throw new Refusal('too-large', start);
  }
  const outer = parent < 0 ? 0 : table.get(parent, column.scope);
  const scope = written === null || written.declarations.length === 0 ? outer : newScope(source, start, outer, written.declarations);
  source.scope(table.scopes[scope]?.size ?? 0, start);
  if (known.scope !== scope) understand(source, known, scope, start);
  if (written !== null && written.attributes.length > 0) qualify(written.attributes, table.scopes[scope] ?? null, start);
  source.position = at;
  const isPlainTag = isPlain && (written === null || isPlainlyWritten(written));
  const flags = isEmpty ? 0 : isPlainTag ? flag.plainTag | flag.plainText : flag.plainText;
  const element = table.add(start, at, parent, known.meaning, scope, flags);
  if (written !== null) table.keepTag(element, written);
  if (isEmpty) table.close(element, at, at);
  if (known.local === 'Signature' && table.name(element).namespace === signatureNamespace) source.signatures.push(element);
  return element;
}

/** What a name means in a scope: a new entry of the table where it is another than it was. */
function understand({ table }: TagSource, known: KnownName, scope: number, start: number): void {
  const { name, size, prefix, local } = known;
  const namespace = namespaceOf(table.scopes[scope] ?? null, prefix);
  if (namespace === null || prefix === 'xmlns') throw new Refusal('not-xml', start);
  if (known.scope < 0 || table.names[known.meaning]?.namespace !== namespace) {
    known.meaning = table.names.push({ name, size, prefix, local, namespace }) - 1;
  }
  known.scope = scope;
}

function newScope(source: TagSource, start: number, outer: number, declarations: readonly Declaration[]): number {
  const { scopes } = source.table;
  return scopes.push(declared(source, start, scopes[outer] ?? null, declarations)) - 1;
}

/** Each name is taken apart once, or again where two share a place; the text itself decides whether it is the same name. */
function knownName({ known: names, source, bytes }: TagSource, start: number, end: number): KnownName {
  const length = end - start;
  // its length and a few of its characters tell the names of a certificate apart
  const last = (bytes[end - 1] ?? 0) ^ ((bytes[end - 3] ?? 0) << 4);
  const slot = (length ^ last ^ ((bytes[start + (length >> 1)] ?? 0) << 2) ^ ((bytes[start + 4] ?? 0) << 1)) & (nameSlots - 1);
  const known = names[slot];
  if (known && known.size === length && isSame(bytes, known.place, start, length)) return known;
  const name = source.slice(start, end);
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const met: KnownName = { name, size: length, prefix, local: name.slice(colon + 1), place: start, scope: -1, meaning: -1 };
  names[slot] = met;
  return met;
}

/** As every canonical form writes them: no declaration, no prefix, in order, and no character that is escaped or was normalised. */
function isPlainlyWritten({ attributes, declarations, isPlain }: Written): boolean {
  if (!isPlain || declarations.length > 0) return false;
  for (const [index, { prefix, local }] of attributes.entries()) {
    if (prefix !== '' || (index > 0 && byCodePoint(attributes[index - 1]?.local ?? '', local) > 0)) return false;
  }
  return true;
}

/** QName of Namespaces in XML 1.0, production [7]: at most one colon, a name on each side of it. */
function endOfQualifiedName(bytes: Uint8Array, position: number): number {
  const end = endOfName(bytes, position);
  if (end === position) throw new Refusal('not-xml', position);
  if (bytes[end] !== 0x3a) return end;
  const localEnd = endOfName(bytes, end + 1);
  if (localEnd === end + 1 || bytes[localEnd] === 0x3a) throw new Refusal('not-xml', position);
  return localEnd;
}

function readAttribute(source: TagSource, position: number, written: Written): number {
  const { attributes, declarations } = written;
  const { bytes } = source;
  const { text } = source.source;
  source.node(position);
  const nameEnd = endOfQualifiedName(bytes, position);
  const name = source.source.slice(position, nameEnd);
  let at = nameEnd;
  while (isSpace(bytes[at] ?? 0)) at++;
  if (bytes[at] !== 0x3d) throw new Refusal('not-xml', at);
  at++;
  while (isSpace(bytes[at] ?? 0)) at++;
  const quote = bytes[at];
  if (quote !== 0x22 && quote !== 0x27) throw new Refusal('not-xml', at);
  const end = text.indexOf(quote === 0x22 ? '"' : "'", at + 1);
  if (end - at > source.limits.value) throw new Refusal('too-large', at);
  const raw = end < 0 ? '<' : source.source.slice(at + 1, end);
  const value = raw.includes('<') ? null : attributeValueOf(raw);
  if (value === null) throw new Refusal('not-xml', at);
  const inReferences = countOf(value, inAttributes);
  if (inReferences > 0) source.references(inReferences, at);
  if (at !== nameEnd + 1 || quote !== 0x22 || value !== raw || /[&\t\n\r]/.test(value)) written.isPlain = false;
  const colon = name.indexOf(':');
  if (name === 'xmlns') declarations.push({ prefix: '', namespace: value });
  else if (colon === 5 && name.startsWith('xmlns')) declarations.push({ prefix: name.slice(6), namespace: value });
  else attributes.push({ name, prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1), namespace: '', value });
  return end + 1;
}

/** The scope inside an element. Relative namespace names are XML, but have no canonical form (C14N 1.0 section 1.3). */
function declared(source: TagSource, start: number, outer: Scope | null, declarations: readonly Declaration[]): Scope | null {
  let scope = outer;
  for (const [index, { prefix, namespace }] of declarations.entries()) {
    const isReserved = prefix === 'xmlns' || namespace === xmlnsNamespace || (prefix === 'xml') !== (namespace === xmlNamespace);
    const isTwice = declarations.findIndex((other) => other.prefix === prefix) !== index;
    const isUndone = namespace === '' && prefix !== '';
    if (isReserved || isTwice || isUndone) throw new Refusal('not-xml', start);
    if (prefix === 'xml') continue;
    const isRelative = namespace !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(namespace);
    if (isRelative || /[&<"\t\n\r]/.test(namespace)) source.hasAwkwardNamespace = true;
    const size = (scope?.size ?? 0) + 1;
    if (size > source.limits.declarations) throw new Refusal('too-large', start);
    scope = { prefix, namespace, outer: scope, size };
  }
  return scope;
}

/** Attribute names are unique as written and as expanded (Namespaces in XML 1.0 section 6.3). */
function qualify(attributes: readonly StrictAttribute[], scope: Scope | null, start: number): void {
  for (const attribute of attributes) {
    if (attribute.prefix === '') continue;
    const namespace = namespaceOf(scope, attribute.prefix);
    if (namespace === null) throw new Refusal('not-xml', start);
    attribute.namespace = namespace;
  }
  if (attributes.length < 2) return;
  const seen = new Set<string>();
  for (const { namespace, local } of attributes) seen.add(`${namespace} ${local}`);
  if (seen.size !== attributes.length) throw new Refusal('not-xml', start);
}

/** Whether the same stands in two places. */
export function isSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bytes[a + at] !== bytes[b + at]) return false;
  return true;
}
