import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import { stateName } from '#core/text/states.ts';

/** Another document of this station, as far as its number goes. */
export type Numbered = {
  readonly type: string;
  readonly state: OutgoingState;
  readonly summary: DocumentSummary;
  /** the number it came under, where the official's part gave it another */
  readonly cameUnder: string | null;
};

/** What was declined here or refused by the exchange never was a certificate: its number is free for the right one. */
const freed: readonly OutgoingState[] = ['declined', 'refused'];

/**
 * Two certificates under one number: whoever asks for one by its number may be given the other. A withdrawal bears the number
 * of what it takes back, and a declaration that of the one it replaces; they are meant to. `path` is where the number stands;
 * `corrected` are the numbers of what it says that it corrects, and of what that corrected.
 */
export function sharedNumberFinding(
  own: Pick<Numbered, 'type' | 'summary'>,
  path: string,
  others: readonly Numbered[],
  corrected: ReadonlySet<string>,
): Finding | null {
  const { number, statusCode, issuerCountry, issuingBody, exporter, replaces } = own.summary;
  if (number === '' || replaces === number) return null;
  const other = others.find(
    ({ type, state, summary, cameUnder }) =>
      type === own.type &&
      !freed.includes(state) &&
      // one that was signed since says its entity's country where this one says its exporter's
      (cameUnder === number ? !corrected.has(summary.number) : summary.number === number && summary.issuerCountry === issuerCountry) &&
      summary.replaces !== number &&
      summary.statusCode === statusCode &&
      // until a body issues it, a certificate of origin bears its exporter's own request number
      (issuingBody !== null || summary.exporter === exporter),
  );
  if (other === undefined) return null;
  const name = other.summary.number === number ? '' : `${other.summary.number}, `;
  const state = stateName(other.state);
  return {
    level: 'warning',
    code: 'number-shared',
    path,
    line: null,
    sentence: {
      es: `El número ${number} ya es de otro documento de esta estación (${name}${state.es.toLowerCase()}). Si este lo corrige, debe decir que lo reemplaza; si es otro envío, necesita un número propio.`,
      en: `Number ${number} is already another document's at this station (${name}${state.en.toLowerCase()}). If this one corrects it, it must say that it replaces it; if it is another consignment, it needs a number of its own.`,
    },
  };
}
