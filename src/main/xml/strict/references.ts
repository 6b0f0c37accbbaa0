import { isCharacter } from './characters.ts';

const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text with its references resolved, line ends as #xA (XML 1.0 section 2.11); null when a reference is not allowed. */
export function textOf(raw: string): string | null {
  const lines = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
  return lines.includes('&') ? withoutReferences(lines) : lines;
}

/** An attribute's value, normalised as CDATA (XML 1.0 section 3.3.3): written white space becomes #x20, referenced stays. */
export function attributeValueOf(raw: string): string | null {
  const spaced = /[\t\n\r]/.test(raw) ? raw.replaceAll(/\r\n|[\t\n\r]/g, ' ') : raw;
  return spaced.includes('&') ? withoutReferences(spaced) : spaced;
}

/** Pieces are joined some thousands at a time: a text of nothing but references has millions, and a string of each two is as many objects. */
function withoutReferences(raw: string): string | null {
  let out = '';
  let pieces: string[] = [];
  let from = 0;
  for (;;) {
    const ampersand = raw.indexOf('&', from);
    if (ampersand < 0) return out + pieces.join('') + raw.slice(from);
    const semicolon = raw.indexOf(';', ampersand);
    if (semicolon < 0) return null;
    const meant = meaning(raw.slice(ampersand + 1, semicolon));
    if (meant === null) return null;
    if (ampersand > from) pieces.push(raw.slice(from, ampersand));
    pieces.push(meant);
    from = semicolon + 1;
    if (pieces.length < joinedAtOnce) continue;
    out += pieces.join('');
    pieces = [];
  }
}

const joinedAtOnce = 4096;

function meaning(name: string): string | null {
  if (!name.startsWith('#')) return predefined.get(name) ?? null;
  const hexadecimal = /^#x([0-9a-fA-F]{1,8})$/.exec(name)?.[1];
  const decimal = /^#([0-9]{1,9})$/.exec(name)?.[1];
  if (hexadecimal === undefined && decimal === undefined) return longReference(name);
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return isCharacter(code) ? String.fromCodePoint(code) : null;
}

/** Leading zeros make a reference as long as one likes; it means what it means without them. */
function longReference(name: string): string | null {
  const shorter = name.replace(/^#(x?)0+(?=[0-9a-fA-F])/, '#$1');
  return shorter === name ? null : meaning(shorter);
}

/** What canonical forms write as references (C14N 1.0 section 2.3), in text and in the values of attributes. */
export const inTexts = '&<>\r';
export const inAttributes = '&<"\t\n\r';

export function countOf(text: string, characters: string): number {
  let count = 0;
  for (const character of characters) for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
