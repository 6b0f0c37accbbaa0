import { attemptSentence } from '#core/text/attempts.ts';
import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import { incompleteStates } from '#core/agreed-times.ts';
import { blockers, changesBetween } from '#core/review.ts';
import type { SampleDocument } from '#test/fakes/station-documents.ts';
import { agoIso, officials, type Held, type IncomingRow, type WorkRow } from '#test/fakes/station-rows.ts';
import { goodFingerprint } from '#test/fakes/station-tokens.ts';
import { timelineSentence } from '#core/text/timeline.ts';

type Answer<Name extends keyof Handlers<StationApi>> = Extract<Awaited<ReturnType<Handlers<StationApi>[Name]>>, { ok: true }>['value'];

const judgedBy = ({ version }: SampleDocument) => ({ name: version.schema, hash: 'd4'.repeat(32), pack: null });

export function reviewOf({ row, document }: Held<WorkRow>, samples: readonly SampleDocument[], isSignable: boolean): Answer<'openReview'> {
  const { summary, view, findings } = document;
  const replaced = samples.find((sample) => sample.summary.number === summary.replaces) ?? samples[0];
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    typeName: row.typeName,
    version: document.version.label,
    state: row.state,
    digest: isSignable ? `sha256:${document.sha256}` : null,
    sha256: document.sha256,
    size: document.bytes.length,
    view: view as Answer<'openReview'>['view'],
    findings: [...findings],
    blockers: [...blockers({ findings, isSignable, isEntityMissing: false, clockDifferenceMs: null })],
    schema: judgedBy(document),
    changes: summary.replaces === null || !replaced ? null : changesBetween(replaced.view, view).map((change) => ({ ...change })),
    replaces: summary.replaces,
  };
}

function timelineOf(entries: readonly (readonly [number, string, string, string, string | null])[]): Answer<'certificate'>['timeline'] {
  return entries.map(([hours, es, en, source, detail]) => ({ at: agoIso(hours), kind: 'told', sentence: { es, en }, source, detail }));
}

function replacedBy(number: string): Answer<'incomingCertificate'>['timeline'][number] {
  const sentence = timelineSentence('replace', { reason: number });
  return { at: agoIso(1), kind: 'replace', sentence, source: 'station', detail: null };
}

function said(kind: string, reason: string): Answer<'certificate'>['timeline'][number] {
  return { at: agoIso(1), kind, sentence: timelineSentence(kind, { reason }), source: 'CO', detail: null };
}

const saidOf: Readonly<Partial<Record<string, Answer<'certificate'>['timeline'][number]>>> = {
  replacementAsked: said('replacementAsked', 'Falta el tratamiento de la línea 2'),
  receivedWithErrors: said('rejected', 'El punto de ingreso no coincide con el permiso.'),
};

function answered(number: string): Answer<'incomingCertificate'>['timeline'][number] {
  const facts = { outcome: 'rejected', number, reason: 'Falta el permiso de importación.' };
  return { at: agoIso(1), kind: 'takeAnswer', sentence: timelineSentence('takeAnswer', facts), source: 'station', detail: null };
}

export function certificatePageOf({ row, document }: Held<WorkRow>): Answer<'certificate'> {
  const isFaulty = row.state === 'receivedWithErrors';
  const isAnswered = isFaulty || row.state === 'received' || row.state === 'used';
  return {
    row,
    digest: `sha256:${document.sha256}`,
    sha256: document.sha256,
    signedSha256: 'e5'.repeat(32),
    signer: { name: 'Funcionaria de Práctica', fingerprint: goodFingerprint, algorithm: 'rsa-sha256' },
    schema: judgedBy(document),
    contingency: null,
    acknowledgement: isAnswered
      ? {
          code: isFaulty ? 'ERR' : 'RCB',
          text: isFaulty ? 'El punto de ingreso no coincide con el permiso.' : null,
          at: agoIso(0.4),
          faults: isFaulty ? [{ code: 'F0102', message: 'Punto de ingreso distinto del que consta en el permiso de importación.' }] : [],
        }
      : null,
    timeline: timelineOf([
      [9, 'Llegó de la ventanilla.', 'It arrived from the gateway.', 'gateway', null],
      [6, 'Revisado y aprobado.', 'Reviewed and approved.', 'Funcionaria de Práctica', null],
      [5.9, 'Firmado con el token PRACTICA.', 'Signed with the token PRACTICA.', 'Funcionaria de Práctica', null],
      [5.8, 'La ventanilla no respondió.', 'The gateway did not answer.', 'station', 'connect ETIMEDOUT'],
      [5, 'La ventanilla lo aceptó.', 'The gateway accepted it.', 'gateway', 'recibo 7f31'],
    ]).concat(saidOf[row.state] ?? []),
    attempts: [
      {
        startedAt: agoIso(5.8),
        endedAt: agoIso(5.79),
        outcome: 'noAnswer',
        sentence: attemptSentence({ outcome: 'noAnswer', detail: '{"code":"gatewayUnreachable","detail":"connect ETIMEDOUT"}' }),
      },
      {
        startedAt: agoIso(5),
        endedAt: agoIso(4.99),
        outcome: 'accepted',
        sentence: attemptSentence({ outcome: 'accepted', detail: 'r-2048' }),
      },
    ],
    view: document.view as Answer<'certificate'>['view'],
    actions:
      row.state === 'needsAttention' || row.state === 'refused' ? ['retry', 'export', 'copy'] : ['export', 'withdraw', 'replace', 'copy'],
  };
}

