import { z } from 'zod/mini';
import { judgedBy, type certificatePage as pageShape } from '#contract/station-shapes.ts';
import { countryOfScope } from '#core/contingency-scope.ts';
import { withdrawnStatus } from '#core/documents/code-lists/document-codes.ts';
import type { DocumentType } from '#core/documents/document-type.ts';
import { mustAskFirst, type AttemptOutcome } from '#core/delivery.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { inboxStates, nextOutgoing } from '#core/lifecycle.ts';
import { attemptSentence } from '#core/text/attempts.ts';
import type { Attempt } from '#main/ports/store-outbox.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import { readDocument } from '#main/station/read-document.ts';
import { timelineOf } from '#main/station/show-timeline.ts';
import { rowShower } from '#main/station/show-work.ts';
import { viewDocument } from '#main/station/view-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type CertificatePage = z.output<typeof pageShape>;

/** Everything about one outgoing certificate: state, timeline to the attempt, the acknowledgement with its faults. */
export function certificatePage(station: Station, id: string): Result<CertificatePage> {
  const certificate = station.store.outgoing.get(id);
  if (!certificate.ok) return certificate;
  const { row, bytes, toSign, signed } = certificate.value;
  const acknowledgement = station.store.outgoing.acknowledgement(id);
  if (!acknowledgement.ok) return acknowledgement;
  const timeline = timelineOf(station, id);
  if (!timeline.ok) return timeline;
  const attempts = station.store.outbox.attempts(id);
  if (!attempts.ok) return attempts;
  const shown = signed ?? toSign ?? bytes;
  const read = shown === null ? null : readDocument({ documents: station.xml.documents, types: station.documentTypes }, shown);
  return done({
    row: rowShower(station)(row),
    digest: row.digest,
    sha256: row.sha256 ?? '',
    signedSha256: row.signedSha256,
    signer: row.signer ? { name: row.signer.subject, fingerprint: row.signer.fingerprint, algorithm: row.algorithm ?? '' } : null,
    schema: row.digest === null ? null : approvedBy(station, id),
    contingency: contingencyOf(station, row.contingencyId),
    acknowledgement: acknowledgement.value && {
      ...acknowledgement.value,
      faults: acknowledgement.value.faults.map((fault) => ({ ...fault })),
    },
    timeline: timeline.value,
    attempts: attempts.value.map(({ startedAt, endedAt, outcome, detail }) => ({
      startedAt,
      endedAt,
      outcome,
      sentence: attemptSentence({ outcome, detail }),
    })),
    view: (read?.ok
      ? viewDocument(station, read.value)
      : { title: { es: row.number, en: row.number }, sections: [], notUnderstood: [] }) as CertificatePage['view'],
    actions: actionsIn(row, read?.ok ? read.value.type : null),
  });
}

function contingencyOf(station: Station, id: string | null): CertificatePage['contingency'] {
  if (id === null) return null;
  const list = station.store.contingency.list();
  const issuedUnder = list.ok ? list.value.find((one) => one.id === id) : undefined;
  return issuedUnder === undefined ? null : { country: countryOfScope(issuedUnder.scope) };
}

/** The schema that judged it stands in the journal with the approval: the one in use may be another by now. */
function approvedBy(station: Station, id: string): CertificatePage['schema'] {
  const entries = station.store.journal.of(id);
  const approval = entries.ok ? entries.value.findLast(({ kind }) => kind === 'approve') : undefined;
  const kept = approvalDetail.safeParse(approval?.detail);
  return kept.success ? kept.data.detail.more.schema : null;
}

const approvalDetail = z.object({ detail: z.object({ more: z.object({ schema: judgedBy }) }) });

function actionsIn({ state, summary }: OutgoingRow, type: DocumentType | null): CertificatePage['actions'] {
  // what takes another back is itself neither taken back nor replaced
  const isWithdrawal = summary.statusCode === withdrawnStatus;
  const actions: CertificatePage['actions'] = [];
  if (state === 'queued' || state === 'unconfirmed' || nextOutgoing(state, 'retry') !== null) actions.push('retry');
  if (inboxStates.includes(state)) actions.push('review');
  if (state !== 'draft') actions.push('export');
  if (!isWithdrawal && nextOutgoing(state, 'withdrawn') !== null && type?.withdrawn !== undefined) actions.push('withdraw');
  if (!isWithdrawal && nextOutgoing(state, 'replaced') !== null && type?.replacementFrom !== undefined) actions.push('replace');
  if (type?.draftFrom !== undefined) actions.push('copy');
  return actions;
}

/** A person says: now. Where the last attempt was never answered the gateway is asked before anything is sent. */
export function retry(station: Station, id: string): Result<Record<string, never>> {
  const row = station.store.outgoing.row(id);
  if (!row.ok) return row;
  const { state, idempotencyKey } = row.value;
  if (idempotencyKey === null) return failed({ code: 'stateForbids', state, action: 'retry' });
  const attempts = station.store.outbox.attempts(id);
  if (!attempts.ok) return attempts;
  const at = now(station);
  const hastened = station.store.together<unknown>(() => {
    if (state !== 'queued' && state !== 'unconfirmed') {
      const event = state === 'needsAttention' && mustAskFirst(attempts.value.map(outcomeOf)) ? 'askAgain' : 'retry';
      const step = station.store.outgoing.apply({ id, event, at, by: station.by() });
      if (!step.ok) return step;
    }
    return station.store.outbox.hasten({ key: idempotencyKey, at });
  });
  if (!hastened.ok) return hastened;
  station.line.probeNow();
  station.announce.changed(id);
  station.wake.deliver();
  return done({});
}

const outcomes: readonly string[] = ['accepted', 'refused', 'busy', 'noAnswer', 'known', 'unknownThere', 'differs', 'heldBack'];

/** An attempt that was interrupted, or still runs, may have arrived: for the decision that is no answer. */
function outcomeOf(attempt: Attempt): AttemptOutcome {
  return outcomes.includes(attempt.outcome) ? (attempt.outcome as AttemptOutcome) : null;
}

/** The signed bytes, or those that arrived, exactly as they are. */
export function documentBytes(station: Station, id: string): Result<{ name: string; bytes: Uint8Array }> {
  const outgoing = station.store.outgoing.get(id);
  if (outgoing.ok) {
    const { row, signed, bytes } = outgoing.value;
    const found = signed ?? bytes;
    return found === null ? failed({ code: 'documentNotFound', id }) : done({ name: fileName(row.number, signed !== null), bytes: found });
  }
  const incoming = station.store.incoming.get(id);
  return incoming.ok ? done({ name: fileName(incoming.value.row.number, false), bytes: incoming.value.bytes }) : incoming;
}

function fileName(number: string, isSigned: boolean): string {
  const safe = number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 120) || 'certificado';
  return `${safe}${isSigned ? '.signed' : ''}.xml`;
}
