import type { Random } from './seeded.ts';

const names = ['a', 'b', 'Código', 'x-1', '_y', 'ñ', '\u{10000}z', '\uf900q'];
const prefixes = ['', '', 'p', 'q', 'ram', 'é'];
const namespaces = ['urn:a', 'urn:b', 'http://example.org/ns?x=1', 'urn:c'];
const texts = [
  'plain',
  ' ',
  '\n\t',
  '&amp;',
  '&lt;&gt;',
  '&#xD;',
  '&#13;&#10;',
  'ñandú',
  '"quoted"',
  "it's",
  '\u{1f33f}',
  '\r\n',
  '\r',
  '&#x9;',
  '>',
  '&quot;&apos;',
];
const values = ['v', '', ' a  b ', 'a\tb\nc', '&#x9;&#xA;&#xD;', '&lt;&amp;&gt;', '\u{1f33f}\ufffd', "'", '&quot;', 'x\r\ny'];

/** A well-formed document of the gated subset: namespaces declared, undeclared and redeclared, every kind of text and value. */
export function randomDocument(random: Random): string {
  const before = random.chance(0.3) ? '<!-- antes -->\n' : '';
  const after = random.chance(0.3) ? '\n<!--después-->\n' : '';
  const declaration = random.chance(0.5) ? '<?xml version="1.0" encoding="UTF-8"?>\n' : '';
  return declaration + before + element(random, new Map([['', '']]), 0, { left: 25 }, { next: 0 }) + after;
}

type Bound = ReadonlyMap<string, string>;

function element(random: Random, outer: Bound, depth: number, budget: { left: number }, ids: { next: number }): string {
  budget.left--;
  const bound = new Map(outer);
  const written: string[] = [];
  for (const prefix of new Set([random.pick(prefixes), random.pick(prefixes), random.pick(prefixes)])) {
    if (!random.chance(depth === 0 ? 0.7 : 0.25)) continue;
    const namespace = prefix === '' && random.chance(0.3) ? '' : random.pick(namespaces);
    bound.set(prefix, namespace);
    written.push(prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix}="${namespace}"`);
  }
  const usable = [...bound.keys()];
  const prefix = random.pick(usable);
  const name = (prefix === '' ? '' : `${prefix}:`) + random.pick(names);
  written.push(...attributes(random, bound), `Id="i${ids.next++}"`);
  if (random.chance(0.12)) written.push(`xml:${random.pick(['lang', 'space'])}="${random.pick(['es', 'default'])}"`);
  const separator = random.pick([' ', ' ', '\n  ', '\t']);
  const tag = `${name} ${[...written].sort(() => random.below(3) - 1).join(separator)}${random.pick(['', '', ' '])}`;
  if (random.chance(0.15)) return `<${tag}/>`;
  let content = '';
  const parts = random.below(5);
  for (let part = 0; part < parts; part++) content += piece(random, bound, depth, budget, ids);
  return `<${tag}>${content}</${name}${random.pick(['', ' '])}>`;
}

function piece(random: Random, bound: Bound, depth: number, budget: { left: number }, ids: { next: number }): string {
  if (random.chance(0.1)) return '<!-- nota -->';
  if (random.chance(0.08)) return '<![CDATA[<no & es> marcado]]>';
  if (random.chance(0.4) || depth > 6 || budget.left <= 0) return random.pick(texts) + random.pick(texts);
  return element(random, bound, depth + 1, budget, ids);
}

function attributes(random: Random, bound: Bound): readonly string[] {
  const seen = new Set<string>();
  const written: string[] = [];
  for (let count = random.below(4); count > 0; count--) {
    const prefix = random.pick([...bound.keys()]);
    const local = random.pick(names);
    const expanded = `${prefix === '' ? '' : bound.get(prefix)} ${local}`;
    if (seen.has(expanded)) continue;
    seen.add(expanded);
    const value = random.pick(values);
    const quote = value.includes("'") || random.chance(0.8) ? '"' : "'";
    written.push(`${prefix === '' ? '' : `${prefix}:`}${local}${random.pick(['=', '=', ' = '])}${quote}${value}${quote}`);
  }
  return written;
}
