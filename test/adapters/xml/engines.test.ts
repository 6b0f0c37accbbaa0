import { describe, expect, it } from 'vitest';
import { libxml2Engine } from '#main/xml/libxml2/engine.ts';
import { judgeDocument } from '#main/xml/signature/judge.ts';
import { strictEngine } from '#main/xml/strict/engine.ts';
import type { FoundSignature } from '#main/xml/engine.ts';
import { phytosanitary, signed, signedOrigin } from './certificates.ts';

const ds = 'xmlns="http://www.w3.org/2000/09/xmldsig#"';

describe.each([
  ['libxml2', libxml2Engine],
  ['the strict reader', strictEngine],
] as const)('%s as an implementation', (_, engine) => {
  function inside<T>(text: string | Uint8Array, look: (document: NonNullable<ReturnType<typeof engine.open>>) => T): T {
    const opened = engine.open(typeof text === 'string' ? Buffer.from(text) : text);
    if (!opened) throw new Error('not opened');
    try {
      return look(opened);
    } finally {
      opened.close();
    }
  }
  const places = (text: string): readonly Omit<FoundSignature, 'element'>[] =>
    inside(text, ({ signatures }) =>
      signatures.map(({ isRoot, isLastInRoot, siblingIds, parentIds }) => ({ isRoot, isLastInRoot, siblingIds, parentIds })),
    );

  it('does not open what is not well-formed', () => {
    expect(engine.open(Buffer.from('<a><b></a>'))).toBeNull();
  });

  it('finds every signature and tells where it stands', () => {
    const deep = { isRoot: false, isLastInRoot: false, siblingIds: [], parentIds: [] };
    const here = deep;
    expect(places(`<Signature ${ds}/>`)).toEqual([{ ...deep, isRoot: true }]);
    expect(places(`<a><b Id="x"/> <!-- --> <Signature ${ds}/> <!-- --></a>`)).toEqual([{ ...here, isLastInRoot: true, siblingIds: ['x'] }]);
    expect(places(`<a><b Id="x"/>text<Signature ${ds}/>text</a>`)).toEqual([here]);
    expect(places(`<a><b Id="x"/><![CDATA[text]]><Signature ${ds}/><c/></a>`)).toEqual([here]);
    expect(places(`<a><b id="1" Id="2" ID="3" xml:id="4" other="5"/><Signature ${ds}/></a>`)[0]?.siblingIds).toEqual(['1', '2', '3', '4']);
    expect(places(`<a><b Id="y" xml:id="z"><Signature ${ds}><Signature/></Signature></b></a>`)).toEqual([
      { ...deep, parentIds: ['y', 'z'] },
      deep,
    ]);
    expect(places('<a><Signature/></a>')).toEqual([]);
  });

  it('counts who carries an Id, under any of its names, once an element', () => {
    const text = '<a id="x"><b Id="x" ID="x"/><c xml:id="x"/><d p:id="x" xmlns:p="urn:p"/><e name="x"/></a>';
    expect(inside(text, (document) => document.holders('x'))).toEqual({ count: 3, isRoot: true });
    expect(inside(text, (document) => ['x', 'y'].map((id) => document.mayHold(id)))).toEqual([true, false]);
    expect(inside(text, (document) => document.holders("x' or '1'='1"))).toEqual({ count: 0, isRoot: false });
  });

  it('takes a signature out as plain data, and not at all when it is absurdly large', () => {
    const text = `<a><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#" Id="s" p:x="1" xmlns:p="urn:p">t<s:B>u<![CDATA[v]]></s:B><!-- --></s:Signature></a>`;
    const [found] = inside(text, ({ signatures }) => signatures);
    const namespace = 'http://www.w3.org/2000/09/xmldsig#';
    expect(found?.element).toEqual({
      local: 'Signature',
      namespace,
      attributes: [
        { local: 'Id', namespace: '', value: 's' },
        { local: 'x', namespace: 'urn:p', value: '1' },
      ],
      children: [{ local: 'B', namespace, attributes: [], children: [], text: 'uv', isCut: true }],
      text: 't',
      isCut: true,
    });
    const [large] = inside(`<a><Signature ${ds}>${'<x/>'.repeat(3000)}</Signature></a>`, ({ signatures }) => signatures);
    expect(large?.element).toBeNull();
  });

  it('judges alone what both judge together', () => {
    const judged = (bytes: Uint8Array): readonly string[] =>
      inside(bytes, judgeDocument).signatures.map(({ covers, verdict }) => `${covers} ${verdict}`);
    expect(judged(signed(phytosanitary()).bytes)).toEqual(['document valid']);
    expect(judged(signedOrigin())).toEqual(['COD valid', 'CODEH valid']);
    const changed = Buffer.from(signedOrigin()).toString().replace('1000.00', '1000.01');
    expect(judged(Buffer.from(changed))).toEqual(['COD invalid', 'CODEH invalid']);
  });
});
