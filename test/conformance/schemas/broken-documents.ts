import { readFileSync } from 'node:fs';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

/** A way to break a sound document, and the finding that must tell of it. */
export type Broken = {
  readonly name: string;
  readonly sample: 'phytosanitary' | 'newer' | 'reExport' | 'treated' | 'origin';
  readonly breakIt: (xml: string) => string | Uint8Array;
  readonly code: string;
  /** what the sentence must name, so that a person knows what is meant */
  readonly says?: string;
};

const files: Readonly<Record<Broken['sample'], string>> = {
  phytosanitary: 'phytosanitary/cl-pe-arandanos-reemplazo.xml',
  newer: 'phytosanitary/co-pe-aguacate.xml',
  reExport: 'phytosanitary/mx-co-reexportacion.xml',
  treated: 'phytosanitary/pe-cl-mangos.xml',
  origin: 'origin/pe-cl-uvas-a38.xml',
};

export function soundDocument(sample: Broken['sample']): string {
  return readFileSync(`${schemaFolder}samples/${files[sample]}`, 'utf8');
}

/** Replaces once, and fails when there is nothing to replace: a broken test must not pass for a broken document. */
function swap(from: string | RegExp, to: string): (xml: string) => string {
  return (xml) => {
    const changed = xml.replace(from, to);
    if (changed === xml) throw new Error(`nothing to replace: ${String(from)}`);
    return changed;
  };
}

const without = (element: string): ((xml: string) => string) =>
  swap(new RegExp(`\\s*<ram:${element}(?: [^>]*)?>.*?</ram:${element}>`, 's'), '');
const emptied = (before: string, element: string): ((xml: string) => string) =>
  swap(new RegExp(`(<ram:${before}>.*?<ram:${element}>)[^<]*(</ram:${element}>)`, 's'), '$1$2');
const note = (subject: string, content: string): string =>
  `<ram:IncludedSPSNote><ram:Subject>${subject}</ram:Subject><ram:Content>${content}</ram:Content></ram:IncludedSPSNote>`;
const addNote = (subject: string, content: string): ((xml: string) => string) =>
  swap('<ram:SignatorySPSAuthentication>', `${note(subject, content)}<ram:SignatorySPSAuthentication>`);
const addLineNote = (subject: string, content: string): ((xml: string) => string) =>
  swap(
    '<ram:ApplicableSPSClassification>',
    `${note(subject, content).replaceAll('IncludedSPSNote', 'AdditionalInformationSPSNote')}<ram:ApplicableSPSClassification>`,
  );

