import type { SignaturePlan } from '#core/documents/document-type.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { signWith, testKey, type KeyName } from './keys.ts';

/** A small phytosanitary certificate of the 13B shape, with everything that bends a careless reader: CRLF apart. */
export function phytosanitary(lines = 3): string {
  let items = '';
  for (let line = 1; line <= lines; line++) {
    items += `
      <ram:IncludedSPSTradeLineItem>
        <ram:SequenceNumeric>${line}</ram:SequenceNumeric>
        <ram:Description languageID="es">Paltas «Hass» &amp; más</ram:Description>
        <ram:ScientificName>Persea americana</ram:ScientificName>
        <ram:NetWeightMeasure unitCode="KGM">${line * 1000}</ram:NetWeightMeasure>
      </ram:IncludedSPSTradeLineItem>`;
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:SPSCertificate xmlns:rsm="urn:un:unece:uncefact:data:standard:SPSCertificate:11" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:14">
  <!-- emitido en la estación -->
  <rsm:SPSExchangedDocument>
    <ram:ID>SAG-2026-000123</ram:ID>
    <ram:TypeCode>851</ram:TypeCode>
  </rsm:SPSExchangedDocument>
  <rsm:SPSConsignment>${items}
  </rsm:SPSConsignment>
</rsm:SPSCertificate>
`;
}

/** A certificate of origin in ALADI's frame, as it is before the exporter signs. */
export function origin(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<ns1:Envelope xmlns:ns1="http://www.w3.org/2001/12/soap-envelope">
  <ns1:CertOrigin>
    <CODEH id="CODEH">
      <CODExporter>
        <COD id="COD">
          <CODVer>1.8.2</CODVer>
          <Agreement><AgreementAcronym>A38</AgreementAcronym></Agreement>
          <FormA38><Goods><GoodsItemCode>0804.40</GoodsItemCode><GoodsItemValue>1000.00</GoodsItemValue></Goods></FormA38>
        </COD>
      </CODExporter>
      <EH><EHId>AAA</EHId><EHName>Entidad Habilitada</EHName></EH>
      <CertificationEH><CertificateID>CLAAAA382600000000000100</CertificateID></CertificationEH>
    </CODEH>
  </ns1:CertOrigin>
</ns1:Envelope>
`;
}

const signing = createXmlSigning();

export type Signed = { readonly bytes: Uint8Array; readonly digest: string; readonly certificate: Uint8Array };

export function signed(
  text: string | Uint8Array,
  plan: SignaturePlan = { kind: 'enveloped' },
  name: KeyName = 'rsa-2048',
  algorithm: SignatureAlgorithm = 'rsa-sha256',
): Signed {
  const { key, der } = testKey(name);
  const prepared = signing.prepare(typeof text === 'string' ? Buffer.from(text) : text, plan, der, algorithm);
  if (!prepared.ok) throw new Error(`not prepared: ${JSON.stringify(prepared.failure)}`);
  const bytes = prepared.value.assemble(signWith(prepared.value.toBeSigned, key, algorithm));
  return { bytes, digest: prepared.value.digest, certificate: der };
}

/** Both signatures of a certificate of origin: the exporter's on COD, then the official's on CODEH. */
export function signedOrigin(): Uint8Array {
  const exporter = signed(origin(), { kind: 'sibling', id: 'COD' }, 'p256', 'ecdsa-sha256');
  return signed(exporter.bytes, { kind: 'sibling', id: 'CODEH' }).bytes;
}
