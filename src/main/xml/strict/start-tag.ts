import type { XmlLimits } from '#main/xml/limits.ts';
import { signatureNamespace } from '#main/xml/signature/algorithms.ts';
import { endOfName, isSpace } from './characters.ts';
import { byCodePoint } from './code-points.ts';
import {
  namespaceOf,
  xmlNamespace,
  xmlnsNamespace,
  type Declaration,
  type Scope,
  type StrictAttribute,
  type StrictElement,
} from './document.ts';
import { attributeValueOf } from './references.ts';
import { Refusal } from './refusal.ts';

export type TagSource = {
  readonly text: string;
  /** the same, as numbers */
  readonly units: Uint16Array;
  readonly limits: XmlLimits;
  position: number;
  hasAwkwardNamespace: boolean;
  readonly signatures: StrictElement[];
  readonly names: (NameParts | undefined)[];
  lineAt(position: number): number;
  node(position: number): void;
};

/** An element's name taken apart, and what its prefix meant where it was last met. */
export type NameParts = {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** where it was first met in the text */
  readonly place: number;
  scope: Scope | null | undefined;
  namespace: string | null;
};

/** Places for the names of a document, by their length and a few of their characters: a document has few names and many elements. */
export const nameSlots = 256;

type Written = { readonly attributes: StrictAttribute[]; readonly declarations: Declaration[]; isPlain: boolean };

const noChildren: StrictElement['children'] = [];
const nothing: Written = { attributes: [], declarations: [], isPlain: true };

/** A start tag or an empty-element tag (productions [40] and [44]) with Namespaces in XML 1.0 applied. */
export function readStartTag(source: TagSource, parent: StrictElement | null): StrictElement {
  const { text, units, position: start } = source;
  source.node(start);
  const nameEnd = endOfQualifiedName(text, units, start + 1);
  const parts = partsOf(source, start + 1, nameEnd);
  const { name, prefix, local } = parts;
  let written: Written | null = null;
  let at = nameEnd;
  let isEmpty = false;
  let isPlain = true;
  for (;;) {
    const before = at;
    while (isSpace(units[at] ?? 0)) at++;
    const code = units[at];
    if (code === 0x3e) {
      if (at !== before) isPlain = false;
      at++;
      break;
    }
    if (code === 0x2f && units[at + 1] === 0x3e) {
      at += 2;
      isEmpty = true;
      break;
    }
    if (at === before) throw new Refusal('not-xml', at);
    written ??= { attributes: [], declarations: [], isPlain: true };
    if (at !== before + 1 || units[before] !== 0x20) isPlain = false;
    at = readAttribute(source, at, written);
    if (written.attributes.length + written.declarations.length > source.limits.attributes) throw new Refusal('too-large', start);
  }
  const { attributes, declarations } = written ?? nothing;
  const outer = parent === null ? null : parent.scope;
  const scope = declarations.length === 0 ? outer : declared(source, start, outer, declarations);
  if (parts.scope !== scope) {
    parts.scope = scope;
    parts.namespace = namespaceOf(scope, prefix);
  }
  const { namespace } = parts;
  if (namespace === null || prefix === 'xmlns') throw new Refusal('not-xml', start);
  if (attributes.length > 0) qualify(attributes, scope, start);
  source.position = at;
  const element: StrictElement = {
    kind: 'element',
    name,
    prefix,
    local,
    namespace,
    attributes,
    declarations,
    scope,
    parent,
    children: noChildren,
    line: source.lineAt(start),
    start,
    end: isEmpty ? at : 0,
    endTag: isEmpty ? at : 0,
    content: at,
    hasPlainTag: !isEmpty && isPlain && (written === null || isPlainlyWritten(written)),
    hasPlainText: !isEmpty,
    pieces: 0,
    hasComment: false,
    hasSection: false,
    hasValue: false,
  };
  if (local === 'Signature' && namespace === signatureNamespace) source.signatures.push(element);
  return element;
}

/** Each name is taken apart once, or again where two share a place; the text itself decides whether it is the same name. */
function partsOf({ names, text, units }: TagSource, start: number, end: number): NameParts {
  const length = end - start;
  // its length and a few of its characters tell the names of a certificate apart
  const last = (units[end - 1] ?? 0) ^ ((units[end - 3] ?? 0) << 4);
  const slot = (length ^ last ^ ((units[start + (length >> 1)] ?? 0) << 2) ^ ((units[start + 4] ?? 0) << 1)) & (nameSlots - 1);
  const known = names[slot];
  if (known && known.name.length === length && isSame(units, known.place, start, length)) return known;
  const name = text.slice(start, end);
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const parts: NameParts = { name, prefix, local: name.slice(colon + 1), place: start, scope: undefined, namespace: null };
  names[slot] = parts;
  return parts;
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
function endOfQualifiedName(text: string, units: Uint16Array, position: number): number {
  const end = endOfName(text, units, position);
  if (end === position) throw new Refusal('not-xml', position);
  if (units[end] !== 0x3a) return end;
  const localEnd = endOfName(text, units, end + 1);
  if (localEnd === end + 1 || units[localEnd] === 0x3a) throw new Refusal('not-xml', position);
  return localEnd;
}

function readAttribute(source: TagSource, position: number, written: Written): number {
  const { attributes, declarations } = written;
  const { text, units } = source;
  source.node(position);
  const nameEnd = endOfQualifiedName(text, units, position);
  const name = text.slice(position, nameEnd);
  let at = nameEnd;
  while (isSpace(units[at] ?? 0)) at++;
  if (units[at] !== 0x3d) throw new Refusal('not-xml', at);
  at++;
  while (isSpace(units[at] ?? 0)) at++;
  const quote = units[at];
  if (quote !== 0x22 && quote !== 0x27) throw new Refusal('not-xml', at);
  const end = text.indexOf(quote === 0x22 ? '"' : "'", at + 1);
  const raw = end < 0 ? '<' : text.slice(at + 1, end);
  const value = raw.includes('<') ? null : attributeValueOf(raw);
  if (value === null) throw new Refusal('not-xml', at);
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

/** Whether the same characters stand in two places. */
export function isSame(units: Uint16Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (units[a + at] !== units[b + at]) return false;
  return true;
}
