import { createHash } from 'node:crypto';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import { failureText } from '#core/text/failures.ts';
import type { WorkItem } from '#main/ports/gateway.ts';
import type { WorkToKeep } from '#main/ports/store-outgoing.ts';
import { isAlreadySigned } from '#main/station/earlier-signatures.ts';
import { findingsToSign } from '#main/station/findings-to-sign.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { orderedId } from '#main/station/ordered-id.ts';
import { countFindings, readDocument, type ReadDocument } from '#main/station/read-document.ts';
import { readPages } from '#main/station/read-pages.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type Arrival = Pick<WorkToKeep, 'bytes' | 'source' | 'sourceId' | 'assignedTo' | 'dueAt' | 'arrivedAt'>;

/** A file somebody dropped, chose or named. The same bytes twice are told, not stored. */
export function receiveFile(station: Station, file: { name: string; bytes: Uint8Array }): Result<{ id: string; number: string }> {
  const arrival: Arrival = { bytes: file.bytes, source: 'file', sourceId: null, assignedTo: null, dueAt: null, arrivedAt: now(station) };
  const document = readToSign(station, arrival);
  if (!document.ok) return failed(withItsCertificate(station, document.failure));
  const work = workToKeep(station, arrival, document.value);
  if (!work.ok) return work;
  const kept = station.store.outgoing.receive(work.value);
  if (!kept.ok) return kept;
  const number = work.value.summary.number;
  if (!kept.value.isNew) return failed({ code: 'documentAlreadyHere', id: kept.value.id, number });
  station.announce.changed(kept.value.id);
  return done({ id: kept.value.id, number });
}

/** An answer of another country leads to the certificate it answers, where that is here. */
function withItsCertificate(station: Station, failure: Failure): Failure {
  if (failure.code !== 'documentIsAnswer') return failure;
  const found = station.store.outgoing.byNumber(failure.number);
  const id = found.ok ? found.value.find(({ state }) => state !== 'draft')?.id : undefined;
  return id === undefined ? failure : { ...failure, id };
}

/** Everything the gateway has for us to sign since the last time. Returns how many were new. */
export async function fetchWork(station: Station): Promise<Result<number>> {
  const gateway = station.gateway();
  if (!gateway) return failed({ code: 'gatewayNotSet' });
  let fresh = 0;
  const isRead = await readPages(station, 'work', async (after) => {
    const answer = await gateway.work(after);
    if (!answer.ok) return answer;
    const kept = keepWork(station, answer.value.items, answer.value.cursor);
    if (!kept.ok) return kept;
    fresh += kept.value.fresh.length;
    station.announce.changed(...kept.value.fresh);
    for (const refused of kept.value.refused) tellRefused(station, refused);
    return done({ cursor: answer.value.cursor, isLast: answer.value.items.length === 0 });
  });
  return isRead.ok ? done(fresh) : isRead;
}

type Refused = { readonly item: WorkItem; readonly failure: Failure };
type KeptWork = { readonly fresh: readonly string[]; readonly refused: readonly Refused[] };

/** One transaction: what was fetched and where to go on. */
function keepWork(station: Station, items: readonly WorkItem[], cursor: string): Result<KeptWork> {
  const refused: Refused[] = [];
  const works: { readonly item: WorkItem; readonly work: WorkToKeep }[] = [];
  for (const item of items) {
    const arrival: Arrival = { ...item, source: 'gateway', sourceId: item.id };
    const document = readToSign(station, arrival);
    if (!document.ok) {
      refused.push({ item, failure: document.failure });
      continue;
    }
    const work = workToKeep(station, arrival, document.value);
    if (!work.ok) return work;
    works.push({ item, work: work.value });
  }
  return station.store.together(() => {
    const fresh: string[] = [];
    for (const { item, failure } of refused) {
      const kept = keepRefused(station, item, failure);
      if (!kept.ok) return kept;
    }
    for (const { item, work } of works) {
      const kept = station.store.outgoing.receive(work);
      if (!kept.ok) return kept;
      if (kept.value.isNew) fresh.push(kept.value.id);
      if (kept.value.isChanged) {
        const told = keepRefused(station, item, { code: 'documentAlreadyHere', id: kept.value.id, number: work.summary.number });
        if (!told.ok) return told;
      }
    }
    const moved = station.store.setCursor('work', cursor);
    return moved.ok ? done({ fresh, refused }) : moved;
  });
}

/** What fails here is refused for good. */
function readToSign(station: Station, arrival: Arrival): Result<ReadDocument> {
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const document = readDocument(reading, arrival.bytes);
  if (!document.ok) return document;
  return isAlreadySigned(station.xml.signing, document.value, arrival.bytes)
    ? failed({ code: 'documentAlreadySigned', number: document.value.summary.number })
    : document;
}

/** What fails here is the store: the same work is brought again later. */
function workToKeep(station: Station, arrival: Arrival, document: ReadDocument): Result<WorkToKeep> {
  const { type, version, summary } = document;
  const findings = findingsToSign(station, document, arrival.bytes, null);
  if (!findings.ok) return findings;
  const counts = countFindings(findings.value);
  return done({ ...arrival, id: orderedId(station), type: type.id, version: version.id, summary, ...counts, by: arrival.source });
}

function tellRefused(station: Station, { item, failure }: Refused): void {
  const why = { es: failureText(failure, 'es').advice, en: failureText(failure, 'en').advice };
  raiseNotice(station, { topic: 'workRefused', subject: item.id, country: null, facts: { why } });
}

/**
 * What the gate refuses never becomes work, but what the gateway handed over must not be lost either: the bytes are
 * kept whole as an incident and a person is told.
 */
function keepRefused(station: Station, item: WorkItem, failure: Failure): Result<null> {
  const at = now(station);
  const sha256 = createHash('sha256').update(item.bytes).digest('hex');
  const kept = station.store.evidence.put({
    kind: 'incident',
    key: item.id,
    bytes: item.bytes,
    from: null,
    until: null,
    source: 'gateway',
    at,
  });
  if (!kept.ok) return kept;
  const reason = 'reason' in failure ? failure.reason : failure.code;
  station.log.write('warn', 'work.refusedAtGate', { item: item.id, reason, sha256 });
  return station.store.journal.append({
    at,
    kind: 'refusedAtGate',
    subject: item.id,
    by: 'gateway',
    detail: { reason, sha256, size: item.bytes.length },
  });
}
