import type { SignaturePlan } from '#core/documents/document-type.ts';
import type { Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import type { Reason, Verdict } from '#core/trust.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export type SignatureAlgorithm =
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512'
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-pss-sha512'
  | 'rsa-sha1';

/** Reads documents through the strict gate (no DOCTYPE, no processing instruction, one root, limits on size and depth). */
export type XmlDocuments = {
  /** Fails with `documentRefused`, whose reason is a `Reason` code. Values come from the canonical form, lines from the original. */
  read(bytes: Uint8Array): Result<XmlElement>;
  /** Schema findings against the entry XSD at `schema` below the schema folder; Signature elements are taken out first where the schema has no place for them. */
  validate(bytes: Uint8Array, schema: string): readonly Finding[];
  /** Whether a document that has passed the gate has no error by that schema: what `validate` would say, at a third of the cost. */
  follows(bytes: Uint8Array, schema: string): boolean;
};

/** A signature in the making: what the token signs, and how the result becomes a document. */
export type PreparedSignature = {
  /** `sha256:<hex>` of the canonical bytes the Reference covers: equals the DigestValue that goes into the signature */
  readonly digest: string;
  /** canonical SignedInfo: hash it with the algorithm's hash and sign it */
  readonly toBeSigned: Uint8Array;
  /** raw RSA signature, or ECDSA r||s (RFC 4050/XMLDSig 1.1 section 6.4.3) */
  assemble(signatureValue: Uint8Array): Uint8Array;
};

export type XmlSigning = {
  /** The digest a signature by this plan would cover, for showing and pinning at review: both implementations found it. */
  digest(bytes: Uint8Array, plan: SignaturePlan): Result<string>;
  /**
   * `reviewed` is what `digest` gave of these bytes at review, and it is what will be signed: the bytes are not read for it again,
   * and `verifyOwn` refuses the result if they give another by now. Where nobody reviewed, `digest` is asked here.
   */
  prepare(
    bytes: Uint8Array,
    plan: SignaturePlan,
    certificate: Uint8Array,
    algorithm: SignatureAlgorithm,
    reviewed?: string,
  ): Result<PreparedSignature>;
};

/** One ds:Signature of a document, form and arithmetic only: no trust in the key. */
export type SignatureReport = {
  /** 'document', or the Id of the part */
  readonly covers: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly algorithm: SignatureAlgorithm | null;
  readonly digest: string | null;
  /** DER of the certificate whose key verifies, and what else KeyInfo carries */
  readonly certificate: Uint8Array | null;
  readonly otherCertificates: readonly Uint8Array[];
  /** sha256 of the canonical bytes covered, for the dossier */
  readonly line: number;
};

export type XmlVerification = {
  /** Form and arithmetic by both implementations, which must agree (`verifiers-disagree` otherwise). */
  verify(
    bytes: Uint8Array,
    options?: {
      certificate?: Uint8Array;
      /** false of a document of none of our types: XMLDSig alone says where its signature may stand (default: true) */
      isOurs?: (root: XmlElement) => boolean;
    },
  ): {
    readonly verdict: Verdict;
    readonly reasons: readonly Reason[];
    readonly root: XmlElement | null;
    readonly signatures: readonly SignatureReport[];
  };
  /** The strict reader alone, which the reviewed digest did not come from, on a document we have just signed ourselves. */
  verifyOwn(bytes: Uint8Array, expected: { digest: string; certificate: Uint8Array; plan: SignaturePlan }): Result<null>;
};
