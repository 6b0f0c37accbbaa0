import type { z } from 'zod/mini';
import type { draftReading, draftRow, notTaken as notTakenShape } from '#contract/drafting-api.ts';
import { askedValues, initialValues, valuesForAnother } from '#core/documents/check-draft.ts';
import type { DocumentType, DocumentVersion, DraftValues } from '#core/documents/document-type.ts';
import { fieldOfFinding, fieldsByPath } from '#core/documents/finding-field.ts';
import { expectedVersion } from '#core/documents/version-choice.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import { changesBetween } from '#core/review.ts';
import type { Draft, DraftInList } from '#main/ports/store-desk.ts';
import { findingsToSign } from '#main/station/findings-to-sign.ts';
import { orderedId } from '#main/station/ordered-id.ts';
import { countFindings, readDocument, type ReadDocument } from '#main/station/read-document.ts';
import { receiveFile } from '#main/station/receive-work.ts';
import { documentVersions } from '#main/station/settings.ts';
import { typeName } from '#main/station/show-work.ts';
import { viewDocument } from '#main/station/view-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type Row = z.output<typeof draftRow>;
type Reading = z.output<typeof draftReading>;
type NotTaken = z.output<typeof notTakenShape>;
type Begun = Pick<Draft, 'id' | 'type' | 'version' | 'answers'>;
type Composed = { readonly bytes: Uint8Array; readonly document: ReadDocument; readonly reading: Reading };

export function listDrafts(station: Station): Result<{ drafts: Row[] }> {
  const drafts = station.store.drafts.list();
  return drafts.ok ? done({ drafts: drafts.value.map((draft) => rowOf(station, draft)) }) : drafts;
}

/** Empty but for the form's defaults, or with what a template holds. */
export function startDraft(station: Station, request: { type: string; version: string; templateId?: string }): Result<{ id: string }> {
  const kind = kindOf(station, request.type, request.version);
  if (!kind) return failed({ code: 'documentTypeUnknown', root: request.type });
  let values = initialValues(kind.type.form);
  if (request.templateId !== undefined) {
    const template = station.store.templates.get(request.templateId);
    if (!template.ok) return template;
    values = { ...values, ...valuesForAnother(kind.type.form, template.value.values) };
  }
  const id = orderedId(station);
  const draft = { id, type: kind.type.id, version: kind.version.id, answers: null };
  const kept = keep(station, draft, values, compose(station, draft, values));
  return kept.ok ? done({ id }) : kept;
}

/**
 * What an earlier certificate says, read from its bytes; as a replacement it also names the one it replaces. `notTaken` is what
 * it says and the form has no field for.
 */
export function draftFrom(
  station: Station,
  request: { id: string; how: 'copy' | 'replacement' },
): Result<{ id: string; notTaken: NotTaken }> {
  const earlier = earlierDocument(station, request.id);
  if (!earlier.ok) return earlier;
  const { type, version, root } = earlier.value.document;
  const said = request.how === 'replacement' ? type.replacementFrom?.(root) : type.draftFrom?.(root);
  const values = said && request.how === 'copy' ? { ...initialValues(type.form), ...valuesForAnother(type.form, said) } : said;
  if (values === undefined) return failed({ code: 'stateForbids', state: type.id, action: request.how });
  const id = orderedId(station);
  const answers = request.how === 'replacement' ? request.id : null;
  const draft = { id, type: type.id, version: version.id, answers };
  const kept = keep(station, draft, values, compose(station, draft, values));
  return kept.ok ? done({ id, notTaken: notTaken(station, earlier.value) }) : kept;
}

/** The document that its own form's values make, compared field by field with the document as it came here. */
function notTaken(station: Station, { arrived }: Earlier): NotTaken {
  const { type, version, root } = arrived;
  const again = station.xml.documents.read(new TextEncoder().encode(type.compose(type.draftFrom?.(root) ?? {}, version)));
  if (!again.ok) return [];
  const changes = changesBetween(type.view(root), type.view(again.value));
  // what only moved is not lost: four lines of an address become two
  const isElsewhere = (text: string): boolean => changes.some(({ after }) => after?.includes(text) === true);
  return changes.flatMap(({ label, before }) => (before && !isElsewhere(before) ? [{ label, value: before }] : []));
}

/** A withdrawal is the same document with another status: it is reviewed and signed like the one it takes back. */
export function prepareWithdrawal(station: Station, id: string): Result<{ id: string; number: string }> {
  const earlier = earlierDocument(station, id);
  if (!earlier.ok) return earlier;
  const { type, version, summary } = earlier.value.document;
  if (type.withdrawn === undefined) return failed({ code: 'stateForbids', state: type.id, action: 'withdraw' });
  const expected = expectedVersion(type, summary.destinationCountry, documentVersions(station))?.version ?? version;
  const withdrawn = type.withdrawn(new TextDecoder().decode(earlier.value.bytes));
  const xml = expected.id === version.id ? withdrawn : (type.inVersion?.(withdrawn, expected) ?? withdrawn);
  return receiveFile(station, { name: `${summary.number}.xml`, bytes: new TextEncoder().encode(xml) });
}

/** As it was sent, and as it came here: without what this station's official added. */
type Earlier = { readonly bytes: Uint8Array; readonly document: ReadDocument; readonly arrived: ReadDocument };

