import { createXmlVerification } from '#main/xml/verification.ts';
import { phytosanitary } from './certificates.ts';
import { forge, type Forgery } from './forge.ts';

export const verification = createXmlVerification();

/** Verdict and reasons in one line. */
export function judged(text: string | Uint8Array): string {
  const { verdict, reasons } = verification.verify(typeof text === 'string' ? Buffer.from(text) : text);
  return [verdict, ...reasons].join(' ');
}

/** A certificate whose signature goes where the mark is. */
export const body = phytosanitary().replace('</rsm:SPSCertificate>', '<!--SIGNATURE--></rsm:SPSCertificate>');

export function forged(forgery: Forgery): string {
  return judged(forge(body, forgery));
}

/** The smallest certificate of origin. */
export const origin1 = `<e:Envelope xmlns:e="http://www.w3.org/2001/12/soap-envelope"><e:CertOrigin><CODEH id="CODEH"><CODExporter><COD id="COD"><V>1000.00</V></COD></CODExporter></CODEH></e:CertOrigin></e:Envelope>`;
