import type { Fault } from '#core/delivery.ts';
import type { IncomingEvent } from '#core/lifecycle.ts';
import type { InvalidReason, Judgement, Reason } from '#core/trust.ts';

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

/** No list of error codes is published for the platform, so ours name the family of what is wrong. */
const families: Readonly<Record<InvalidReason, 'XML' | 'FIR' | 'CER' | 'FUN' | 'ESQ' | 'REG' | 'DUP'>> = {
  'not-xml': 'XML',
  'encoding-refused': 'XML',
  doctype: 'XML',
  'processing-instruction': 'XML',
  'too-large': 'XML',
  'too-deep': 'XML',
  'second-root': 'XML',
  'no-signature': 'FIR',
  'several-signatures': 'FIR',
  'signature-misplaced': 'FIR',
  'signature-malformed': 'FIR',
  'duplicate-id': 'FIR',
  'reference-not-document': 'FIR',
  'transform-refused': 'FIR',
  'algorithm-refused': 'FIR',
  'comment-in-value': 'XML',
  'digest-mismatch': 'FIR',
  'signature-mismatch': 'FIR',
  'verifiers-disagree': 'FIR',
  'certificate-malformed': 'CER',
  'certificate-forged': 'CER',
  'no-path': 'CER',
  'key-refused': 'CER',
  'not-yet-valid': 'CER',
  expired: 'CER',
  revoked: 'CER',
  'key-usage': 'CER',
  constraint: 'CER',
  policy: 'CER',
  'not-an-official': 'FUN',
  'official-disabled': 'FUN',
  'official-not-for-this-document': 'FUN',
  schema: 'ESQ',
  rule: 'REG',
  duplicate: 'DUP',
  replay: 'DUP',
};

/** What merely leaves the question open is of no family. */
export function faultCode(reason: Reason): string {
  return reason in families ? families[reason as InvalidReason] : 'OTR';
}

/** The person's answer to an incoming document, as a step of its life and as the platform's message. */
export const answers = {
  acknowledge: { event: 'acknowledge', message: null },
  markUsed: { event: 'markUsed', message: 'used' },
  askReplacement: { event: 'askReplacement', message: 'replacementAsked' },
  refuse: { event: 'refuse', message: 'refused' },
} as const satisfies Readonly<Record<string, { event: IncomingEvent; message: 'used' | 'replacementAsked' | 'refused' | null }>>;
export type Answer = keyof typeof answers;
