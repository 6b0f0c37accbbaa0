import type { KeyObject } from 'node:crypto';
import { judge, type Judgement, type Reason } from '#core/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { mayBeLegacy } from '#main/xml/coverage.ts';
import type { FoundSignature, OpenedDocument, Target } from '#main/xml/engine.ts';
import { isSignatureOf, refuseKey } from './arithmetic.ts';
import { isEqual } from './binary.ts';
import { envelopedId, readSignature, type SignatureForm } from './form.ts';
import { readCertificate } from './key-info.ts';
import type { ReferenceForm } from './reference.ts';

/** What one implementation found of one signature. */
export type JudgedSignature = Judgement & {
  readonly covers: string;
  readonly algorithm: SignatureAlgorithm | null;
  readonly digest: string | null;
  readonly certificate: Uint8Array | null;
  readonly otherCertificates: readonly Uint8Array[];
};

export type JudgedDocument = { readonly reasons: readonly Reason[]; readonly signatures: readonly JudgedSignature[] };

export type JudgeOptions = {
  /** the signer's, instead of what KeyInfo says */
  readonly certificate?: Uint8Array | undefined;
  /** what XMLDSig allows and none of our documents has: an enveloping signature, and one that stands anywhere */
  readonly isAnyForm?: boolean | undefined;
};

/** Form, place and arithmetic of every signature of a document, by one implementation. */
export function judgeDocument(document: OpenedDocument, { certificate, isAnyForm = false }: JudgeOptions = {}): JudgedDocument {
  const { signatures } = document;
  if (signatures.length === 0) return { reasons: ['no-signature'], signatures: [] };
  const read = signatures.map((found, index) => {
    const form = readSignature(found.element, { mayEnvelop: isAnyForm && found.isRoot, isAnyForm });
    return { form, place: placeOf(document, found, index, form, isAnyForm) };
  });
  const targets = read.map(({ place }) => place.covers).filter((covers) => !isAnyForm || covers !== 'unknown');
  const isTwice = new Set(targets).size < targets.length;
  // one stands in what another covers, perhaps: to take it out would change that
  const isEntangled = signatures.length > 1 && read.some(({ place }) => place.target?.without !== undefined);
  const reasons: readonly Reason[] = isTwice || (isEntangled && !isAnyForm) ? ['several-signatures'] : [];
  const open: readonly Reason[] = isEntangled && isAnyForm ? ['unsupported-form'] : [];
  return {
    reasons,
    signatures: read.map(({ form, place }, index) => {
      const judgedPlace = open.length > 0 ? { ...place, target: null } : place;
      return judgeSignature(document, index, form, judgedPlace, [...reasons, ...open], certificate);
    }),
  };
}

type Place = { readonly covers: string; readonly target: Target | null; readonly reasons: readonly Reason[] };

/**
 * Where a signature must stand for what it covers: last child of the root for the whole document, next sibling of the
 * element for an Id. Wrapping attacks move one of the two. In a document of none of our types it may stand anywhere; what it
 * then leaves uncovered is looked at afterwards (coverage.ts).
 */
function placeOf(document: OpenedDocument, found: FoundSignature, index: number, form: SignatureForm, isAnyForm: boolean): Place {
  const { reference } = form;
  if (!reference) return { covers: 'unknown', target: null, reasons: [] };
  if (found.isRoot) return isAnyForm ? placeOfObject(document, found, reference) : elsewhere;
  const uri = reference.uri ?? '';
  const id = uri.startsWith('#') ? uri.slice(1) : null;
  if (uri !== '' && id === null) return elsewhere;
  if (id !== null && !isBareName.test(id)) return elsewhere;
  const holders = id === null ? null : document.holders(id);
  if (holders && holders.count !== 1) {
    const isStrangeId = isAnyForm && holders.count === 0 && document.mayHold(id ?? '');
    if (isStrangeId) return elsewhere;
    return { covers: id ?? 'unknown', target: null, reasons: [holders.count > 1 ? 'duplicate-id' : 'reference-not-document'] };
  }
  if (holders === null || holders.isRoot) {
    const reasons: Reason[] = [];
    if (!found.isLastInRoot && !isAnyForm) reasons.push('signature-misplaced');
    return { covers: 'document', target: { kind: 'document', without: index }, reasons: [...reasons, ...ofItself(reference)] };
  }
  const covers = id ?? '';
  if (isAnyForm && found.parentIds.includes(covers)) {
    return { covers, target: { kind: 'element', id: covers, without: index }, reasons: ofItself(reference) };
  }
  const isNext = found.siblingIds.includes(covers);
  const away: Reason = isAnyForm ? 'unsupported-form' : 'signature-misplaced';
  return { covers, target: { kind: 'element', id: covers }, reasons: isNext ? [] : [away] };
}

/** A signature in what it signs is taken out of it first, or its digest would have to cover itself. */
function ofItself(reference: ReferenceForm): readonly Reason[] {
  return reference.isEnveloped || !reference.form ? [] : ['transform-refused'];
}

