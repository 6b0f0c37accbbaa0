import { describe, expect, it } from 'vitest';
import { gate } from '#main/xml/gate.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { phytosanitary } from './certificates.ts';

function reasonOf(text: string | Uint8Array): string {
  const gated = gate(typeof text === 'string' ? Buffer.from(text) : text);
  return gated.ok ? 'passed' : gated.reason;
}

describe('the gate lets through', () => {
  it.each([
    ['a certificate', phytosanitary()],
    ['an XML declaration with single quotes and standalone', "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>"],
    ['a byte order mark', '\ufeff<?xml version="1.0"?><a/>'],
    ['comments before, inside and after', '<!-- a --><a><!-- b --><b/></a><!-- c -->'],
    ['character references, however many zeros they carry', '<a b="&#x000000000041;">&#0000000000000233;&#x1F33F;</a>'],
    ['names in any script', '<ñandú><日本 ключ="1"/></ñandú>'],
    ['a value that is one CDATA section', '<a> <![CDATA[1 < 2 && 3]]> </a>'],
    ['an undeclared default namespace', '<a xmlns="urn:a"><b xmlns=""/></a>'],
  ])('%s', (_, text) => {
    expect(reasonOf(text)).toBe('passed');
  });
});

describe('the gate refuses as not well-formed', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['another kind of file', '%PDF-1.7 ...'],
    ['text before the root', 'x<a/>'],
    ['text after the root', '<a/>x'],
    ['an unclosed element', '<a><b></a>'],
    ['crossed end tags', '<a><b></a></b>'],
    ['an end tag whose name goes on', '<a></ab>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice by namespace', '<a xmlns:p="urn:a" xmlns:q="urn:a" p:b="1" q:b="2"/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['attributes run together', '<a b="1"c="2"/>'],
    ['< in an attribute', '<a b="<"/>'],
    ['an undeclared prefix', '<p:a/>'],
    ['an undeclared attribute prefix', '<a p:b="1"/>'],
    ['two colons in a name', '<a:b:c xmlns:a="urn:a"/>'],
    ['a prefix bound to nothing', '<a xmlns:p=""/>'],
    ['xmlns bound', '<a xmlns:xmlns="urn:a"/>'],
    ['xml bound to something else', '<a xmlns:xml="urn:a"/>'],
    ['an entity nobody declared', '<a>&copy;</a>'],
    ['a bare ampersand', '<a>A & B</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a reference to a surrogate', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    [']]> in text', '<a>]]></a>'],
    ['-- in a comment', '<a><!-- a -- b --></a>'],
    ['a control character', '<a>\u0001</a>'],
    ['U+FFFE', '<a>\ufffe</a>'],
    ['an unfinished CDATA section', '<a><![CDATA[x</a>'],
    ['CDATA outside the root', '<![CDATA[x]]><a/>'],
    ['XML 1.1', '<?xml version="1.1"?><a/>'],
    ['an entity declaration without a DOCTYPE', '<a><!ENTITY x "y"></a>'],
  ])('%s', (_, text) => {
    expect(reasonOf(text)).toBe('not-xml');
  });
});

