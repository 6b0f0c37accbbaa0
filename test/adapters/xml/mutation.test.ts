import { describe, expect, it } from 'vitest';
import { at, type XmlElement } from '#core/xml-tree.ts';
import { libxml2Engine } from '#main/xml/libxml2/engine.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { phytosanitary, signed, signedOrigin } from './certificates.ts';
import { seeded, type Random } from './seeded.ts';

const verification = createXmlVerification();
const form = { kind: 'exclusive', withComments: false, prefixes: [] } as const;

/** What the outermost signature vouches for, canonical: the whole document, or the element with its Id. */
function vouched(bytes: Uint8Array, id: string | null): string {
  const opened = libxml2Engine.open(bytes);
  const canonical = id === null ? opened?.canonicalDocument(form) : opened?.canonicalTarget({ kind: 'element', id }, form);
  opened?.close();
  return Buffer.from(canonical ?? '').toString();
}

/** Every name and value a screen could show of what is signed. */
function shown(element: XmlElement): string {
  const { namespace, name, attributes, text, children } = element;
  if (name === 'Signature') return shown({ ...element, name: 'signed', text: '', children: children.slice(0, 1), attributes: [] });
  if (name === 'SignatureValue' || name === 'KeyInfo') return name;
  return JSON.stringify([
    namespace,
    name,
    attributes.map(({ namespace, name, value }) => [namespace, name, value]),
    text,
    children.map(shown),
  ]);
}

const pieces = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ' ',
  '\n',
  '\r',
  'A',
  '0',
  '=',
  '/',
  '<!-- -->',
  '<![CDATA[]]>',
  '<![CDATA[1]]>',
  '&#65;',
  '&#x31;',
  '&amp;',
  '<a/>',
  '<?p x?>',
  ' xmlns:z="urn:z"',
  ' Id="COD"',
  ' id="x"',
  '<ds:Object/>',
  'ñ',
  '\ufeff',
  '\u0301',
];

function mutated(text: string, random: Random): string {
  let result = text;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(result.length);
    const kind = random.below(4);
    if (kind === 0) result = result.slice(0, at) + random.pick(pieces) + result.slice(at);
    else if (kind === 1) result = result.slice(0, at) + result.slice(at + 1 + random.below(4));
    else if (kind === 2) result = result.slice(0, at) + random.pick(pieces) + result.slice(at + 1);
    else {
      const from = random.below(result.length);
      const piece = result.slice(from, from + random.below(200));
      result = result.slice(0, at) + piece + result.slice(at + (random.chance(0.5) ? piece.length : 0));
    }
  }
  return result;
}

describe.each([
  ['a certificate signed whole', Buffer.from(signed(phytosanitary(1)).bytes).toString(), null, 6000],
  ['a certificate of origin signed twice', Buffer.from(signedOrigin()).toString(), 'CODEH', 4000],
])('%s, changed at random', (_, genuine, id, times) => {
  it(`is valid after none of ${times} changes, unless the change is none in canonical form and in every value shown`, () => {
    const original = verification.verify(Buffer.from(genuine));
    expect(original.verdict).toBe('valid');
    const values = signedPart(original.root, id);
    const canonical = vouched(Buffer.from(genuine), id);
    let stillValid = 0;
    for (let seed = 1; seed <= times; seed++) {
      const text = mutated(genuine, seeded(seed));
      const { verdict, root } = verification.verify(Buffer.from(text));
      if (verdict !== 'valid') continue;
      stillValid++;
      expect(outsideKeyInfo(vouched(Buffer.from(text), id)), `seed ${seed}`).toBe(outsideKeyInfo(canonical));
      expect(signedPart(root, id), `seed ${seed}`).toBe(values);
    }
    // a mutation that never leaves the document valid would prove nothing about the ones that do
    expect(stillValid).toBeGreaterThan(0);
    expect(stillValid).toBeLessThan(times / 4);
  });
});

function signedPart(root: XmlElement | null, id: string | null): string {
  const element = root && id !== null ? at(root, 'CertOrigin', id) : root;
  return element ? shown(element) : 'nothing';
}

/** What stands in KeyInfo and in white space inside ds:Signature, no signature by itself covers (XMLDSig 1.1 section 4.5). */
function outsideKeyInfo(text: string): string {
  return text.replaceAll(/\s*<ds:SignatureValue[^]*?<\/ds:Signature>/g, '').replaceAll(/(<ds:Signature [^>]*>)\s+/g, '$1');
}
