import type { SignaturePlan } from '#core/documents/document-type.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { digestUris, envelopedTransform, exclusiveNamespace, signatureNamespace, signatureUris } from './algorithms.ts';

/**
 * SignedInfo, written so that the text is its own exclusive canonical form: the namespace is declared on it when it stands
 * alone, and on ds:Signature when it stands in the document, which exclusive C14N writes the same way.
 */
export function signedInfoText(plan: SignaturePlan, algorithm: SignatureAlgorithm, digestValue: string, isCanonical: boolean): string {
  const uri = plan.kind === 'enveloped' ? '' : `#${plan.id}`;
  return [
    isCanonical ? `<ds:SignedInfo xmlns:ds="${signatureNamespace}">` : '<ds:SignedInfo>',
    `<ds:CanonicalizationMethod Algorithm="${exclusiveNamespace}"></ds:CanonicalizationMethod>`,
    `<ds:SignatureMethod Algorithm="${signatureUris[algorithm]}"></ds:SignatureMethod>`,
    `<ds:Reference URI="${uri}"><ds:Transforms>`,
    `<ds:Transform Algorithm="${envelopedTransform}"></ds:Transform>`,
    `<ds:Transform Algorithm="${exclusiveNamespace}"></ds:Transform>`,
    `</ds:Transforms><ds:DigestMethod Algorithm="${digestUris.sha256}"></ds:DigestMethod>`,
    `<ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join('');
}

export function signatureText(signedInfo: string, value: Uint8Array, certificate: Uint8Array): string {
  return [
    `<ds:Signature xmlns:ds="${signatureNamespace}">${signedInfo}`,
    `<ds:SignatureValue>${Buffer.from(value).toString('base64')}</ds:SignatureValue>`,
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${Buffer.from(certificate).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    '</ds:Signature>',
  ].join('');
}