/** An XPointer points by other rules, `%` is decoded by some readers and not by others, and no Id is empty or holds white space. */
const isBareName = /^[^\s#%()]+$/;

const elsewhere: Place = { covers: 'unknown', target: null, reasons: ['unsupported-form'] };

/** What an enveloping signature carries; to take the signature out of that would leave nothing. */
function placeOfObject(document: OpenedDocument, found: FoundSignature, reference: ReferenceForm): Place {
  if (reference.uri === null || reference.uri === '') return { ...elsewhere, reasons: ['reference-not-document'] };
  const id = found.element && envelopedId(found.element);
  if (id === null || !isBareName.test(id)) return elsewhere;
  const reasons: Reason[] = document.holders(id).count > 1 ? ['duplicate-id'] : [];
  if (reference.isEnveloped) reasons.push('transform-refused');
  return { covers: id, target: { kind: 'element', id }, reasons };
}

function judgeSignature(
  document: OpenedDocument,
  index: number,
  form: SignatureForm,
  place: Place,
  before: readonly Reason[],
  given: Uint8Array | undefined,
): JudgedSignature {
  const reasons = new Set<Reason>([...before, ...form.reasons, ...place.reasons]);
  const { algorithm, reference, signedInfoForm, value } = form;
  const isLegacy = algorithm === 'rsa-sha1' || reference?.hash === 'sha1';
  if (isLegacy) reasons.add(isOldForm(place.covers, algorithm) ? 'legacy-algorithm' : 'algorithm-refused');
  const keys = keysFor(form, given, reasons);
  const isRefused = judge(reasons).verdict === 'invalid';
  let digest: string | null = null;
  let certificate: Uint8Array | null = null;
  if (!isRefused && reference) {
    // the SignedInfo first: taking the target may consume the document
    const signedInfo = signedInfoForm && document.canonicalSignedInfo(index, signedInfoForm);
    if (place.target) digest = digestOf(document, place.target, reference, reasons);
    if (!signedInfo) reasons.add('unsupported-form');
    else if (algorithm && value) certificate = findKey(signedInfo, value, algorithm, keys, reasons);
  }
  certificate ??= form.keys.certificates[0]?.der ?? null;
  return {
    ...judge(reasons),
    covers: place.covers,
    algorithm,
    digest,
    certificate,
    otherCertificates: form.keys.certificates.map(({ der }) => der).filter((der) => der !== certificate),
  };
}

function digestOf(document: OpenedDocument, target: Target, reference: ReferenceForm, reasons: Set<Reason>): string | null {
  const { hash, form, digest } = reference;
  if (!hash || !form) return null;
  // same-document references lose their comments before any transform (XMLDSig 1.1 section 4.4.3.3)
  const computed = document.digestTarget(target, { ...form, withComments: false }, hash);
  if (!computed) {
    reasons.add('unsupported-form');
    return null;
  }
  if (!digest || !isEqual(computed, digest)) reasons.add('digest-mismatch');
  return `${hash}:${computed.toString('hex')}`;
}

function isOldForm(covers: string, algorithm: SignatureAlgorithm | null): boolean {
  return mayBeLegacy(covers) && (algorithm === 'rsa-sha1' || algorithm === 'rsa-sha256');
}

type CandidateKey = { readonly key: KeyObject | null; readonly der: Uint8Array | null };

/** The given certificate alone when there is one; else the certificates of KeyInfo; a bare KeyValue only where there is none. */
function keysFor(form: SignatureForm, given: Uint8Array | undefined, reasons: Set<Reason>): readonly CandidateKey[] {
  if (given) {
    const certificate = readCertificate(given);
    if (!certificate) reasons.add('certificate-malformed');
    return certificate ? [certificate] : [];
  }
  const { certificates, keyValues } = form.keys;
  const keys = certificates.length > 0 ? certificates : keyValues.map((key) => ({ key, der: null }));
  if (keys.length === 0) reasons.add('key-absent');
  return keys;
}

/** The certificate whose key verifies; what is wrong with the others is said only when none does. */
function findKey(
  signedInfo: Uint8Array,
  value: Uint8Array,
  algorithm: SignatureAlgorithm,
  keys: readonly CandidateKey[],
  reasons: Set<Reason>,
): Uint8Array | null {
  const refusals = keys.map(({ key }) => (key ? refuseKey(key, algorithm) : 'unsupported-algorithm'));
  for (const [index, { key, der }] of keys.entries()) {
    if (key && refusals[index] === null && isSignatureOf(signedInfo, value, key, algorithm)) return der;
  }
  for (const refusal of refusals) if (refusal) reasons.add(refusal);
  // of a key that is not computed with here nobody knows whether it was the one
  if (refusals.includes(null) && !refusals.includes('unsupported-algorithm')) reasons.add('signature-mismatch');
  return null;
}