function earlierDocument(station: Station, id: string): Result<Earlier> {
  const certificate = station.store.outgoing.get(id);
  if (!certificate.ok) return certificate;
  const { signed, bytes } = certificate.value;
  if (bytes === null) return failed({ code: 'documentNotFound', id });
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const arrived = readDocument(reading, bytes);
  if (!arrived.ok || signed === null) return arrived.ok ? done({ bytes, document: arrived.value, arrived: arrived.value }) : arrived;
  const document = readDocument(reading, signed);
  return document.ok ? done({ bytes: signed, document: document.value, arrived: arrived.value }) : document;
}

export function openDraft(station: Station, id: string): Result<{ row: Row; values: Record<string, string>; reading: Reading }> {
  const draft = station.store.drafts.get(id);
  if (!draft.ok) return draft;
  const composed = compose(station, draft.value, draft.value.values);
  return composed.ok
    ? done({
        row: rowOf(station, { ...draft.value, summary: composed.value.document.summary }),
        values: { ...draft.value.values },
        reading: composed.value.reading,
      })
    : composed;
}

/** Kept first, judged after: nothing that was typed is lost because it is not right yet. */
export function saveDraft(station: Station, request: { id: string; values: DraftValues }): Result<Reading> {
  const draft = station.store.drafts.get(request.id);
  if (!draft.ok) return draft;
  const composed = compose(station, draft.value, request.values);
  const kept = keep(station, draft.value, request.values, composed);
  if (!kept.ok) return kept;
  return composed.ok ? done(composed.value.reading) : composed;
}

/** A document with errors does not leave the desk; what it says then is exactly what is reviewed and signed. */
export function finishDraft(station: Station, id: string): Result<{ id: string; number: string }> {
  const draft = station.store.drafts.get(id);
  if (!draft.ok) return draft;
  const composed = compose(station, draft.value, draft.value.values);
  if (!composed.ok) return composed;
  const { bytes, document, reading } = composed.value;
  const counts = countFindings(reading.findings);
  if (counts.errors > 0) return failed({ code: 'documentHasErrors', count: counts.errors });
  const { summary, version } = document;
  const finished = station.store.drafts.finish({ id, bytes, version: version.id, summary, ...counts, at: now(station), by: station.by() });
  if (!finished.ok) return finished;
  station.announce.changed(id);
  return done({ id, number: summary.number });
}

export function discardDraft(station: Station, id: string): Result<Record<string, never>> {
  const discarded = station.store.drafts.discard({ id, at: now(station), by: station.by() });
  return discarded.ok ? done({}) : discarded;
}

/** A draft is kept in the version its document was composed in, with what that document says of itself. */
function keep(station: Station, draft: Begun, values: DraftValues, composed: Result<Composed>): Result<null> {
  const { id, type, answers } = draft;
  const document = composed.ok ? composed.value.document : null;
  const version = document?.version.id ?? draft.version;
  const summary = document?.summary ?? null;
  return station.store.drafts.save({ id, type, version, answers, values, summary, at: now(station), by: station.by() });
}

/**
 * The document these values make, read back through the same gate as any other. Where the destination decides the version,
 * it is composed in that one as soon as the destination is written.
 */
function compose(station: Station, draft: Begun, values: DraftValues): Result<Composed> {
  const kind = kindOf(station, draft.type, draft.version);
  if (!kind) return failed({ code: 'documentTypeUnknown', root: draft.type });
  const composed = composeIn(station, draft.id, kind, values);
  if (!composed.ok) return composed;
  const { summary } = composed.value.document;
  const expected = expectedVersion(kind.type, summary.destinationCountry, documentVersions(station));
  return expected === null || expected.version.id === kind.version.id
    ? composed
    : composeIn(station, draft.id, { type: kind.type, version: expected.version }, values);
}

type Kind = { readonly type: DocumentType; readonly version: DocumentVersion };

function composeIn(station: Station, id: string, kind: Kind, values: DraftValues): Result<Composed> {
  const bytes = new TextEncoder().encode(kind.type.compose(askedValues(kind.type.form, values), kind.version));
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const document = readDocument(reading, bytes);
  if (!document.ok) return document;
  const found = findingsToSign(station, document.value, bytes, id);
  if (!found.ok) return found;
  const findings = atFields(found.value, kind, values);
  const view = viewDocument(station, document.value) as Reading['view'];
  const { number, destinationCountry: destination } = document.value.summary;
  return done({ bytes, document: document.value, reading: { number, destination, version: kind.version.label, findings, view } });
}

/** Beyond these a person is not helped by one more place; and a draft of a thousand lines is not composed twice at each save. */
const mostPlaced = 200;
const mostValues = 40_000;

function atFields(findings: readonly Finding[], kind: Kind, values: DraftValues): Reading['findings'] {
  if (findings.length === 0) return [];
  if (Object.keys(values).length > mostValues) return findings.map((finding) => ({ ...finding, field: null }));
  const fields = fieldsByPath(kind.type, kind.version, askedValues(kind.type.form, values));
  return findings.map((finding, index) => ({ ...finding, field: index < mostPlaced ? fieldOfFinding(finding.path, fields) : null }));
}

function kindOf(station: Station, typeId: string, versionId: string): Kind | null {
  const type = station.documentTypes.find((one) => one.id === typeId);
  const version = type?.versions.find((one) => one.id === versionId);
  return type && version ? { type, version } : null;
}

function rowOf(station: Station, { id, type, version, summary, at, by }: DraftInList): Row {
  const { number, exporter, goods } = summary;
  return { id, type, typeName: typeName(station, type), version, number, exporter, goods, savedAt: at, savedBy: by };
}
