import type { Reason } from '#core/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { attributeIn, type PlainElement } from '#main/xml/plain-element.ts';
import { signatureAlgorithmOf, signatureNamespace } from './algorithms.ts';
import { binaryOf } from './binary.ts';
import { readKeyInfo, type KeyMaterial } from './key-info.ts';
import { readCanonicalForm, readReference, type ReferenceForm } from './reference.ts';

/** What a ds:Signature says, and what the policy holds against it. */
export type SignatureForm = {
  readonly signedInfoForm: CanonicalForm | null;
  readonly algorithm: SignatureAlgorithm | null;
  readonly reference: ReferenceForm | null;
  readonly value: Uint8Array | null;
  readonly keys: KeyMaterial;
  readonly reasons: readonly Reason[];
};

const noKeys: KeyMaterial = { certificates: [], keyValues: [], reasons: [] };

/** What XMLDSig allows and none of our documents has. */
type Allowed = { readonly mayEnvelop: boolean; readonly isAnyForm: boolean };

/** The element order of XMLDSig 1.1 section 4.1: SignedInfo, SignatureValue, KeyInfo?, Object*; nothing twice, nothing else. */
export function readSignature(signature: PlainElement | null, allowed: Allowed = { mayEnvelop: false, isAnyForm: false }): SignatureForm {
  const empty: SignatureForm = {
    signedInfoForm: null,
    algorithm: null,
    reference: null,
    value: null,
    keys: noKeys,
    reasons: ['signature-malformed'],
  };
  if (!signature) return empty;
  const reasons = new Set<Reason>();
  if (hasCutValue(signature)) reasons.add('comment-in-value');
  const names = signature.children.map((child) => (child.namespace === signatureNamespace ? child.local : '?'));
  const shape = names.join(' ');
  if (!/^SignedInfo SignatureValue(?: KeyInfo)?(?: Object)*$/.test(shape) || hasSurplus(signature))
    return { ...empty, reasons: ['signature-malformed', ...reasons] };
  const [signedInfo, valueElement, keyInfo] = signature.children;
  if (!signedInfo || !valueElement) return empty;
  const parts = readSignedInfo(signedInfo, reasons, allowed.isAnyForm);
  const value = binaryOf(valueElement.text);
  if (!value || value.length === 0 || valueElement.children.length > 0) reasons.add('signature-malformed');
  const keys = keyInfo?.local === 'KeyInfo' ? readKeyInfo(keyInfo) : noKeys;
  for (const reason of keys.reasons) reasons.add(reason);
  if (!allowed.mayEnvelop || envelopedId(signature) === null) judgeObjects(signature, parts.uris, allowed.mayEnvelop, reasons);
  return { ...parts, value, keys, reasons: [...reasons] };
}

function readSignedInfo(
  signedInfo: PlainElement,
  reasons: Set<Reason>,
  isAnyForm: boolean,
): Pick<SignatureForm, 'signedInfoForm' | 'algorithm' | 'reference'> & { uris: string[] } {
  const [method, signatureMethod, ...references] = signedInfo.children;
  const isShaped =
    isNamed(method, 'CanonicalizationMethod') &&
    isNamed(signatureMethod, 'SignatureMethod') &&
    references.length > 0 &&
    references.every((reference) => isNamed(reference, 'Reference')) &&
    !hasText(signedInfo);
  if (!isShaped || !method || !signatureMethod) {
    reasons.add('signature-malformed');
    return { signedInfoForm: null, algorithm: null, reference: null, uris: [] };
  }
  const signedInfoForm = readCanonicalForm(method);
  if (!signedInfoForm) reasons.add('transform-refused');
  const algorithm = readSignatureMethod(signatureMethod, reasons);
  const uris = references.map((reference) => attributeIn(reference, 'URI') ?? '');
  // several references are XMLDSig, but then a person would have to be told which part each one covers
  if (references.length > 1) reasons.add('unsupported-form');
  const read = references.map((reference) => readReference(reference, isAnyForm));
  for (const reason of read.flatMap((reference) => reference.reasons)) reasons.add(reason);
  return { signedInfoForm, algorithm, reference: read[0] ?? null, uris };
}

function readSignatureMethod(element: PlainElement, reasons: Set<Reason>): SignatureAlgorithm | null {
  const uri = attributeIn(element, 'Algorithm');
  if (uri === undefined) {
    reasons.add('signature-malformed');
    return null;
  }
  const found = signatureAlgorithmOf(uri);
  if (found.known === null) reasons.add(found.reason);
  // HMACOutputLength and the like: a parameter nobody checks is how truncation attacks come in
  else if (element.children.length > 0 || hasText(element)) reasons.add('signature-malformed');
  return found.known;
}

/**
 * The enveloped transform leaves the whole ds:Signature out, so an Object inside is unsigned room for smuggled content,
 * unless a reference covers it, which is XMLDSig (enveloping, XAdES) but not ours. Of a signature that is the
 * whole document nobody can say what an unsigned one is for (a key that KeyInfo points to, a part of a Manifest).
 */
function judgeObjects(signature: PlainElement, uris: readonly string[], mayEnvelop: boolean, reasons: Set<Reason>): void {
  for (const object of signature.children.slice(2).filter((child) => child.local === 'Object')) {
    const isReferenced = [...elementsIn(object)].some((element) => {
      const id = attributeIn(element, 'Id') ?? attributeIn(element, 'ID') ?? attributeIn(element, 'id');
      return id !== undefined && uris.includes(`#${id}`);
    });
    reasons.add(isReferenced || mayEnvelop ? 'unsupported-form' : 'transform-refused');
  }
}

/** The Id of what an enveloping signature carries: of its one Object, which the one reference names. */
export function envelopedId(signature: PlainElement): string | null {
  const [object, second] = signature.children.slice(2).filter((child) => isNamed(child, 'Object'));
  const [reference, more] = (signature.children[0]?.children ?? []).filter((child) => isNamed(child, 'Reference'));
  const id = object && attributeIn(object, 'Id');
  return id !== undefined && reference && !second && !more && attributeIn(reference, 'URI') === `#${id}` ? id : null;
}

function* elementsIn(element: PlainElement): Generator<PlainElement> {
  yield element;
  for (const child of element.children) yield* elementsIn(child);
}

function hasCutValue(element: PlainElement): boolean {
  return (element.isCut && element.children.length === 0) || element.children.some(hasCutValue);
}

export function isNamed(element: PlainElement | undefined, local: string, namespace = signatureNamespace): boolean {
  return element?.local === local && element.namespace === namespace;
}

/** Nothing covers what the schema has no place for on the Signature itself. */
function hasSurplus(signature: PlainElement): boolean {
  return hasText(signature) || signature.attributes.some(({ local, namespace }) => local !== 'Id' || namespace !== '');
}

export function hasText(element: PlainElement): boolean {
  return /[^ \t\r\n]/.test(element.text);
}
