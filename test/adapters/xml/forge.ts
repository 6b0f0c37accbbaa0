import { createHash, createHmac } from 'node:crypto';
import { signatureUris } from '#main/xml/signature/algorithms.ts';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import type { Target } from '#main/xml/engine.ts';
import { openStrict } from '#main/xml/strict/engine.ts';
import { scan } from '#main/xml/strict/scan.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { signWith, testKey, type KeyName } from './keys.ts';

/** The parts of a signature that an attacker, or another implementation, writes otherwise than we do. */
export type Forgery = {
  readonly uri?: string | null;
  readonly transforms?: readonly string[];
  readonly digestMethod?: string;
  readonly hash?: string;
  readonly signatureMethod?: string;
  readonly canonicalisation?: string;
  readonly signedInfoForm?: CanonicalForm;
  readonly referenceForm?: CanonicalForm;
  readonly target?: Target;
  readonly keyInfo?: string;
  readonly key?: KeyName;
  readonly algorithm?: SignatureAlgorithm;
  /** more inside SignedInfo, after the Reference */
  readonly moreInSignedInfo?: string;
  /** more inside Signature, after KeyInfo */
  readonly moreInSignature?: string;
  readonly prefix?: string;
  /** secret for an HMAC in place of a signature */
  readonly hmacSecret?: Uint8Array;
};

export const ds = 'http://www.w3.org/2000/09/xmldsig#';
export const enveloped = `<ds:Transform Algorithm="${ds}enveloped-signature"/>`;
export const exclusive = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>';
export const exclusiveForm: CanonicalForm = { kind: 'exclusive', withComments: false, prefixes: [] };
export const inclusiveForm: CanonicalForm = { kind: 'inclusive', withComments: false, prefixes: [] };

/**
 * Signs `text`, in which `<!--SIGNATURE-->` marks where the signature goes, exactly as told. Digest and signature are right
 * for what the forgery says, so that only the policy can refuse it.
 */
export function forge(text: string, forgery: Forgery = {}): Uint8Array {
  const { key, der } = testKey(forgery.key ?? 'rsa-2048');
  const algorithm = forgery.algorithm ?? 'rsa-sha256';
  const unsigned = text.replace('<!--SIGNATURE-->', template(forgery, algorithm, der));
  const target = forgery.target ?? { kind: 'document', without: 0 };
  const content = open(unsigned).canonicalTarget(target, forgery.referenceForm ?? exclusiveForm);
  const digest = createHash(forgery.hash ?? 'sha256')
    .update(content ?? '')
    .digest('base64');
  const digested = unsigned.replace('DIGEST', digest);
  const signedInfo = open(digested).canonicalSignedInfo(0, forgery.signedInfoForm ?? exclusiveForm);
  if (!signedInfo) throw new Error('no SignedInfo to sign');
  const value = forgery.hmacSecret
    ? createHmac('sha256', forgery.hmacSecret).update(signedInfo).digest()
    : Buffer.from(signWith(signedInfo, key, algorithm));
  return Buffer.from(digested.replace('VALUE', value.toString('base64')));
}

function open(text: string): ReturnType<typeof openStrict> {
  const scanned = scan(Buffer.from(text));
  if (!scanned.ok) throw new Error(`forgery is ${scanned.reason} at line ${scanned.line}`);
  return openStrict(scanned.document);
}

function template(forgery: Forgery, algorithm: SignatureAlgorithm, der: Uint8Array): string {
  const { uri = '', transforms = [enveloped, exclusive] } = forgery;
  const keyInfo = forgery.keyInfo ?? certificateKeyInfo(der);
  return `<ds:Signature xmlns:ds="${ds}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="${forgery.canonicalisation ?? 'http://www.w3.org/2001/10/xml-exc-c14n#'}"/>
<ds:SignatureMethod Algorithm="${forgery.signatureMethod ?? signatureUris[algorithm]}"/>
<ds:Reference${uri === null ? '' : ` URI="${uri}"`}>${transforms.length === 0 ? '' : `<ds:Transforms>${transforms.join('')}</ds:Transforms>`}
<ds:DigestMethod Algorithm="${forgery.digestMethod ?? 'http://www.w3.org/2001/04/xmlenc#sha256'}"/>
<ds:DigestValue>DIGEST</ds:DigestValue></ds:Reference>${forgery.moreInSignedInfo ?? ''}</ds:SignedInfo>
<ds:SignatureValue>VALUE</ds:SignatureValue>${keyInfo}${forgery.moreInSignature ?? ''}</ds:Signature>`;
}

export function certificateKeyInfo(...ders: readonly Uint8Array[]): string {
  const certificates = ders.map((der) => `<ds:X509Certificate>${Buffer.from(der).toString('base64')}</ds:X509Certificate>`);
  return `<ds:KeyInfo><ds:X509Data>${certificates.join('')}</ds:X509Data></ds:KeyInfo>`;
}
