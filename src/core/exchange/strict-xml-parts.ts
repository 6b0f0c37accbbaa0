import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';

/** NCName with an optional prefix: XML 1.0 section 2.3 and Namespaces in XML 1.0, section 4. */
const nameStart =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF' +
  '\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const ncName = `[${nameStart}][${nameStart}0-9.\\-\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const name = `${ncName}(?::${ncName})?`;

export type Tag = {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly isEmpty: boolean;
  readonly end: number;
};

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const tagStart = new RegExp(`<(${name})`, 'uy');
const attribute = new RegExp(`[ \\t\\n]+(${name})[ \\t\\n]*=[ \\t\\n]*("[^"<]*"|'[^'<]*')`, 'uy');
// white space is these three after line ends are normalised; JavaScript's \s knows many more
const tagEnd = /[ \t\n]*(\/?)>/y;

export function parseTag(xml: string, at: number): Tag | null {
  tagStart.lastIndex = at;
  const start = tagStart.exec(xml);
  if (!start?.[1]) return null;
  const attributes: [string, string][] = [];
  let here = tagStart.lastIndex;
  for (;;) {
    attribute.lastIndex = here;
    const found = attribute.exec(xml);
    if (!found?.[1] || !found[2]) break;
    // section 3.3.3: white space in an attribute becomes a space before references are resolved
    const value = decodeText(found[2].slice(1, -1).replace(/[\t\n]/g, ' '), true);
    if (value === null) return null;
    attributes.push([found[1], value]);
    here = attribute.lastIndex;
  }
  tagEnd.lastIndex = here;
  const end = tagEnd.exec(xml);
  return end ? { name: start[1], attributes, isEmpty: end[1] === '/', end: tagEnd.lastIndex } : null;
}

const closing = /[ \t\n]*>/y;

/** Where the end tag of `tag` at this place ends, or -1 when another stands there. */
export function endOfTag(xml: string, at: number, tag: string): number {
  if (!xml.startsWith(tag, at + 2)) return -1;
  closing.lastIndex = at + 2 + tag.length;
  return closing.test(xml) ? closing.lastIndex : -1;
}

type Opened = {
  readonly element: Pick<XmlElement, 'name' | 'prefix' | 'namespace' | 'attributes'>;
  readonly scope: ReadonlyMap<string, string>;
};

/** Namespace names are absolute URIs (RFC 3986); relative ones are deprecated, and what no URI holds is a trick. */
const absoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-[\]_a-z~]*$/;

export function attributesOf(tag: Tag, outer: ReadonlyMap<string, string>): Opened | null {
  const scope = new Map(outer);
  for (const [key, value] of tag.attributes) {
    if ((key === 'xmlns' || key.startsWith('xmlns:')) && value !== '' && !absoluteUri.test(value)) return null;
    if (key === 'xmlns') scope.set('', value);
    else if (key.startsWith('xmlns:')) {
      if (value === '' || key === 'xmlns:xml' || key === 'xmlns:xmlns') return null;
      scope.set(key.slice(6), value);
    }
  }
  const attributes: XmlAttribute[] = [];
  const seen = new Set<string>();
  for (const [key, value] of tag.attributes) {
    if (seen.has(key)) return null;
    seen.add(key);
    if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
    const { prefix, local } = split(key);
    const namespace = prefix === '' ? '' : scope.get(prefix);
    if (namespace === undefined || (prefix !== '' && seen.has(`{${namespace}}${local}`))) return null;
    seen.add(`{${namespace}}${local}`);
    attributes.push({ name: local, prefix, namespace, value });
  }
  const { prefix, local } = split(tag.name);
  const namespace = scope.get(prefix) ?? (prefix === '' ? '' : undefined);
  return namespace === undefined ? null : { element: { name: local, prefix, namespace, attributes }, scope };
}

function split(qualified: string): { prefix: string; local: string } {
  const colon = qualified.indexOf(':');
  return colon < 0 ? { prefix: '', local: qualified } : { prefix: qualified.slice(0, colon), local: qualified.slice(colon + 1) };
}

/** Text with its references resolved, or null where one is not allowed (an unknown entity, a bare &, `]]>`). */
export function decodeText(text: string, isAttribute = false): string | null {
  if (!isAttribute && text.includes(']]>')) return null;
  if (!text.includes('&')) return text;
  let isRefused = false;
  const decoded = text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));|&/g,
    (_, hex?: string, decimal?: string, entity?: string) => {
      if (entity !== undefined) {
        const value = predefined[entity];
        isRefused ||= value === undefined;
        return value ?? '';
      }
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : -1;
      const isAllowed = code >= 0 && code <= 0x10ffff;
      const character = isAllowed ? String.fromCodePoint(code) : '';
      isRefused ||= !isAllowed || invalidCharacter(character) >= 0;
      return character;
    },
  );
  return isRefused ? null : decoded;
}

/** Index of the first character XML 1.0 does not allow (section 2.2), half of a surrogate pair included, or -1. */
export function invalidCharacter(text: string): number {
  return text.search(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
}
