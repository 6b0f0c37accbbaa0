import { existsSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerFaults, type Header } from '#core/exchange/header.ts';
import { composeAcknowledgement, composeDelivery, composeFault, readSoap } from '#core/exchange/soap.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';

const header: Header = {
  interaction: 'EnvioDocumento',
  service: 'Documento.851',
  sender: 'ESTCL01',
  senderCountry: 'CL',
  receiver: 'VUCEMX',
  receiverCountry: 'MX',
  transaction: '0190a1b2-0000-7000-8000-000000000001',
  state: 'ENV',
  at: '2026-11-22T21:36:19.000Z',
  documentType: '851',
  documentId: 'CL-2026 <1> & ñ',
  originalTransaction: null,
};
const acknowledgement = {
  header: { ...header, originalTransaction: header.transaction },
  code: 'RCB',
  text: '[r-1] <bien> &',
  at: header.at,
} as const;
const faults = [
  { code: 'CAB', message: 'IDdeRemitente: <?>' },
  { code: 'DOC', message: 'x'.repeat(300) },
];

/** What stands in the body, as a document of its own. */
function contentOf(envelope: string, element: string): Uint8Array {
  const found = new RegExp(`<(\\w+):${element} [^]*</\\1:${element}>`).exec(envelope)?.[0] ?? '';
  return new TextEncoder().encode(found);
}

const shared = path.resolve('../shared/standards');
const hasOriginals = existsSync(path.join(shared, 'iop-vuce'));
const contracts = [
  {
    name: 'our contract',
    folder: path.resolve('schemas'),
    delivery: 'iop/delivery.xsd',
    acknowledgement: 'iop/acknowledgement.xsd',
    fault: 'iop/fault.xsd',
    isThere: true,
  },
  {
    name: `the platform’s own schemas${hasOriginals ? '' : ' (absent here: ../shared/standards/iop-vuce)'}`,
    folder: shared,
    delivery: 'iop-vuce/EnvioCertificadoFitosanitario_V0_2.xsd',
    acknowledgement: 'iop-vuce/AcuseRecibo_V0_1.xsd',
    fault: 'iop-vuce/MensajeFalla_V0_1.xsd',
    isThere: hasOriginals,
  },
];

for (const contract of contracts) {
  describe.runIf(contract.isThere)(`SOAP messages by ${contract.name}`, () => {
    const xml = createXmlDocuments({ schemaFolder: contract.folder });
    const codesOf = (bytes: Uint8Array, schema: string) => xml.validate(bytes, schema).map(({ code, path: at }) => `${code} ${at}`);

    it('are valid: delivery, acknowledgement and fault', () => {
      const delivery = composeDelivery(header, '<?xml version="1.0"?>\r\n<a>]]></a>');
      expect(codesOf(contentOf(delivery, 'EnvioCertificadoFitosanitario'), contract.delivery)).toEqual([]);
      expect(codesOf(contentOf(composeAcknowledgement(acknowledgement), 'AcuseRecibo'), contract.acknowledgement)).toEqual([]);
      expect(codesOf(contentOf(composeFault(acknowledgement.header, faults), 'MensajeFalla'), contract.fault)).toEqual([]);
    });

    it('are refused by the schema exactly where our own check of the header finds a fault', () => {
      const wrong: readonly Partial<Header>[] = [
        { interaction: 'corto' },
        { service: 'con espacio1' },
        { sender: 'EST-CL-01' },
        { senderCountry: 'cl' },
        { receiver: 'ab' },
        { receiverCountry: 'MEX' },
        { transaction: 'corta' },
        { state: 'LARGO1' },
        { at: 'ayer' },
        { documentType: '851851' },
        { documentId: 'x'.repeat(101) },
        { originalTransaction: 'no' },
      ];
      for (const change of wrong) {
        const twisted = { ...header, ...change };
        expect([change, headerFaults(twisted).length]).toEqual([change, 1]);
        const found = codesOf(contentOf(composeDelivery(twisted, '<a/>'), 'EnvioCertificadoFitosanitario'), contract.delivery);
        expect([change, found.length > 0]).toEqual([change, true]);
      }
      expect(headerFaults(header)).toEqual([]);
    });
  });
}

describe('reading SOAP', () => {
  it('gives back what was written: any text a certificate can hold, character by character', () => {
    const character = fc.oneof(
      fc.constantFrom('\r', '\n', '\r\n', '\t', '<', '>', '&', ']]>', '"', "'", '&amp;', '&#13;', '<![CDATA[', '﻿', '\u0085', '\u2028', '𝄞'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 40 }), (parts) => {
        const document = parts.join('').replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
        const read = readSoap(composeDelivery(header, document));
        expect(read).toEqual({ kind: 'delivery', header, document });
      }),
      { numRuns: 500 },
    );
  });

  it('knows acknowledgements, faults with their details and faults of the service', () => {
    expect(readSoap(composeAcknowledgement(acknowledgement))).toEqual({ kind: 'acknowledgement', acknowledgement });
    expect(readSoap(composeFault(header, faults))).toEqual({ kind: 'fault', faults });
    const plain =
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header/><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>roto</faultstring></e:Fault></e:Body></e:Envelope>';
    expect(readSoap(plain)).toEqual({ kind: 'serviceFault', text: 'roto' });
  });

  const good = composeAcknowledgement(acknowledgement);
  it.each([
    ['a DOCTYPE', good.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')],
    ['a processing instruction', good.replace('<s:Body>', '<?x y?><s:Body>')],
    ['a second root', `${good}<b/>`],
    ['text after the root', `${good}b`],
    ['an unknown entity', good.replace('[r-1]', '&nbsp;')],
    ['a bare ampersand', good.replace('[r-1]', '& b')],
    ['a character XML does not allow', good.replace('[r-1]', '&#0;')],
    ['an end tag that does not match', good.replace('</s:Body>', '</s:Bady>')],
    ['an attribute twice', good.replace('VersionEsquema="0.1"', 'VersionEsquema="0.1" VersionEsquema="0.1"')],
    ['an undeclared prefix', good.replaceAll('a:', 'z:').replace('xmlns:z', 'xmlns:a')],
    [
      'Cabecera out of order',
      good.replace(/(<c:IDdeRemitente>.*?<\/c:IDdeRemitente>)(<c:PaisdeRemitente>.*?<\/c:PaisdeRemitente>)/, '$2$1'),
    ],
    ['another acknowledgement code', good.replace('>RCB<', '>OK<')],
    ['two bodies', good.replace('</s:Body>', '<b/></s:Body>')],
    ['SOAP 1.2', good.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope')],
    ['too deep nesting', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
    ['nothing', ''],
    ['a web page', '<!doctype html><title>x</title>'],
  ])('refuses %s', (_, text) => {
    expect(readSoap(text).kind).toBe('notUnderstood');
  });
});
