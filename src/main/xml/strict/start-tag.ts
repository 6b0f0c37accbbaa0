import type { XmlLimits } from '#main/xml/limits.ts';
import { endOfName, isSpace } from './characters.ts';
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
  readonly limits: XmlLimits;
  position: number;
  hasAwkwardNamespace: boolean;
  readonly names: Map<string, NameParts>;
  lineAt(position: number): number;
  node(position: number): void;
};

export type NameParts = { readonly name: string; readonly prefix: string; readonly local: string };

type Written = { readonly attributes: StrictAttribute[]; readonly declarations: Declaration[] };

const noChildren: StrictElement['children'] = [];
const nothing: Written = { attributes: [], declarations: [] };

/** A start tag or an empty-element tag (productions [40] and [44]) with Namespaces in XML 1.0 applied. */
export function readStartTag(source: TagSource, parent: StrictElement | null): StrictElement {
  const { text, position: start } = source;
  source.node(start);
  const nameEnd = endOfQualifiedName(text, start + 1);
  const { name, prefix, local } = partsOf(source, text.slice(start + 1, nameEnd));
  let written: Written | null = null;
  let at = nameEnd;
  let isEmpty = false;
  for (;;) {
    const before = at;
    while (isSpace(text.charCodeAt(at))) at++;
    const code = text.charCodeAt(at);
    if (code === 0x3e) {
      at++;
      break;
    }
    if (code === 0x2f && text.charCodeAt(at + 1) === 0x3e) {
      at += 2;
      isEmpty = true;
      break;
    }
    if (at === before) throw new Refusal('not-xml', at);
    written ??= { attributes: [], declarations: [] };
    at = readAttribute(source, at, written);
    if (written.attributes.length + written.declarations.length > source.limits.attributes) throw new Refusal('too-large', start);
  }
  const { attributes, declarations } = written ?? nothing;
  const scope = declared(source, start, parent?.scope ?? null, declarations);
  const namespace = namespaceOf(scope, prefix);
  if (namespace === null || prefix === 'xmlns') throw new Refusal('not-xml', start);
  qualify(attributes, scope, start);
  source.position = at;
  return {
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
    pieces: 0,
    hasComment: false,
    hasSection: false,
    hasValue: false,
  };
}

/** A document has few names and many elements: each name is taken apart once. */
function partsOf(source: TagSource, name: string): NameParts {
  const known = source.names.get(name);
  if (known) return known;
  const colon = name.indexOf(':');
  const parts = colon < 0 ? { name, prefix: '', local: name } : { name, prefix: name.slice(0, colon), local: name.slice(colon + 1) };
  source.names.set(name, parts);
  return parts;
}

/** QName of Namespaces in XML 1.0, production [7]: at most one colon, a name on each side of it. */
function endOfQualifiedName(text: string, position: number): number {
  const end = endOfName(text, position);
  if (end === position) throw new Refusal('not-xml', position);
  if (text.charCodeAt(end) !== 0x3a) return end;
  const localEnd = endOfName(text, end + 1);
  if (localEnd === end + 1 || text.charCodeAt(localEnd) === 0x3a) throw new Refusal('not-xml', position);
  return localEnd;
}

function readAttribute(source: TagSource, position: number, { attributes, declarations }: Written): number {
  const { text } = source;
  source.node(position);
  const nameEnd = endOfQualifiedName(text, position);
  const name = text.slice(position, nameEnd);
  let at = nameEnd;
  while (isSpace(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== 0x3d) throw new Refusal('not-xml', at);
  at++;
  while (isSpace(text.charCodeAt(at))) at++;
  const quote = text.charCodeAt(at);
  if (quote !== 0x22 && quote !== 0x27) throw new Refusal('not-xml', at);
  const end = text.indexOf(quote === 0x22 ? '"' : "'", at + 1);
  const raw = end < 0 ? '<' : text.slice(at + 1, end);
  const value = raw.includes('<') ? null : attributeValueOf(raw);
  if (value === null) throw new Refusal('not-xml', at);
  const colon = name.indexOf(':');
  if (name === 'xmlns') declarations.push({ prefix: '', namespace: value });
  else if (colon === 5 && name.startsWith('xmlns')) declarations.push({ prefix: name.slice(6), namespace: value });
  else attributes.push({ name, prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1), namespace: '', value });
  return end + 1;
}

/** The scope inside an element. Relative namespace names have no canonical form (C14N 1.0 section 1.3), so they are refused. */
function declared(source: TagSource, start: number, outer: Scope | null, declarations: readonly Declaration[]): Scope | null {
  let scope = outer;
  for (const [index, { prefix, namespace }] of declarations.entries()) {
    const isReserved = prefix === 'xmlns' || namespace === xmlnsNamespace || (prefix === 'xml') !== (namespace === xmlNamespace);
    const isTwice = declarations.findIndex((other) => other.prefix === prefix) !== index;
    const isWell = namespace === '' ? prefix === '' : /^[A-Za-z][A-Za-z0-9+.-]*:/.test(namespace);
    if (isReserved || isTwice || !isWell) throw new Refusal('not-xml', start);
    if (prefix === 'xml') continue;
    if (/[&<"\t\n\r]/.test(namespace)) source.hasAwkwardNamespace = true;
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
