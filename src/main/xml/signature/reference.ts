import type { Reason } from '#core/trust.ts';
import { defaultForm, type CanonicalForm } from '#main/xml/canonical-form.ts';
import { attributeIn, type PlainElement } from '#main/xml/plain-element.ts';
import { canonicalFormOf, envelopedTransform, exclusiveNamespace, hashOf, type Hash } from './algorithms.ts';
import { binaryOf } from './binary.ts';

export type ReferenceForm = {
  /** null when the attribute is missing: the whole document by agreement of the parties, as INTERCOM writes it */
  readonly uri: string | null;
  readonly isEnveloped: boolean;
  /** null: transforms that are not applied here, so nobody knows what the digest is of */
  readonly form: CanonicalForm | null;
  readonly hash: Hash | null;
  readonly digest: Uint8Array | null;
  readonly reasons: readonly Reason[];
};

/** Transforms that decide by program what is signed: XMLDSig has them, none of our documents does. */
const programs: readonly string[] = [
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  'http://www.w3.org/2002/06/xmldsig-filter2',
  'http://www.w3.org/2002/04/xmldsig-filter2',
  'http://www.w3.org/TR/1999/REC-xslt-19991116',
  'http://www.w3.org/2000/09/xmldsig#base64',
  'http://www.w3.org/2001/04/decrypt#',
  'http://www.w3.org/2002/07/decrypt#XML',
  'http://schemas.openxmlformats.org/package/2006/RelationshipTransform',
];

/** `isAnyForm`: in a document of none of our types, what the standard has and we do not apply leaves the verdict open. */
export function readReference(reference: PlainElement, isAnyForm: boolean): ReferenceForm {
  const reasons = new Set<Reason>();
  const uri = attributeIn(reference, 'URI') ?? null;
  const type = attributeIn(reference, 'Type') ?? '';
  if (type.endsWith('#Manifest')) reasons.add(isAnyForm ? 'unsupported-form' : 'transform-refused');
  const parts = [...reference.children];
  const transforms = parts[0]?.local === 'Transforms' ? parts.shift() : undefined;
  const [method, value] = parts;
  const isShaped =
    parts.length === 2 &&
    isOurs(method, 'DigestMethod') &&
    isOurs(value, 'DigestValue') &&
    (transforms === undefined || isOurs(transforms, 'Transforms')) &&
    !/[^ \t\r\n]/.test(reference.text);
  if (!isShaped || !method || !value) reasons.add('signature-malformed');
  const isProgram = isAnyForm && (transforms?.children ?? []).some(isProgramTransform);
  if (isProgram) reasons.add('unsupported-form');
  const { isEnveloped, form } = isProgram ? { isEnveloped: false, form: null } : readTransforms(transforms, reasons);
  const hash = method ? readDigestMethod(method, reasons) : null;
  const digest = value && value.children.length === 0 ? binaryOf(value.text) : null;
  if (!digest || digest.length === 0) reasons.add('signature-malformed');
  return { uri, isEnveloped, form, hash, digest, reasons: [...reasons] };
}

function isProgramTransform(element: PlainElement): boolean {
  return isOurs(element, 'Transform') && programs.includes(attributeIn(element, 'Algorithm') ?? '');
}

/** The fixed list: at most the enveloped-signature transform, then at most one canonicalisation, in this order. */
function readTransforms(transforms: PlainElement | undefined, reasons: Set<Reason>): { isEnveloped: boolean; form: CanonicalForm } {
  const listed = transforms ? [...transforms.children] : [];
  if (transforms && (listed.length === 0 || /[^ \t\r\n]/.test(transforms.text))) reasons.add('signature-malformed');
  const first = listed[0];
  const isEnveloped = first !== undefined && attributeIn(first, 'Algorithm') === envelopedTransform;
  if (isEnveloped && first) {
    listed.shift();
    if (!isOurs(first, 'Transform')) reasons.add('signature-malformed');
    if (first.children.length > 0 || /[^ \t\r\n]/.test(first.text)) reasons.add('transform-refused');
  }
  const [canonicalisation, surplus] = listed;
  if (!canonicalisation) return { isEnveloped, form: defaultForm };
  const form = isOurs(canonicalisation, 'Transform') ? readCanonicalForm(canonicalisation) : null;
  if (!form || surplus) reasons.add('transform-refused');
  return { isEnveloped, form: form ?? defaultForm };
}

/** A CanonicalizationMethod or Transform of the fixed list, with its PrefixList (Exclusive C14N section 4). */
export function readCanonicalForm(element: PlainElement): CanonicalForm | null {
  const known = canonicalFormOf(attributeIn(element, 'Algorithm') ?? '');
  if (!known || /[^ \t\r\n]/.test(element.text)) return null;
  if (element.children.length === 0) return { ...known, prefixes: [] };
  const [list, second] = element.children;
  const isList = list?.local === 'InclusiveNamespaces' && list.namespace === exclusiveNamespace && !second;
  if (!isList || known.kind !== 'exclusive' || !list || list.children.length > 0) return null;
  const written = attributeIn(list, 'PrefixList') ?? '';
  const prefixes = written.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
  return { ...known, prefixes: [...new Set(prefixes.map((prefix) => (prefix === '#default' ? '' : prefix)))] };
}

function readDigestMethod(element: PlainElement, reasons: Set<Reason>): Hash | null {
  const uri = attributeIn(element, 'Algorithm');
  if (uri === undefined || element.children.length > 0) {
    reasons.add('signature-malformed');
    return null;
  }
  const found = hashOf(uri);
  if (found.known === null) reasons.add(found.reason);
  return found.known;
}

function isOurs(element: PlainElement | undefined, local: string): boolean {
  return element?.local === local && element.namespace === 'http://www.w3.org/2000/09/xmldsig#';
}
