import { describe, expect, it } from 'vitest';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { libxml2Engine } from '#main/xml/libxml2/engine.ts';
import { strictEngine } from '#main/xml/strict/engine.ts';
import { gate } from '#main/xml/gate.ts';
import { randomDocument } from './random-document.ts';
import { seeded, type Random } from './seeded.ts';

const forms: readonly CanonicalForm[] = [false, true].flatMap((withComments) => [
  { kind: 'inclusive', withComments, prefixes: [] } as const,
  { kind: 'inclusive-1.1', withComments, prefixes: [] } as const,
  { kind: 'exclusive', withComments, prefixes: [] } as const,
  { kind: 'exclusive', withComments, prefixes: ['p', ''] } as const,
  { kind: 'exclusive', withComments, prefixes: ['ram', 'é', 'absent'] } as const,
]);

const engines = [
  ['libxml2', libxml2Engine],
  ['the strict reader', strictEngine],
] as const;

describe.each(engines)('%s canonicalises', (_, engine) => {
  const canonical = (text: string, form: Partial<CanonicalForm> = {}, id?: string): string => {
    const opened = engine.open(Buffer.from(text));
    if (!opened) throw new Error('not opened');
    const whole = { kind: 'inclusive', withComments: false, prefixes: [], ...form } as const;
    const bytes = id === undefined ? opened.canonicalDocument(whole) : opened.canonicalTarget({ kind: 'element', id }, whole);
    opened.close();
    return Buffer.from(bytes ?? 'null').toString();
  };

  it('line ends, references, CDATA, empty elements and white space in tags (C14N 1.0 sections 2.3 and 3.3)', () => {
    expect(canonical("<a  b = 'x&#x9;y\tz'\r\n><c/>\r\n&#xD;<![CDATA[<&]]>&gt;&quot;</a >")).toBe(
      '<a b="x&#x9;y z"><c></c>\n&#xD;&lt;&amp;&gt;"</a>',
    );
  });

  it('attributes by namespace name and declarations by prefix (section 3.3)', () => {
    const text =
      '<e5 a:attr="out" b:attr="sorted" attr2="all" attr="I\'m" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"/>';
    const expected =
      '<e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I\'m" attr2="all" b:attr="sorted" a:attr="out"></e5>';
    expect(canonical(text)).toBe(expected);
  });

  it('surplus and undone declarations (section 3.3)', () => {
    const text =
      '<e6 xmlns="" xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns="" xmlns:a="http://www.w3.org"/></e7></e6>';
    expect(canonical(text)).toBe('<e6 xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns=""></e8></e7></e6>');
  });

  it('names above the basic plane after the private use area: by code point, not by UTF-16 unit', () => {
    expect(canonical('<a \u{10000}="1" \uf900="2"/>')).toBe('<a \uf900="2" \u{10000}="1"></a>');
  });

  it('comments beside the root on lines of their own (section 3.1)', () => {
    const text = '<?xml version="1.0"?>\n\n<!-- uno --><doc/><!-- dos -->\n';
    expect(canonical(text, { withComments: true })).toBe('<!-- uno -->\n<doc></doc>\n<!-- dos -->');
    expect(canonical(text)).toBe('<doc></doc>');
  });

  it('a subtree with the context it had, or without what it does not use (Exclusive C14N section 2.2)', () => {
    const text =
      '<n0:a xmlns:n0="urn:0" xmlns:n3="urn:3" xml:lang="es" xml:id="x"><n1:b Id="b" xmlns:n1="urn:1" n3:c="d"><n1:d/></n1:b></n0:a>';
    expect(canonical(text, {}, 'b')).toBe(
      '<n1:b xmlns:n0="urn:0" xmlns:n1="urn:1" xmlns:n3="urn:3" Id="b" xml:id="x" xml:lang="es" n3:c="d"><n1:d></n1:d></n1:b>',
    );
    expect(canonical(text, { kind: 'inclusive-1.1' }, 'b')).not.toContain('xml:id');
    expect(canonical(text, { kind: 'exclusive' }, 'b')).toBe(
      '<n1:b xmlns:n1="urn:1" xmlns:n3="urn:3" Id="b" n3:c="d"><n1:d></n1:d></n1:b>',
    );
    expect(canonical(text, { kind: 'exclusive', prefixes: ['n0'] }, 'b')).toContain('xmlns:n0="urn:0"');
  });
});

describe('the two canonicalisers', () => {
  it('write the same bytes for 2,000 generated documents in ten forms, whole and in part', () => {
    let compared = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const random = seeded(seed);
      compared += compare(randomDocument(random), random, seed);
    }
    expect(compared).toBeGreaterThan(20_000);
  });

  it('see the same document in whatever the gate lets through of 10,000 damaged ones', () => {
    let passed = 0;
    for (let seed = 1; seed <= 10_000; seed++) {
      const random = seeded(seed);
      const text = damaged(randomDocument(random), random);
      if (!gate(Buffer.from(text)).ok) continue;
      passed += compare(text, random, seed) > 0 ? 1 : 0;
    }
    expect(passed).toBeGreaterThan(300);
  });
});

function compare(text: string, random: Random, seed: number): number {
  const first = libxml2Engine.open(Buffer.from(text));
  const second = strictEngine.open(Buffer.from(text));
  if (!first || !second) return 0;
  let compared = 0;
  for (const form of forms) {
    const context = `seed ${seed}, ${JSON.stringify(form)}: ${text}`;
    expect(asText(second.canonicalDocument(form)), context).toBe(asText(first.canonicalDocument(form)));
    const id = `i${random.below(5)}`;
    if (first.holders(id).count !== 1) continue;
    const target = { kind: 'element', id } as const;
    expect(asText(second.canonicalTarget(target, form)), context).toBe(asText(first.canonicalTarget(target, form)));
    compared += 2;
  }
  first.close();
  return compared;
}

function asText(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString();
}

const pieces = [
  '<',
  '>',
  '&',
  '"',
  '=',
  '/',
  ' ',
  '\n',
  '\0',
  '\u0085',
  '\ufffe',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&#13;',
  '&#0;',
  '&foo;',
  'xml:',
  ':',
  'é',
  '<a>',
  '</a>',
  '<a/>',
  'xmlns:p="urn:z"',
  "'",
];

function damaged(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const gone = random.pick([0, 0, 1, 3, 8]);
  return text.slice(0, at) + (random.chance(0.8) ? random.pick(pieces) : '') + text.slice(at + gone);
}
