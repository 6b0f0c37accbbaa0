import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { createXmlVerification } from '#main/xml/verification.ts';
import { phytosanitary, signed } from '#test/adapters/xml/certificates.ts';
import { testKey } from '#test/adapters/xml/keys.ts';

/** A third, foreign implementation: another parser (xmldom) and another canonicaliser. Too slow for the way of a certificate. */
function checkByXmlCrypto(text: string): boolean {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const signature = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature').item(0);
  if (!signature) throw new Error('no signature');
  const checker = new SignedXml({ publicCert: readFileSync(testKey('rsa-2048').certificateFile, 'utf8') });
  checker.loadSignature(new XMLSerializer().serializeToString(signature));
  try {
    return checker.checkSignature(text);
  } catch {
    // xml-crypto throws for a wrong digest
    return false;
  }
}

describe('xml-crypto on xmldom', () => {
  const whole = Buffer.from(signed(phytosanitary()).bytes).toString();

  it('verifies what we sign', () => {
    expect(checkByXmlCrypto(whole)).toBe(true);
  });

  it('and what it accepts wrongly, we refuse: a processing instruction that hides a digit', () => {
    const altered = whole.replace('>1000<', '>1<?p x?>000<');
    expect(createXmlVerification().verify(Buffer.from(altered))).toMatchObject({ verdict: 'invalid', reasons: ['processing-instruction'] });
    expect(checkByXmlCrypto(whole.replace('>1000<', '>9000<'))).toBe(false);
  });
});

it('signs what we accept', () => {
  const { keyFile, certificateFile } = testKey('rsa-2048');
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signer = new SignedXml({
    privateKey: readFileSync(keyFile, 'utf8'),
    publicCert: readFileSync(certificateFile, 'utf8'),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive];
  signer.addReference({ xpath: '/*', transforms, digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256', uri: '', isEmptyUri: true });
  signer.computeSignature(phytosanitary());
  const verified = createXmlVerification().verify(Buffer.from(signer.getSignedXml()));
  expect(verified).toMatchObject({ verdict: 'valid', reasons: [], signatures: [{ covers: 'document' }] });
});
