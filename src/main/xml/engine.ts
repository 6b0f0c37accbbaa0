import type { CanonicalForm } from './canonical-form.ts';
import type { HashName } from './digesting.ts';
import type { PlainElement } from './plain-element.ts';

/**
 * One implementation of reading and canonicalising. There are two, sharing neither parser nor canonicaliser, and every
 * verdict is reached by both (docs/decisions/0002-xml-implementations.md).
 */
export type Engine = {
  /** null when this implementation finds the bytes not well-formed */
  open(bytes: Uint8Array): OpenedDocument | null;
};

export type OpenedDocument = {
  /** every ds:Signature, wherever it stands, in document order */
  readonly signatures: readonly FoundSignature[];
  /** how many elements carry this Id, and whether the root is one of them */
  holders(id: string): { readonly count: number; readonly isRoot: boolean };
  /** whether some attribute, of whatever name, has this value: by a schema nobody gave us it may be an Id */
  mayHold(id: string): boolean;
  /** null when this implementation cannot canonicalise the document */
  canonicalDocument(form: CanonicalForm): Uint8Array | null;
  /** The digest of that form, which is never held whole. */
  digestDocument(form: CanonicalForm, hash: HashName): Buffer | null;
  canonicalSignedInfo(signature: number, form: CanonicalForm): Uint8Array | null;
  /** May consume the document: nothing else is asked of it afterwards. */
  canonicalTarget(target: Target, form: CanonicalForm): Uint8Array | null;
  digestTarget(target: Target, form: CanonicalForm, hash: HashName): Buffer | null;
  close(): void;
};

export type Target =
  /** the document without one of its signatures (enveloped-signature) */
  | { readonly kind: 'document'; readonly without: number }
  /** the element with this Id, without a signature that stands in it */
  | { readonly kind: 'element'; readonly id: string; readonly without?: number };

export type FoundSignature = {
  /** null when it is larger than any signature may be */
  readonly element: PlainElement | null;
  readonly isRoot: boolean;
  /** child of the root, nothing but white space and comments after it */
  readonly isLastInRoot: boolean;
  /** Ids of the element just before it, when nothing but white space stands between */
  readonly siblingIds: readonly string[];
  /** Ids of the element it stands in */
  readonly parentIds: readonly string[];
};

/**
 * The attributes that are Ids. There is no DTD and schemas may give `id` no type, so the list is ours and fixed:
 * a document cannot make another attribute an Id.
 */
export const idNames = ['id', 'Id', 'ID'] as const;

/**
 * Canonical XML 1.1 joins the xml:base of ancestors outside a part to that of its apex (section 2.4), which nobody signs; and an empty
 * one libxml2 leaves out, which the recommendation does not. Both implementations leave such documents open.
 */
export function leavesOpen(bases: readonly string[], isPart: boolean): boolean {
  return isPart ? bases.length > 0 : bases.includes('');
}

/** More signatures than any document here carries; a thousand of them are not worth judging. */
export const mostSignatures = 20;

/** libxml2 walks the whole document for each signature of a part: the longest document with two of them is within this. */
export const mostLookedAt = 300_000;