describe('the gate names what it refuses', () => {
  it.each([
    ['doctype', '<!DOCTYPE a><a/>'],
    ['doctype', '<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'],
    ['doctype', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['doctype', '<a/><!DOCTYPE a>'],
    ['processing-instruction', '<?a b?><a/>'],
    ['processing-instruction', '<a>1<?p 1?>000</a>'],
    ['processing-instruction', '<a/><?xml-stylesheet href="x"?>'],
    ['processing-instruction', ' <?xml version="1.0"?><a/>'],
    ['second-root', '<a/><b/>'],
    ['second-root', '<a/><!-- --><a/>'],
    ['comment-in-value', '<a><b>10<!-- -->00</b></a>'],
    ['comment-in-value', '<a><b><!-- -->1000</b></a>'],
    ['comment-in-value', '<a><b>1<![CDATA[0]]>00</b></a>'],
    ['comment-in-value', '<a><b><![CDATA[10]]><![CDATA[00]]></b></a>'],
    ['encoding-refused', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['encoding-refused', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['encoding-refused', '+ADw-a/+AD4-'],
    ['unsupported-form', '<a xmlns="urn:a?b&amp;c"/>'],
    ['unsupported-form', '<a xmlns:p="relative"/>'],
  ])('%s: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it.each(['urn:é', 'urn:a b', 'http://example.org/%zz', 'urn:{a}'])(
    'leaves a document undecided whose namespace “%s” is no URI: the second reader takes none such',
    (name) => {
      expect(createXmlVerification().verify(Buffer.from(`<a xmlns="${name}"/>`))).toMatchObject({
        verdict: 'undecided',
        reasons: ['unsupported-form'],
      });
    },
  );

  it('refuses Latin-1, UTF-16 and UTF-32 by their bytes, and UTF-8 that is not quite', () => {
    const declared = Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>\u00f1</a>', 'latin1');
    const wide = Buffer.from('\ufeff<a/>', 'utf16le');
    const inputs = [declared, wide, Buffer.from(wide).swap16(), Buffer.from('<a/>', 'utf16le'), Buffer.from([0, 0, 0, 0x3c])];
    const overlong = Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x2f, 0x61, 0x3e]);
    const surrogate = Buffer.from([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e]);
    expect([...inputs, overlong, surrogate].map(reasonOf)).toEqual(Array.from({ length: 7 }, () => 'encoding-refused'));
  });

  it('says the line', () => {
    const gated = gate(Buffer.from('<a>\n<b>\n<?p?></b></a>'));
    expect(gated).toMatchObject({ ok: false, reason: 'processing-instruction', line: 3 });
  });
});

describe('documents made to exhaust a reader', () => {
  const verification = createXmlVerification();
  it.each([
    ['too-large', '100 MB', () => Buffer.alloc(100 * 1024 * 1024, '<a>')],
    ['too-deep', '100,000 elements deep', () => Buffer.from('<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
    ['too-large', 'four million elements', () => Buffer.from(`<r>${'<a/>'.repeat(4_000_000)}</r>`)],
    ['too-large', 'a million attributes', () => Buffer.from(`<r ${Array.from({ length: 1_000_001 }, (_, i) => `a${i}=""`).join(' ')}/>`)],
    [
      'too-large',
      'a thousand namespaces in force',
      () => Buffer.from(`<r ${Array.from({ length: 1000 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(' ')}/>`),
    ],
    [
      'too-large',
      'fifty namespaces in force at each of 50,000 elements',
      () => Buffer.from(`<r ${Array.from({ length: 50 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(' ')}>${'<a/>'.repeat(50_000)}</r>`),
    ],
    ['too-large', 'a value of an attribute that is longer than many a document', () => Buffer.from(`<r a="${'x'.repeat(70_000)}"/>`)],
    [
      'too-large',
      'three million characters that a canonical form writes as references',
      () => Buffer.from(`<r>${'>'.repeat(3_000_000)}</r>`),
    ],
    ['too-large', 'the same in a CDATA section', () => Buffer.from(`<r><![CDATA[${'&'.repeat(3_000_000)}]]></r>`)],
    ['too-large', 'the same in attributes', () => Buffer.from(`<r>${`<a b='${'"'.repeat(60_000)}'/>`.repeat(50)}</r>`)],
    [
      'too-large',
      'twenty signatures of parts, each of which needs a walk through 40,000 elements',
      () =>
        Buffer.from(`<r>${'<a Id="a"/><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(20)}${'<a/>'.repeat(40_000)}</r>`),
    ],
    [
      'no-signature',
      'fifteen namespaces in force at each of 50,000 elements',
      () => Buffer.from(`<r ${Array.from({ length: 15 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(' ')}>${'<a/>'.repeat(50_000)}</r>`),
    ],
    ['no-signature', 'CDATA and text by turns', () => Buffer.from(`<r>${'<a/> <![CDATA[ ]]>'.repeat(50_000)}</r>`)],
    ['not-xml', 'references without end', () => Buffer.from(`<r>${'&'.repeat(1_000_000)}</r>`)],
    ['not-xml', 'an open quote', () => Buffer.from(`<r a="${'x'.repeat(8_000_000)}`)],
    ['not-xml', 'comments that never end', () => Buffer.from(`<r>${'<!--'.repeat(100_000)}`)],
  ])('%s: %s', (reason, _, make) => {
    expect(verification.verify(make())).toMatchObject({ verdict: 'invalid', reasons: [reason] });
  });
});
