import type { Fault } from '#core/delivery.ts';
import type { IncomingEvent } from '#core/lifecycle.ts';
import type { Judgement, Reason } from '#core/trust.ts';

/** What the other country is told of its document: received correctly (RCB), or with errors (ERR) and which. */
export type Acknowledgement = {
  readonly kind: 'receivedCorrectly' | 'receivedWithErrors';
  readonly text: string | null;
  readonly faults: readonly Fault[];
};

/** Null while nothing can be said: an undecided document is not acknowledged, it waits to be judged again. */
export function acknowledgementOf(judgement: Judgement, sentenceOf: (reason: Reason) => string): Acknowledgement | null {
  if (judgement.verdict === 'undecided') return null;
  if (judgement.verdict === 'valid') return { kind: 'receivedCorrectly', text: null, faults: [] };
  const faults = judgement.reasons
    .slice(0, maxFaults)
    .map((reason) => ({ code: faultCode(reason), message: sentenceOf(reason).slice(0, 300) }));
  return { kind: 'receivedWithErrors', text: faults[0]?.message ?? null, faults };
}

/** MensajeFalla: DetallesError 1..99, CodigodeError up to 5 characters. */
const maxFaults = 99;

const families: readonly (readonly [string, readonly Reason[]])[] = [
  ['XML', ['not-xml', 'encoding-refused', 'doctype', 'processing-instruction', 'too-large', 'too-deep', 'second-root', 'comment-in-value']],
  [
    'FIR',
    [
      'no-signature',
      'several-signatures',
      'signature-misplaced',
      'signature-malformed',
      'duplicate-id',
      'reference-not-document',
      'transform-refused',
      'algorithm-refused',
      'digest-mismatch',
      'signature-mismatch',
      'verifiers-disagree',
    ],
  ],
  ['CER', ['certificate-malformed', 'no-path', 'key-refused', 'not-yet-valid', 'expired', 'revoked', 'key-usage', 'constraint']],
  ['FUN', ['not-an-official', 'official-disabled', 'official-not-for-this-document']],
  ['ESQ', ['schema']],
  ['REG', ['rule']],
  ['DUP', ['duplicate', 'replay']],
];

/** No list of error codes is published for the platform, so ours name the family of what is wrong. */
export function faultCode(reason: Reason): string {
  return families.find(([, reasons]) => reasons.includes(reason))?.[0] ?? 'OTR';
}

/** The person's answer to an incoming document, as a step of its life and as the platform's message. */
export const answers = {
  acknowledge: { event: 'acknowledge', message: null },
  markUsed: { event: 'markUsed', message: 'used' },
  askReplacement: { event: 'askReplacement', message: 'replacementAsked' },
  refuse: { event: 'refuse', message: 'refused' },
} as const satisfies Readonly<Record<string, { event: IncomingEvent; message: 'used' | 'replacementAsked' | 'refused' | null }>>;
export type Answer = keyof typeof answers;
