import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { libxml2Engine } from '#main/xml/libxml2/engine.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { strictEngine } from '#main/xml/strict/engine.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { signWith, testKey } from './keys.ts';

/** The strict reader takes what is already canonical from the text as it stands; here everything around one difference is. */
const forms: readonly CanonicalForm[] = (['inclusive', 'inclusive-1.1', 'exclusive'] as const).map((kind) => {
  return { kind, withComments: false, prefixes: [] };
});
const withPrefixes: CanonicalForm = { kind: 'exclusive', withComments: true, prefixes: ['q', ''] };

const differences: readonly (readonly [string, string])[] = [
  ['a single-quoted value', `<p:x a='1'>v</p:x>`],
  ['a quotation mark in single quotes', `<p:x a='"'>v</p:x>`],
  ['white space around the equals sign', `<p:x a ="1">v</p:x><p:x a= "1">v</p:x>`],
  ['two spaces before an attribute', `<p:x  a="1">v</p:x>`],
  ['a line end before an attribute', `<p:x\na="1">v</p:x>`],
  ['white space at the end of a start tag', `<p:x >v</p:x><p:x a="1" >v</p:x>`],
  ['white space at the end of an end tag', `<p:x>v</p:x\n>`],
  ['an empty-element tag', `<p:x/><p:x a="1"/>`],
  ['attributes out of order', `<p:x b="1" a="2">v</p:x>`],
  ['attributes in order', `<p:x a="1" b="2">v</p:x>`],
  ['a tabulator in a value', `<p:x a="1\t2">v</p:x>`],
  ['a reference in a value', `<p:x a="&#9;&quot;&#x41;">v</p:x>`],
  ['a greater-than sign in a value', `<p:x a="1>2">v</p:x>`],
  ['a prefixed attribute', `<p:x q:a="1">v</p:x>`],
  ['an attribute of the xml namespace', `<p:x xml:lang="es">v</p:x>`],
  ['a declaration', `<p:x xmlns:q="urn:q"><q:y>v</q:y></p:x>`],
  ['a declaration that says nothing new', `<p:x xmlns:p="urn:p"><p:y>v</p:y></p:x>`],
  ['another namespace for the same prefix', `<p:x xmlns:p="urn:q"><p:x>v</p:x></p:x><p:x>v</p:x>`],
  ['a default namespace, and none within', `<x xmlns="urn:x"><y xmlns="">v</y><z>v</z></x>`],
  ['a greater-than sign in a text', `<p:x>1>2</p:x>`],
  ['a bracket in a text', `<p:x>[1]]</p:x>`],
  ['a reference in a text', `<p:x>&amp;&#13;&gt;</p:x>`],
  ['a line end of two characters', `<p:x>1\r\n2</p:x>`],
  ['a CDATA section', `<p:x><![CDATA[<&>]]></p:x>`],
  ['a comment beside an element', `<p:x><!-- nota --><p:y>v</p:y></p:x>`],
];

function agreed(text: string, form: CanonicalForm): string {
  const [first, second] = [libxml2Engine, strictEngine].map((engine) => {
    const opened = engine.open(Buffer.from(text));
    if (!opened) throw new Error('not opened');
    const written = ['b', null].map((id) =>
      id === null ? opened.canonicalDocument(form) : opened.canonicalTarget({ kind: 'element', id }, form),
    );
    opened.close();
    return written.map((bytes) => Buffer.from(bytes ?? 'null').toString()).join('\n\n');
  });
  expect(second).toBe(first);
  return second ?? '';
}

describe('a difference of writing', () => {
  it.each(differences)('%s comes to the same canonical form in both', (_, difference) => {
    const text = `<p:a xmlns:p="urn:p" xmlns:q="urn:0"><q:b Id="b"> <p:c>1</p:c>${difference}<p:c>2</p:c>\n</q:b><p:d>3</p:d></p:a>`;
    for (const form of [...forms, withPrefixes]) agreed(text, form);
  });
});

