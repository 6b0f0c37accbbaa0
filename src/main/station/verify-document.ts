import type { DocumentType } from '#core/documents/document-type.ts';
import { judge, worst } from '#core/trust.ts';
import type { Judgement, Reason, Verdict } from '#core/trust.ts';
import type { Signer, Trust } from '#main/ports/trust.ts';
import type { SignatureAlgorithm, SignatureReport, XmlDocuments, XmlVerification } from '#main/ports/xml.ts';
import { arithmeticOf } from '#main/station/arithmetic-of.ts';
import { countFindings } from '#main/station/read-document.ts';
import type { ReadDocument } from '#main/station/read-document.ts';

/** What `rubrica verify` prints for one file (cli.md); `verify-cert` prints the same with one signature of the certificate's own. */
export type VerifyResult = {
  readonly file: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly document: { readonly type: string; readonly version: string; readonly number: string } | null;
  readonly signatures: readonly VerifiedSignature[];
};

export type VerifiedSignature = {
  readonly covers: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly algorithm: SignatureAlgorithm | null;
  readonly digest: string | null;
  readonly signer: Signer | null;
};

export type Verifier = {
  readonly verification: XmlVerification;
  readonly documents: XmlDocuments;
  readonly types: readonly DocumentType[];
  readonly trust: Trust;
  /** a directory of officials was given: who signs must stand in it */
  readonly asksDirectory: boolean;
};

export type VerifyRequest = {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** the moment judged: normally the signing time, where there is evidence of it; otherwise now */
  readonly at: Date;
  /** form and arithmetic alone, with the key in KeyInfo or this certificate's */
  readonly signatureOnly: boolean;
  readonly certificate: Uint8Array | null;
};

/** The verdict on a signed document: gate, form, arithmetic, and unless `signatureOnly` trust, authority, schema and rules. */
export async function verifyDocument(verifier: Verifier, request: VerifyRequest): Promise<VerifyResult> {
  const { bytes, file } = request;
  const verified = verifier.verification.verify(bytes, {
    ...(request.certificate ? { certificate: request.certificate } : {}),
    // a document of ours has its signature where its type puts it; of others we ask no more than XMLDSig does
    isOurs: (root) => recognised(verifier.types, root) !== null,
  });
  const document = verified.root ? recognised(verifier.types, verified.root) : null;
  const signatures: VerifiedSignature[] = [];
  for (const report of verified.signatures) signatures.push(await verifySignature(verifier, request, report, document));
  const judgement = worst([
    judge(verified.reasons),
    ...signatures,
    judge(request.signatureOnly || !document ? [] : documentReasons(verifier, document, bytes, signatures)),
  ]);
  return {
    file,
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    document: document ? { type: document.type.id, version: document.version.id, number: document.summary.number } : null,
    signatures,
  };
}

function recognised(types: readonly DocumentType[], root: ReadDocument['root']): ReadDocument | null {
  for (const type of types) {
    const version = type.recognise(root);
    if (version) return { root, type, version, summary: type.summarise(root) };
  }
  return null;
}

async function verifySignature(
  verifier: Verifier,
  request: VerifyRequest,
  report: SignatureReport,
  document: ReadDocument | null,
): Promise<VerifiedSignature> {
  const { covers, algorithm, digest } = report;
  const arithmetic: Judgement = request.signatureOnly ? { verdict: report.verdict, reasons: report.reasons } : arithmeticOf(report);
  const shown = { covers, algorithm, digest };
  if (!report.certificate) return { ...shown, ...arithmetic, signer: null };
  const context = { at: request.at, intermediates: report.otherCertificates, usage: 'sign' as const };
  if (request.signatureOnly || report.verdict === 'invalid') {
    const { signer } = await verifier.trust.judgeCertificate(report.certificate, { at: request.at });
    return { ...shown, ...arithmetic, signer };
  }
  if (!verifier.asksDirectory || !isOfficials(report, document)) {
    const judged = await verifier.trust.judgeCertificate(report.certificate, context);
    return { ...shown, ...worst([arithmetic, judged]), signer: judged.signer };
  }
  if (!document) {
    const judged = await verifier.trust.judgeCertificate(report.certificate, context);
    return { ...shown, ...worst([arithmetic, judged, judge(['document-type-unknown'])]), signer: judged.signer };
  }
  const authority = await verifier.trust.authority({
    ...context,
    certificate: report.certificate,
    documentType: document.type.id,
    country: document.summary.issuerCountry,
    body: document.summary.issuingBody,
  });
  return { ...shown, ...worst([arithmetic, authority]), signer: authority.certificate.signer };
}

/** The exporter signs a certificate of origin too, and is no official. */
function isOfficials(report: SignatureReport, document: ReadDocument | null): boolean {
  return !document || report.covers === officialCovers(document);
}

function officialCovers(document: ReadDocument): string {
  const plan = document.type.signaturePlan(document.version);
  return plan.kind === 'enveloped' ? 'document' : plan.id;
}

function documentReasons(
  verifier: Verifier,
  document: ReadDocument,
  bytes: Uint8Array,
  signatures: readonly VerifiedSignature[],
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (!verifier.documents.follows(bytes, document.version.schema)) reasons.push('schema');
  if (countFindings(document.type.rules(document.root)).errors > 0) reasons.push('rule');
  const covered = officialCovers(document);
  const isUnsigned =
    signatures.length > 0 && signatures.every((signature) => signature.covers !== covered && signature.covers !== 'unknown');
  if (isUnsigned) reasons.push('no-signature');
  return reasons;
}