/** What is wrong with the file before anything is read of it. */
const unreadable: readonly Broken[] = [
  { name: 'not XML at all', sample: 'phytosanitary', breakIt: () => '%PDF-1.7 certificado', code: 'not-xml' },
  { name: 'an end tag missing', sample: 'phytosanitary', breakIt: swap('</rsm:SPSConsignment>', ''), code: 'not-xml' },
  { name: 'two roots', sample: 'phytosanitary', breakIt: (xml) => `${xml}<otro/>`, code: 'second-root' },
  { name: 'a DOCTYPE', sample: 'phytosanitary', breakIt: swap('?>', '?><!DOCTYPE x>'), code: 'doctype' },
  {
    name: 'a processing instruction',
    sample: 'phytosanitary',
    breakIt: swap('<ram:ID>', '<?p 1?><ram:ID>'),
    code: 'processing-instruction',
  },
  { name: 'a comment inside a value', sample: 'phytosanitary', breakIt: swap('>7500<', '>75<!-- -->00<'), code: 'comment-in-value' },
  {
    name: 'Latin-1',
    sample: 'phytosanitary',
    breakIt: (xml) => Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
    code: 'encoding-refused',
  },
  {
    name: 'Latin-1 that says it is UTF-8',
    sample: 'phytosanitary',
    breakIt: (xml) => Buffer.from(xml, 'latin1'),
    code: 'encoding-refused',
  },
  { name: 'UTF-16', sample: 'phytosanitary', breakIt: (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le'), code: 'encoding-refused' },
  { name: 'a byte order mark', sample: 'origin', breakIt: (xml) => `\uFEFF${xml}`, code: 'byte-order-mark' },
];

/** What the schema says. */
const misshapen: readonly Broken[] = [
  {
    name: 'status before type',
    sample: 'phytosanitary',
    breakIt: swap(/(<ram:TypeCode>851<\/ram:TypeCode>)(\s*)(<ram:StatusCode>70<\/ram:StatusCode>)/, '$3$2$1'),
    code: 'element-not-expected',
    says: 'StatusCode',
  },
  { name: 'no certificate number', sample: 'phytosanitary', breakIt: without('ID'), code: 'element-not-expected', says: 'ID' },
  {
    name: 'no exporter',
    sample: 'phytosanitary',
    breakIt: without('ConsignorSPSParty'),
    code: 'element-not-expected',
    says: 'ConsignorSPSParty',
  },
  {
    name: 'two importing countries',
    sample: 'phytosanitary',
    breakIt: swap('</ram:ImportSPSCountry>', '</ram:ImportSPSCountry><ram:ImportSPSCountry><ram:ID>PE</ram:ID></ram:ImportSPSCountry>'),
    code: 'element-not-expected',
    says: 'ImportSPSCountry',
  },
  {
    name: "an element of the sender's own",
    sample: 'phytosanitary',
    breakIt: swap('<ram:Description>', '<ram:Aroma>dulce</ram:Aroma><ram:Description>'),
    code: 'element-not-expected',
    says: 'Aroma',
  },
  {
    name: "an attribute of the sender's own",
    sample: 'phytosanitary',
    breakIt: swap('<ram:Description>', '<ram:Description color="azul">'),
    code: 'attribute-not-allowed',
    says: 'color',
  },
  { name: 'a weight with a comma', sample: 'phytosanitary', breakIt: swap('>7500<', '>7,500<'), code: 'value-not-valid', says: '7,500' },
  {
    name: 'a transport mode out of the list',
    sample: 'phytosanitary',
    breakIt: swap('<ram:ModeCode>1<', '<ram:ModeCode>12<'),
    code: 'value-not-in-list',
    says: '12',
  },
  {
    name: 'a package type out of the list',
    sample: 'phytosanitary',
    breakIt: swap('<ram:TypeCode>CT<', '<ram:TypeCode>99<'),
    code: 'value-not-in-list',
    says: '99',
  },
  {
    name: 'a country out of the list',
    sample: 'phytosanitary',
    breakIt: swap('<ram:ID>CL</ram:ID>', '<ram:ID>XK</ram:ID>'),
    code: 'value-not-in-list',
    says: 'XK',
  },
  {
    name: 'text between elements',
    sample: 'phytosanitary',
    breakIt: swap('<rsm:SPSConsignment>', '<rsm:SPSConsignment>hola'),
    code: 'content-not-allowed',
  },
  {
    name: 'no lines',
    sample: 'phytosanitary',
    breakIt: without('IncludedSPSTradeLineItem'),
    code: 'element-missing',
    says: 'IncludedSPSTradeLineItem',
  },
  {
    name: 'parts of 17A in a root of 13B',
    sample: 'phytosanitary',
    breakIt: (xml) => xml.replace('BusinessInformationEntity:14', 'BusinessInformationEntity:21'),
    code: 'element-not-expected',
  },
  {
    name: 'a signature first',
    sample: 'newer',
    breakIt: swap('<rsm:SPSExchangedDocument>', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/><rsm:SPSExchangedDocument>'),
    code: 'signature-misplaced',
  },
  {
    name: 'an origin certificate without its id',
    sample: 'origin',
    breakIt: swap('<COD id="COD">', '<COD>'),
    code: 'attribute-missing',
    says: 'id',
  },
  { name: 'goods of a negative number', sample: 'origin', breakIt: swap('<GoodsQty>1<', '<GoodsQty>-1<'), code: 'value-not-valid' },
  {
    name: 'an address too long',
    sample: 'origin',
    breakIt: swap('Fundo de Ensayo 44', 'x'.repeat(300)),
    code: 'value-too-long',
    says: '256',
  },
  {
    name: 'an agreement out of the list',
    sample: 'origin',
    breakIt: swap('<AgreementAcronym>A38<', '<AgreementAcronym>Z99<'),
    code: 'value-not-in-list',
    says: 'Z99',
  },
  {
    name: 'a tariff code without dots',
    sample: 'origin',
    breakIt: swap('0806.10.00', '08061000'),
    code: 'value-wrong-form',
    says: '08061000',
  },
];

/** What the rules say. */
const unruly: readonly Broken[] = [
  { name: 'an empty number', sample: 'phytosanitary', breakIt: swap(/<ram:ID>PRACTICA[^<]*/, '<ram:ID>'), code: 'sps-number-missing' },
  {
    name: 'a number too long',
    sample: 'phytosanitary',
    breakIt: swap('<ram:ID>PRACTICA', `<ram:ID>${'P'.repeat(60)}`),
    code: 'sps-number-too-long',
    says: '60',
  },
  {
    name: 'a veterinary certificate',
    sample: 'phytosanitary',
    breakIt: swap('>851<', '>853<'),
    code: 'sps-type-not-phytosanitary',
    says: '853',
  },
  {
    name: 'a rejected certificate',
    sample: 'phytosanitary',
    breakIt: swap('<ram:StatusCode>70<', '<ram:StatusCode>41<'),
    code: 'sps-status-not-sendable',
    says: '41',
  },
  {
    name: 'no date of issue',
    sample: 'phytosanitary',
    breakIt: swap(/<udt:DateTimeString>2026-11-21T[^<]*/, '<udt:DateTimeString>'),
    code: 'sps-issue-date-missing',
  },
  {
    name: 'a day that does not exist',
    sample: 'phytosanitary',
    breakIt: swap('2026-11-21T', '2026-11-31T'),
    code: 'sps-issue-date-invalid',
    says: '2026-11-31',
  },
  {
    name: 'a date written day first',
    sample: 'phytosanitary',
    breakIt: swap(/2026-11-21T[^<]*/, '21/11/2026'),
    code: 'sps-issue-date-invalid',
    says: '21/11/2026',
  },
  {
    name: 'a date of another century',
    sample: 'phytosanitary',
    breakIt: swap('2026-11-21T', '1926-11-21T'),
    code: 'sps-issue-date-implausible',
    says: '1926',
  },
  {
    name: 'a date without time zone',
    sample: 'phytosanitary',
    breakIt: swap(/(2026-11-21T11:20:00)-03:00/, '$1'),
    code: 'sps-issue-date-without-offset',
  },
  { name: 'no issuing body', sample: 'phytosanitary', breakIt: emptied('IssuerSPSParty', 'Name'), code: 'sps-issuer-missing' },
  { name: 'no officer', sample: 'phytosanitary', breakIt: emptied('SpecifiedSPSPerson', 'Name'), code: 'sps-officer-missing' },
  { name: 'no place of issue', sample: 'phytosanitary', breakIt: emptied('IssueSPSLocation', 'Name'), code: 'sps-place-of-issue-missing' },
  { name: 'no certifying clause', sample: 'phytosanitary', breakIt: without('IncludedSPSClause'), code: 'sps-clause-missing' },
  {
    name: 'an exporter without name',
    sample: 'phytosanitary',
    breakIt: emptied('ConsignorSPSParty', 'Name'),
    code: 'sps-exporter-missing',
  },
  {
    name: 'a consignee without address',
    sample: 'phytosanitary',
    breakIt: swap(/(<ram:ConsigneeSPSParty>.*?)<ram:SpecifiedSPSAddress>.*?<\/ram:SpecifiedSPSAddress>/s, '$1'),
    code: 'sps-consignee-address-missing',
  },
  {
    name: 'a country that does not exist',
    sample: 'phytosanitary',
    breakIt: swap('<ram:ID>PE</ram:ID>', '<ram:ID>ZZ</ram:ID>'),
    code: 'sps-country-unknown',
    says: 'ZZ',
  },
  {
    name: 'a certificate to its own country',
    sample: 'phytosanitary',
    breakIt: swap(/(<ram:ImportSPSCountry>\s*<ram:ID>)PE/, '$1CL'),
    code: 'sps-same-country',
    says: 'CL',
  },
  { name: 'no point of entry', sample: 'phytosanitary', breakIt: without('UnloadingBaseportSPSLocation'), code: 'sps-entry-missing' },
  {
    name: 'a point of entry that is no UN/LOCODE',
    sample: 'phytosanitary',
    breakIt: swap('>PECLL<', '>PE<'),
    code: 'sps-entry-not-locode',
    says: 'PE',
  },
  { name: 'no conveyance', sample: 'phytosanitary', breakIt: without('MainCarriageSPSTransportMovement'), code: 'sps-conveyance-missing' },
  {
    name: 'a replacement of nothing',
    sample: 'phytosanitary',
    breakIt: swap('<ram:Content>PRACTICA-CL-2026-000077<', '<ram:Content><'),
    code: 'sps-replacement-number-missing',
    says: 'ADRPN',
  },
  {
    name: 'a replacement of itself',
    sample: 'phytosanitary',
    breakIt: swap('000077<', '000104<'),
    code: 'sps-replaces-itself',
    says: '000104',
  },
  {
    name: 'a replacement without reason',
    sample: 'phytosanitary',
    breakIt: swap(/<ram:IncludedSPSNote>\s*<ram:Subject>ADRPR<.*?<\/ram:IncludedSPSNote>/s, ''),
    code: 'sps-replacement-reason-missing',
  },
  {
    name: 'a replacement without date',
    sample: 'phytosanitary',
    breakIt: swap(/<ram:IncludedSPSNote>\s*<ram:Subject>ADRD<.*?<\/ram:IncludedSPSNote>/s, ''),
    code: 'sps-replacement-date-missing',
  },
  {
    name: 'a note of an unknown subject',
    sample: 'phytosanitary',
    breakIt: addNote('MIPAIS', 'x'),
    code: 'sps-note-subject-unknown',
    says: 'MIPAIS',
  },
  {
    name: 'a line note in the head',
    sample: 'phytosanitary',
    breakIt: addNote('OPTND', 'a granel'),
    code: 'sps-note-misplaced',
    says: 'OPTND',
  },
  { name: 'an empty note', sample: 'phytosanitary', breakIt: addNote('ADAOEDL', ''), code: 'sps-note-empty', says: 'ADAOEDL' },
  { name: 'a note too long', sample: 'phytosanitary', breakIt: addNote('ADRPR', 'x'.repeat(600)), code: 'sps-note-too-long', says: '512' },
  {
    name: 'a statement that is no number',
    sample: 'phytosanitary',
    breakIt: addNote('SPSFL', 'uno'),
    code: 'sps-note-not-a-number',
    says: 'uno',
  },
  {
    name: 'an inspection date in words',
    sample: 'phytosanitary',
    breakIt: addNote('ADDIEDL', '5 de mayo'),
    code: 'sps-note-not-a-date',
    says: '5 de mayo',
  },
  {
    name: 'a quantity with a comma',
    sample: 'phytosanitary',
    breakIt: addLineNote('OQV', '12,5'),
    code: 'sps-note-not-a-quantity',
    says: '12,5',
  },
  {
    name: 'a yes that is no boolean',
    sample: 'reExport',
    breakIt: swap('<ram:Content>true<', '<ram:Content>sí<'),
    code: 'sps-note-not-yes-or-no',
    says: 'sí',
  },
  {
    name: 'no produce',
    sample: 'phytosanitary',
    breakIt: emptied('IncludedSPSTradeLineItem', 'Description'),
    code: 'sps-description-missing',
  },
  { name: 'no botanical name', sample: 'phytosanitary', breakIt: without('ScientificName'), code: 'sps-botanical-name-missing' },
  { name: 'no origin', sample: 'phytosanitary', breakIt: without('OriginSPSCountry'), code: 'sps-origin-country-missing' },
  { name: 'no packages', sample: 'phytosanitary', breakIt: without('PhysicalSPSPackage'), code: 'sps-packages-missing', says: 'OPTND' },
  { name: 'packages twice', sample: 'phytosanitary', breakIt: addLineNote('OPTND', 'a granel'), code: 'sps-packages-twice' },
  {
    name: 'zero packages',
    sample: 'phytosanitary',
    breakIt: swap('>2500</ram:ItemQuantity>', '>0</ram:ItemQuantity>'),
    code: 'sps-package-count-invalid',
  },
  {
    name: 'no quantity',
    sample: 'phytosanitary',
    breakIt: (xml) => without('GrossWeightMeasure')(without('NetWeightMeasure')(xml)),
    code: 'sps-quantity-missing',
  },
  { name: 'a weight without unit', sample: 'phytosanitary', breakIt: swap(' unitCode="KGM">7500', '>7500'), code: 'sps-unit-missing' },
  {
    name: 'a unit nobody knows',
    sample: 'phytosanitary',
    breakIt: swap('unitCode="KGM">7500', 'unitCode="KILOS">7500'),
    code: 'sps-unit-unknown',
    says: 'KILOS',
  },
  { name: 'more net than gross', sample: 'phytosanitary', breakIt: swap('>7500<', '>9500<'), code: 'sps-net-over-gross', says: '9500' },
  {
    name: 'a tariff code of eight digits',
    sample: 'phytosanitary',
    breakIt: swap('>081040<', '>08104000<'),
    code: 'sps-hs-not-six-digits',
    says: '08104000',
  },
  {
    name: 'a tariff code of letters',
    sample: 'phytosanitary',
    breakIt: swap('>081040<', '>fruta<'),
    code: 'sps-hs-not-digits',
    says: 'fruta',
  },
  {
    name: 'a line number that is none',
    sample: 'phytosanitary',
    breakIt: swap('<ram:SequenceNumeric>1<', '<ram:SequenceNumeric>1.5<'),
    code: 'sps-line-number-invalid',
    says: '1.5',
  },
  {
    name: 're-export data on an export',
    sample: 'phytosanitary',
    breakIt: addLineNote('RPCCO', 'GT'),
    code: 'sps-re-export-note-on-export',
  },
  {
    name: 'a re-export without its original',
    sample: 'reExport',
    breakIt: swap('PRACTICA-GT-2026-000009', ''),
    code: 'sps-original-certificate-missing',
    says: 'RPCRF',
  },
  {
    name: 'a re-export without its country',
    sample: 'reExport',
    breakIt: without('ReExportSPSCountry'),
    code: 'sps-re-export-country-missing',
  },
  {
    name: 'an original and a copy at once',
    sample: 'reExport',
    breakIt: swap(/(RPCOR<\/ram:Subject>\s*<ram:Content>)false/, '$1true'),
    code: 'sps-original-and-copy',
  },
  {
    name: 'a treatment that ends before it starts',
    sample: 'treated',
    breakIt: swap(/(<ram:StartDateTime>\s*<udt:DateTimeString>2026-11-)14/, '$120'),
    code: 'sps-treatment-ends-before-start',
  },
  { name: 'a treatment of another type code', sample: 'treated', breakIt: swap('>ZZZ<', '>5<'), code: 'sps-treatment-type-not-zzz' },
  {
    name: 'a treatment date in words',
    sample: 'treated',
    breakIt: swap(/(<ram:StartDateTime>\s*<udt:DateTimeString>)[^<]*/, '$1ayer'),
    code: 'sps-treatment-date-invalid',
    says: 'ayer',
  },
  { name: 'a treatment without full text', sample: 'treated', breakIt: swap('>TTFT<', '>TTAI<'), code: 'sps-treatment-text-missing' },
  {
    name: 'a datum of treatment nobody knows',
    sample: 'treated',
    breakIt: swap('>TTL1<', '>TTXX<'),
    code: 'sps-treatment-tag-unknown',
    says: 'TTXX',
  },
  {
    name: 'an origin certificate the exporter has not signed',
    sample: 'origin',
    breakIt: swap(/<ds:Signature.*<\/ds:Signature>/s, ''),
    code: 'cod-exporter-signature-missing',
  },
  { name: 'goods lost on the way', sample: 'origin', breakIt: swap('<GoodsQty>1<', '<GoodsQty>2<'), code: 'cod-count-differs', says: '2' },
  { name: 'no origin criterion', sample: 'origin', breakIt: swap('Totalmente obtenidas', ''), code: 'cod-origin-criterion-missing' },
];

export const brokenDocuments: readonly Broken[] = [...unreadable, ...misshapen, ...unruly];
