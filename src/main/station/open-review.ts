import type { z } from 'zod/mini';
import type { review as reviewShape } from '#contract/station-shapes.ts';
import type { OfficialIdentity } from '#core/documents/document-type.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Finding, Words } from '#core/finding.ts';
import { inboxStates } from '#core/lifecycle.ts';
import { blockers, changesBetween, type Change } from '#core/review.ts';
import type { OutgoingCertificate } from '#main/ports/store-outgoing.ts';
import { clockDoubt } from '#main/station/clock-evidence.ts';
import { earlierSignatures } from '#main/station/earlier-signatures.ts';
import { findingsToSign } from '#main/station/findings-to-sign.ts';
import { judgedBy } from '#main/station/judged-by.ts';
import { bytesToSign, countFindings, readDocument, type ReadDocument } from '#main/station/read-document.ts';
import { viewDocument } from '#main/station/view-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type Review = z.output<typeof reviewShape>;

/** What an official is about to answer for: everything shown is read from exactly the bytes to be signed. */
export type Reviewed = {
  readonly certificate: OutgoingCertificate;
  readonly document: ReadDocument;
  readonly toSign: Uint8Array;
  readonly isCompleted: boolean;
  readonly digest: string | null;
  /** the type has a part that the official's entity adds, and this station was not told which entity that is */
  readonly isEntityMissing: boolean;
  readonly findings: readonly Finding[];
  readonly blockers: readonly Words[];
};

export function openReview(station: Station, id: string): Result<Review> {
  const claimed = claim(station, id);
  if (!claimed.ok) return claimed;
  const reviewed = reviewNow(station, id);
  if (!reviewed.ok) return reviewed;
  const { certificate, document, digest, findings } = reviewed.value;
  const counts = countFindings(findings);
  const row = certificate.row;
  if (row.errors !== counts.errors || row.warnings !== counts.warnings) {
    const kept = station.store.outgoing.setFindings({ id, ...counts });
    if (!kept.ok) return kept;
  }
  const changes = changesAgainstReplaced(station, document, id);
  if (!changes.ok) return changes;
  return done({
    id,
    number: document.summary.number,
    type: document.type.id,
    typeName: document.type.name,
    version: document.version.label,
    state: row.state,
    digest,
    sha256: row.sha256 ?? '',
    size: row.size,
    view: viewDocument(station, document) as Review['view'],
    findings: [...findings],
    blockers: [...reviewed.value.blockers],
    schema: judgedBy(station, document),
    changes: changes.value?.map((change) => ({ ...change })) ?? null,
    replaces: document.summary.replaces,
  });
}

/** Opening a certificate for review is what takes it from the common inbox. */
function claim(station: Station, id: string): Result<null> {
  const row = station.store.outgoing.row(id);
  if (!row.ok) return row;
  if (!inboxStates.includes(row.value.state)) return failed({ code: 'stateForbids', state: row.value.state, action: 'claim' });
  if (row.value.state !== 'pending') return done(null);
  // Not announced: the window that opens it reads the state in the answer, and would read the whole document a second time.
  const step = station.store.outgoing.apply({ id, event: 'claim', at: now(station), by: station.by() });
  return step.ok ? done(null) : step;
}

export function reviewNow(station: Station, id: string): Result<Reviewed> {
  const certificate = station.store.outgoing.get(id);
  if (!certificate.ok) return certificate;
  const { row, bytes } = certificate.value;
  if (bytes === null) return failed({ code: 'stateForbids', state: row.state, action: 'review' });
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const arrived = readDocument(reading, bytes);
  if (!arrived.ok) return arrived;
  // What an approval pinned stays pinned; before that the official's part is added as of the moment of the claim.
  const toSign = certificate.value.toSign ?? bytesToSign(arrived.value.type, bytes, officialIdentity(station), new Date(row.changedAt));
  const isCompleted = toSign !== bytes;
  const document = isCompleted ? readDocument(reading, toSign) : arrived;
  if (!document.ok) return document;
  const said = findingsToSign(station, document.value, toSign, id, arrived.value.summary);
  if (!said.ok) return said;
  const findings = [...earlierSignatures(station.xml.verification, station.documentTypes, toSign), ...said.value];
  const digest = station.xml.signing.digest(toSign, document.value.type.signaturePlan(document.value.version));
  const clockDifferenceMs = clockDoubt(station);
  const isEntityMissing = document.value.type.isCompleted?.(document.value.root) === false;
  return done({
    certificate: certificate.value,
    document: document.value,
    toSign,
    isCompleted,
    digest: digest.ok ? digest.value : null,
    isEntityMissing,
    findings,
    blockers: blockers({
      findings,
      isSignable: digest.ok,
      isEntityMissing,
      clockDifferenceMs,
    }),
  });
}

export function officialIdentity(station: Station): OfficialIdentity | null {
  const official = station.identity.official;
  return official === null ? null : { name: station.by(), ...official };
}

/** Null where this certificate replaces none, or none that we have. */
function changesAgainstReplaced(station: Station, document: ReadDocument, id: string): Result<readonly Change[] | null> {
  if (document.summary.replaces === null) return done(null);
  const found = station.store.outgoing.byNumber(document.summary.replaces);
  // a declaration replaces under its own number: the newest other one of that number is meant
  if (!found.ok) return found;
  const earlier = found.value.find((row) => row.id !== id && row.type === document.type.id && row.state !== 'draft');
  if (earlier === undefined) return done(null);
  const older = station.store.outgoing.get(earlier.id);
  if (!older.ok) return older;
  const bytes = older.value.toSign ?? older.value.bytes;
  if (bytes === null) return done(null);
  const read = readDocument({ documents: station.xml.documents, types: station.documentTypes }, bytes);
  // one that no version here can read any more has nothing to be compared by
  return done(read.ok ? changesBetween(viewDocument(station, read.value), viewDocument(station, document)) : null);
}
