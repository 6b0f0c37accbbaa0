import type { Words } from '#core/finding.ts';
import type { OutgoingState } from '#core/lifecycle.ts';

const names: Readonly<Record<OutgoingState, Words>> = {
  draft: { es: 'Borrador', en: 'Draft' },
  pending: { es: 'Por revisar', en: 'To review' },
  inReview: { es: 'En revisión', en: 'In review' },
  approved: { es: 'Aprobado', en: 'Approved' },
  queued: { es: 'En cola', en: 'Queued' },
  sending: { es: 'Enviando', en: 'Sending' },
  unconfirmed: { es: 'Sin confirmar', en: 'Not confirmed' },
  sent: { es: 'Enviado', en: 'Sent' },
  received: { es: 'Recibido bien', en: 'Received correctly' },
  receivedWithErrors: { es: 'Recibido con errores', en: 'Received with errors' },
  used: { es: 'Utilizado', en: 'Used' },
  replacementAsked: { es: 'Piden reemplazo', en: 'Replacement asked' },
  replaced: { es: 'Reemplazado', en: 'Replaced' },
  withdrawn: { es: 'Anulado', en: 'Withdrawn' },
  refused: { es: 'Rechazado por la ventanilla', en: 'Refused by the gateway' },
  needsAttention: { es: 'Requiere atención', en: 'Needs attention' },
  declined: { es: 'No aprobado', en: 'Declined' },
};

/** The state of a certificate in two or three words, the same on screen and in what is taken away. */
export function stateName(state: OutgoingState): Words {
  return names[state];
}

export function stateNames(language: 'es' | 'en'): Readonly<Record<OutgoingState, string>> {
  return Object.fromEntries(Object.entries(names).map(([state, words]) => [state, words[language]])) as Record<OutgoingState, string>;
}
