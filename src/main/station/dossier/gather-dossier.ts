import { X509Certificate } from 'node:crypto';
import { done, failed, type Result } from '#core/failure.ts';
import type { Json, Store } from '#main/ports/store.ts';
import type { Evidence } from '#main/ports/trust.ts';
import type { DossierInput } from '#main/station/dossier/dossier.ts';

type Parts = { readonly store: Pick<Store, 'outgoing' | 'incoming' | 'journal' | 'evidence'>; readonly at: Date; readonly by: string };
type Subject = Pick<DossierInput, 'number' | 'type' | 'version' | 'signedAt' | 'document' | 'digest' | 'receipts'> & {
  readonly evidence: readonly Evidence[];
};

/** Everything the store has about one certificate, outgoing or incoming, whole. */
export function gatherDossier(parts: Parts, id: string): Result<DossierInput> {
  const { store } = parts;
  const outgoing = outgoingSubject(store, id);
  const subject = outgoing.ok || outgoing.failure.code !== 'documentNotFound' ? outgoing : incomingSubject(store, id);
  if (!subject.ok) return subject;
  const { evidence, ...head } = subject.value;
  const journal = store.journal.of(id);
  if (!journal.ok) return journal;
  const paths = splitPaths(bytesOf(store, evidence, 'certificate'));
  const directory = directoryFiles(store);
  if (!directory.ok) return directory;
  return done({
    ...head,
    exportedAt: parts.at.toISOString(),
    exportedBy: parts.by,
    path: paths[paths.length - 1] ?? [],
    otherCertificates: paths.slice(0, -1).flat(),
    crls: bytesOf(store, evidence, 'crl'),
    ocsp: bytesOf(store, evidence, 'ocsp'),
    directory: { extract: null, files: directory.value },
    journal: journal.value.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  });
}

function outgoingSubject(store: Parts['store'], id: string): Result<Subject> {
  const found = store.outgoing.get(id);
  if (!found.ok) return found;
  const { row, signed, evidence } = found.value;
  if (!signed || !row.signedAt) return failed({ code: 'stateForbids', state: row.state, action: 'dossier' });
  const acknowledgement = store.outgoing.acknowledgement(id);
  if (!acknowledgement.ok) return acknowledgement;
  const { receiptId, idempotencyKey, signedSha256 } = row;
  const receipts = [{ name: 'delivery.json', bytes: json({ receiptId, idempotencyKey, signedSha256 }) }];
  if (acknowledgement.value) receipts.push({ name: 'acknowledgement.json', bytes: json(acknowledgement.value) });
  const { number, type, version, signedAt } = row;
  return done({ number, type, version, signedAt, document: signed, digest: row.digest ?? '', receipts, evidence });
}

function incomingSubject(store: Parts['store'], id: string): Result<Subject> {
  const found = store.incoming.get(id);
  if (!found.ok) return found;
  const { row, bytes, evidence, header, report } = found.value;
  const receipts = [{ name: 'report.json', bytes: json(report) }];
  if (header) receipts.push({ name: 'header.json', bytes: json(header) });
  return done({
    number: row.number,
    type: row.type ?? '',
    version: row.version ?? '',
    signedAt: row.arrivedAt,
    document: bytes,
    digest: lastDigest(report),
    receipts,
    evidence,
  });
}

/** The official's signature is the last one a document gets. */
function lastDigest(report: Json): string {
  const signatures = report && typeof report === 'object' && 'signatures' in report ? report['signatures'] : null;
  const last = Array.isArray(signatures) ? (signatures[signatures.length - 1] as Json) : null;
  const digest = last && typeof last === 'object' && 'digest' in last ? last['digest'] : null;
  return typeof digest === 'string' ? digest : '';
}

/** In the order the verdict names them, each once; what the store no longer has is missing and shows in the judgement. */
function bytesOf(store: Parts['store'], evidence: readonly Evidence[], kind: Evidence['kind']): readonly Uint8Array[] {
  const seen = new Set<string>();
  return evidence.flatMap((one) => {
    if (one.kind !== kind || (kind !== 'certificate' && seen.has(one.sha256))) return [];
    seen.add(one.sha256);
    const bytes = store.evidence.get(one.sha256);
    return bytes.ok && bytes.value ? [bytes.value] : [];
  });
}

/** One path a signature, signer first; each ends at the certificate that issued itself. */
function splitPaths(certificates: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const paths: Uint8Array[][] = [];
  let path: Uint8Array[] = [];
  for (const der of certificates) {
    path.push(der);
    const { subject, issuer } = new X509Certificate(der);
    if (subject !== issuer) continue;
    paths.push(path);
    path = [];
  }
  return path.length > 0 ? [...paths, path] : paths;
}

/** The newest replica and the deltas after it, oldest first. */
function directoryFiles(store: Parts['store']): Result<readonly Uint8Array[]> {
  const found = store.evidence.find({ kind: 'directory' });
  if (!found.ok) return found;
  const isReplica = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1000)).toString('utf8').includes('kind="replica"');
  const last = found.value.findIndex((one) => isReplica(one.bytes));
  const files = found.value.slice(0, last + 1).map((one) => one.bytes);
  return done([...files].reverse());
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