function expectDigests(engine: typeof libxml2Engine, text: string): void {
  const opened = engine.open(Buffer.from(text));
  if (!opened) throw new Error('not opened');
  for (const form of [...forms, withPrefixes]) {
    const target = { kind: 'element', id: 'b' } as const;
    const [whole, part] = [opened.canonicalDocument(form), opened.canonicalTarget(target, form)];
    expect(opened.digestDocument(form, 'sha256')).toEqual(hash('sha256', whole ?? '', 'buffer'));
    expect(opened.digestTarget(target, form, 'sha384')).toEqual(hash('sha384', part ?? '', 'buffer'));
  }
  opened.close();
}

describe('a long document', () => {
  it('of a thousand names, some of them under two namespaces, keeps every name and namespace', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `p:Name${(i * 7919) % 1000}x${i % 10}`);
    const elements = names.map((name, i) => {
      const inner = `<${name}>${i}</${name}>`;
      return i % 3 === 0 ? `<p:in xmlns:p="urn:${i % 5}">${inner}</p:in>${inner}` : inner;
    });
    const text = `<p:a xmlns:p="urn:p"><p:b Id="b">${elements.join('')}${elements.toReversed().join('\n')}</p:b></p:a>`;
    for (const form of forms) {
      const written = agreed(text, form);
      expect(names.filter((name) => !written.includes(`<${name}`))).toEqual([]);
    }
  });

  it('written as its canonical form is longer than what is turned to bytes at once', () => {
    const line = '<p:line><p:n>1</p:n><p:t a="ñ">áéí 🌿</p:t></p:line>\n';
    const text = `<p:a xmlns:p="urn:p"><p:b Id="b">${line.repeat(3000)}<p:x>1>2</p:x>${line.repeat(3000)}</p:b></p:a>`;
    for (const form of forms) expect(agreed(text, form).split('áéí 🌿').length).toBe(2 * 6000 + 1);
  });

  it('whose texts are nothing but characters that are written as references, or end a piece within a character', () => {
    const texts = [
      '&amp;&lt;&#13;>'.repeat(5000),
      `<![CDATA[${'<&>]'.repeat(5000)}]]>`,
      `>${'🌿'.repeat(10_000)}`,
      `>x${'🌿'.repeat(10_000)}`,
      `é>${'ñ'.repeat(9000)}&gt;`,
    ];
    for (const text of texts) for (const form of forms) agreed(`<p:a xmlns:p="urn:p"><p:b Id="b"><p:c>${text}</p:c></p:b></p:a>`, form);
  });

  it('has the digest of its canonical form, although that is never held whole', () => {
    const line = '<p:line><p:n>1</p:n><p:t a="ñ">áéí 🌿</p:t></p:line>\n';
    const filling = [
      line.repeat(3000),
      `<p:x>${'1>2 &amp; '.repeat(30_000)}</p:x>`,
      `<!--${'x'.repeat(200_000)}-->`,
      `<p:x>${'x'.repeat(70_000)}</p:x>`,
    ];
    const text = `<p:a xmlns:p="urn:p"><p:b Id="b">${filling.join('<p:y/>')}</p:b></p:a>`;
    // a short one whose canonical form is five times as long, too
    const short = `<p:a xmlns:p="urn:p"><p:b Id="b">${`<p:x>${'&#241;'.repeat(1200)}<![CDATA[${'&'.repeat(3000)}]]></p:x>`.repeat(2)}</p:b></p:a>`;
    for (const engine of [libxml2Engine, strictEngine]) for (const each of [text, short]) expectDigests(engine, each);
  });
});

describe('a signature in a root that is written as its canonical form', () => {
  it('is left out of what it covers', () => {
    const { der, key } = testKey('p256');
    const text = '<p:a xmlns:p="urn:p">\n  <p:b>1</p:b>\n</p:a>';
    const prepared = createXmlSigning().prepare(Buffer.from(text), { kind: 'enveloped' }, der, 'ecdsa-sha256');
    if (!prepared.ok) throw new Error('not prepared');
    const signed = prepared.value.assemble(signWith(prepared.value.toBeSigned, key, 'ecdsa-sha256'));
    expect(createXmlVerification().verify(signed).verdict).toBe('valid');
  });
});
