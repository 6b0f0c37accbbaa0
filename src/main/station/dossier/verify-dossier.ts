import type { DocumentType } from '#core/documents/document-type.ts';
import { done, failed } from '#core/failure.ts';
import type { Result } from '#core/failure.ts';
import type { Trust } from '#main/ports/trust.ts';
import type { XmlDocuments, XmlVerification } from '#main/ports/xml.ts';
import { manifestName } from '#main/station/dossier/dossier.ts';
import type { Manifest } from '#main/station/dossier/dossier.ts';
import { alteredFiles, readManifest } from '#main/station/dossier/manifest.ts';
import { readZip } from '#main/station/dossier/zip.ts';
import { verifyDocument } from '#main/station/verify-document.ts';
import type { VerifyResult } from '#main/station/verify-document.ts';

/** What a dossier brings along; the anchors, and whose directory to believe, are the verifier's own. */
export type DossierEvidence = {
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsp: readonly Uint8Array[];
  readonly directoryFiles: readonly Uint8Array[];
};

export type DossierParts = {
  readonly verification: XmlVerification;
  readonly documents: XmlDocuments;
  readonly types: readonly DocumentType[];
  /** trust over the verifier's own anchors and this evidence, and whether the directory it brings was accepted */
  readonly openTrust: (evidence: DossierEvidence) => { readonly trust: Trust; readonly hasDirectory: boolean };
  readonly now: Date;
};

export type DossierReport = {
  readonly manifest: Manifest;
  /** files that are not as the manifest says; empty when the dossier is intact */
  readonly altered: readonly string[];
  /** the digest written down at signing is the one the signature covers */
  readonly isDigestKept: boolean;
  /** judged at the moment of signing, and now */
  readonly asOfThen: VerifyResult;
  readonly asOfNow: VerifyResult;
};

/** Takes nothing in the dossier on its word: files against the manifest, then the document anew, as of then and as of now. */
export async function verifyDossier(file: string, bytes: Uint8Array, parts: DossierParts): Promise<Result<DossierReport>> {
  const entries = readZip(bytes);
  const manifestFile = entries?.find((entry) => entry.name === manifestName);
  const manifest = manifestFile ? readManifest(manifestFile.bytes) : null;
  if (!entries || !manifest) return failed({ code: 'notADossier', path: file });
  const files = entries.filter((entry) => entry.name !== manifestName);
  const named = (start: string): readonly Uint8Array[] => files.filter((entry) => entry.name.startsWith(start)).map((entry) => entry.bytes);
  const document = named('document.xml')[0] ?? new Uint8Array();
  const { trust, hasDirectory } = parts.openTrust({
    intermediates: named('certificates/'),
    crls: named('revocation/crls.pem'),
    ocsp: named('revocation/ocsp-'),
    directoryFiles: named('directory/file-'),
  });
  const judge = (at: Date): Promise<VerifyResult> =>
    verifyDocument(
      { ...parts, trust, asksDirectory: hasDirectory },
      { file, bytes: document, at, signatureOnly: false, certificate: null },
    );
  const asOfThen = await judge(new Date(manifest.signedAt));
  const asOfNow = await judge(parts.now);
  return done({
    manifest,
    altered: alteredFiles(manifest, files),
    isDigestKept: asOfThen.signatures.some((signature) => signature.digest === manifest.digest),
    asOfThen,
    asOfNow,
  });
}

/** The worst of the integrity of the file and the verdict as of then (cli.md's exit codes). */
export function exitCodeOfDossier(report: DossierReport): 0 | 1 | 3 {
  if (report.altered.length > 0 || !report.isDigestKept || report.asOfThen.verdict === 'invalid') return 1;
  return report.asOfThen.verdict === 'undecided' ? 3 : 0;
}
