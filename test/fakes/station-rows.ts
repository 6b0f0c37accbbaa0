import type { z } from 'zod/mini';
import type { IncomingState, OutgoingState } from '#core/lifecycle.ts';
import type { Reason, Verdict } from '#core/trust.ts';
import type { workRow } from '#contract/first-screen.ts';
import type { incomingRow } from '#contract/station-shapes.ts';
import type { SampleDocument } from '#test/fakes/station-documents.ts';

export type WorkRow = z.output<typeof workRow>;
export type IncomingRow = z.output<typeof incomingRow>;
export type Held<Row> = { row: Row; readonly document: SampleDocument };

const hourMs = 3_600_000;
export const agoIso = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

/** the certificates that signed at the station */
export const officials = ['CN=Funcionaria de Práctica,O=Autoridad', 'CN=Inspector de Práctica,O=Autoridad'] as const;

function outgoing(document: SampleDocument, id: string, number: string, state: OutgoingState, hours: number): Held<WorkRow> {
  const { summary } = document;
  return {
    document,
    row: {
      id,
      number,
      type: document.type.id,
      typeName: document.type.name,
      state,
      exporter: summary.exporter,
      goods: summary.goods,
      destinationCountry: summary.destinationCountry,
      assignedTo: null,
      arrivedAt: agoIso(hours),
      dueAt: document.isUrgent ? agoIso(-5) : null,
      changedAt: agoIso(hours / 2),
      isUrgent: document.isUrgent,
      source: 'VUCE',
      errors: document.findings.filter((finding) => finding.level === 'error').length,
      warnings: document.findings.filter((finding) => finding.level === 'warning').length,
      nextAttemptAt: state === 'queued' ? agoIso(-0.2) : null,
      attempts: { queued: 2, unconfirmed: 1, needsAttention: 14, sent: 1, received: 1, receivedWithErrors: 1 }[state as string] ?? 0,
      signedBy: state === 'pending' ? null : (officials[hours % 2] ?? null),
      lateByMs: state === 'sent' ? 3 * hourMs : null,
    },
  };
}

/** The inbox: every sample once, then as many more as the test wants, urgent ones first. */
export function inboxRows(samples: readonly SampleDocument[], extra: number): Held<WorkRow>[] {
  const first = samples.map((document, index) =>
    outgoing(document, document.summary.number, document.summary.number, 'pending', index * 3 + 1),
  );
  const more = Array.from({ length: extra }, (_, index) => {
    const document = samples[index % samples.length] as SampleDocument;
    return outgoing(
      { ...document, isUrgent: false },
      `more-${index}`,
      `PRACTICA-${String(index).padStart(6, '0')}`,
      'pending',
      50 + index / 10,
    );
  });
  return [...first, ...more].sort((a, b) => Number(b.row.isUrgent) - Number(a.row.isUrgent));
}

const sentStates: readonly OutgoingState[] = [
  'needsAttention',
  'receivedWithErrors',
  'unconfirmed',
  'queued',
  'sent',
  'received',
  'used',
  'replacementAsked',
  'refused',
];

/** The outbox: one certificate in each state it may be in. */
export function outboxRows(samples: readonly SampleDocument[]): Held<WorkRow>[] {
  return sentStates.map((state, index) => {
    const document = samples[index % samples.length] as SampleDocument;
    return outgoing(
      { ...document, isUrgent: false },
      `out-${state}`,
      `PRACTICA-2026-0005${String(index).padStart(2, '0')}`,
      state,
      index * 7 + 2,
    );
  });
}

const judged: readonly (readonly [IncomingState, Verdict | null, readonly Reason[]])[] = [
  ['valid', 'valid', []],
  ['invalid', 'invalid', ['digest-mismatch', 'revoked']],
  ['undecided', 'undecided', ['revocation-stale', 'directory-stale']],
  ['arrived', null, []],
  ['acknowledged', 'valid', []],
  ['replaced', 'valid', []],
  ['answer', null, []],
];

export function incomingRows(samples: readonly SampleDocument[]): Held<IncomingRow>[] {
  return judged.map(([state, verdict, reasons], index) => {
    const answered = state === 'answer' ? samples.find(({ answer }) => answer !== null) : undefined;
    const document = (answered ?? samples[(index * 2 + 1) % samples.length]) as SampleDocument;
    const { summary } = document;
    const type = answered?.answer?.type ?? document.type;
    return {
      document,
      row: {
        id: `inc-${state}`,
        number: answered ? summary.number : `PRACTICA-${summary.issuerCountry ?? 'XX'}-2026-0007${String(index).padStart(2, '0')}`,
        type: type.id,
        typeName: type.name,
        state,
        fromCountry: answered ? summary.destinationCountry : summary.issuerCountry,
        exporter: answered ? null : summary.exporter,
        goods: answered ? null : summary.goods,
        arrivedAt: agoIso(index * 5 + 0.5),
        judgement: verdict === null ? null : { verdict, reasons: [...reasons] },
      },
    };
  });
}