export function incomingPageOf({ row, document }: Held<IncomingRow>): Answer<'incomingCertificate'> {
  const judgement = row.judgement;
  return {
    row,
    hasAcknowledgement: judgement !== null && judgement.verdict !== 'undecided',
    sha256: document.sha256,
    size: document.bytes.length,
    view:
      row.state === 'arrived' ? null : ((row.state === 'answer' ? document.answer?.view : document.view) as Answer<'certificate'>['view']),
    findings: row.state === 'invalid' ? [...document.findings] : [],
    schema: judgement ? judgedBy(document) : null,
    signatures: judgement
      ? [
          {
            covers: 'document',
            judgement,
            algorithm: 'rsa-sha256',
            digest: `sha256:${document.sha256}`,
            signer: {
              subject: 'CN=Inspector de Práctica, O=Autoridad fitosanitaria de práctica',
              serial: '4d2f09aa17',
              fingerprint: goodFingerprint,
              country: row.fromCountry,
            },
          },
        ]
      : [],
    evidence: judgement
      ? [
          {
            kind: 'certificate',
            sha256: 'a7'.repeat(32),
            from: '2026-01-01T00:00:00Z',
            until: '2028-12-31T00:00:00Z',
            note: 'CN=AC emisora de práctica,O=Autoridad fitosanitaria de práctica,C=PE',
          },
          // one list, consulted for the official and for the authority
          ...[1, 2].map(() => ({ kind: 'crl', sha256: 'b8'.repeat(32), from: agoIso(20), until: agoIso(-4), note: 'clear' })),
          { kind: 'directory', sha256: 'c9'.repeat(32), from: agoIso(30), until: null, note: 'secuencia 42' },
        ]
      : [],
    timeline: [
      ...timelineOf([
        [3, 'Llegó de la ventanilla.', 'It arrived from the gateway.', 'gateway', null],
        [2.9, 'Se guardó y se comprobó.', 'It was stored and checked.', 'station', null],
      ]),
      ...(row.state === 'replaced' ? [replacedBy('PRACTICA-PE-2026-000709')] : []),
      ...(row.state === 'answer' ? [answered(row.number)] : []),
    ],
  };
}

export function monitorOf(work: readonly WorkRow[], incoming: readonly IncomingRow[]): Answer<'monitor'> {
  const count = (rows: readonly { readonly state: string }[], direction: 'outgoing' | 'incoming') =>
    [...new Set(rows.map((row) => row.state))].map((state) => ({
      direction,
      state,
      count: rows.filter((row) => row.state === state).length,
    }));
  const wave = (day: number, of: number): number => Math.round(of * (1 + Math.sin(day * 0.9)) + (day % 7 > 4 ? 0 : of));
  const hasAny = work.length > 0;
  const types = new Map(work.map((row) => [row.type, row]));
  const incomplete = work.filter((row) => incompleteStates.includes(row.state));
  return {
    byState: [...count(work, 'outgoing'), ...count(incoming, 'incoming')],
    byDay: hasAny
      ? Array.from({ length: 30 }, (_, day) => ({
          day: agoIso((29 - day) * 24).slice(0, 10),
          outgoing: wave(day, 14),
          incoming: wave(day + 3, 6),
        }))
      : [],
    byCountry: hasAny
      ? [
          { country: 'PE', outgoing: 312, incoming: 120 },
          { country: 'CO', outgoing: 205, incoming: 88 },
          { country: 'MX', outgoing: 141, incoming: 64 },
          { country: 'CL', outgoing: 18, incoming: 203 },
        ]
      : [],
    byHour: hasAny
      ? Array.from({ length: 24 }, (_, hour) => ({
          hour: agoIso(23 - hour).slice(0, 13),
          outgoing: wave(hour, 3),
          incoming: wave(hour + 2, 1),
        }))
      : [],
    byType: hasAny ? [...types.values()].map((row) => ({ type: row.type, typeName: row.typeName, outgoing: 40, incoming: 20 })) : [],
    officials: hasAny ? [...officials] : [],
    incompleteTotal: incomplete.length,
    late: incomplete.filter((row) => row.lateByMs !== null).length,
  };
}

export function incompleteOf(work: readonly WorkRow[], official: string | undefined): Answer<'incomplete'> {
  const rows = work.filter((row) => incompleteStates.includes(row.state) && (official === undefined || row.signedBy === official));
  return { total: rows.length, rows };
}
