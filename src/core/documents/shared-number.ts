import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import { stateName } from '#core/text/states.ts';

/** Another document of this station, as far as its number goes. */
export type Numbered = { readonly type: string; readonly state: OutgoingState; readonly summary: DocumentSummary };

/** What was declined here or refused by the exchange never was a certificate: its number is free for the right one. */
const freed: readonly OutgoingState[] = ['declined', 'refused'];

/**
 * Two certificates under one number: whoever asks for one by its number may be given the other. A withdrawal bears the number
 * of what it takes back, and a declaration that of the one it replaces; they are meant to. `path` is where the number stands.
 */
export function sharedNumberFinding(own: Omit<Numbered, 'state'>, path: string, others: readonly Numbered[]): Finding | null {
  const { number, statusCode, issuerCountry, issuingBody, exporter, replaces } = own.summary;
  if (number === '' || replaces === number) return null;
  const other = others.find(
    ({ type, state, summary }) =>
      type === own.type &&
      !freed.includes(state) &&
      summary.number === number &&
      summary.replaces !== number &&
      summary.statusCode === statusCode &&
      summary.issuerCountry === issuerCountry &&
      // until a body issues it, a certificate of origin bears its exporter's own request number
      (issuingBody !== null || summary.exporter === exporter),
  );
  if (other === undefined) return null;
  const state = stateName(other.state);
  return {
    level: 'warning',
    code: 'number-shared',
    path,
    line: null,
    sentence: {
      es: `El número ${number} ya es de otro documento de esta estación (${state.es.toLowerCase()}). Si este lo corrige, debe decir que lo reemplaza; si es otro envío, necesita un número propio.`,
      en: `Number ${number} is already another document's at this station (${state.en.toLowerCase()}). If this one corrects it, it must say that it replaces it; if it is another consignment, it needs a number of its own.`,
    },
  };
}
