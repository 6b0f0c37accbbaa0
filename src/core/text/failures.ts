import type { Failure, FailureCode } from '#core/failure.ts';
import type { Language, Words } from '#core/finding.ts';
import { courierRefusalWords } from '#core/text/courier-refusals.ts';
import { failuresEn } from '#core/text/failures-en.ts';
import { failuresEs } from '#core/text/failures-es.ts';
import { hasKept, keptWords } from '#core/text/kept-in.ts';
import { reasonWords } from '#core/text/reasons.ts';
import { updateRefusals } from '#core/text/update-refusals.ts';
import type { Reason } from '#core/trust.ts';

/** A failure as a person reads it: what is wrong, what to do, and the one thing to press. */
export type FailureText = { readonly title: string; readonly advice: string; readonly action: string };
export type FailureTexts = Readonly<Record<FailureCode, FailureText>>;

export const failureTexts: Readonly<Record<Language, FailureTexts>> = { es: failuresEs, en: failuresEn };

/** Where the one action leads; the same in every language. */
export type FailureAction = 'close' | 'again' | 'tokens' | 'settings' | 'review' | 'files' | 'list' | 'certificate' | 'copy' | 'sync';

export const failureActions: Readonly<Record<FailureCode, FailureAction>> = {
  fileUnreadable: 'files',
  notADossier: 'files',
  documentRefused: 'close',
  documentTypeUnknown: 'files',
  documentIsAnswer: 'certificate',
  documentVersionUnknown: 'files',
  documentAlreadyHere: 'certificate',
  documentAlreadySigned: 'files',
  documentNotFound: 'list',
  documentHasErrors: 'review',
  reviewChanged: 'review',
  stateForbids: 'again',
  templateNotFound: 'close',
  ownSignatureRejected: 'copy',
  authorityRefused: 'tokens',
  authorityUndecided: 'again',
  clockImplausible: 'again',
  directoryRefused: 'again',
  moduleNotAllowed: 'tokens',
  moduleMissing: 'tokens',
  moduleWrongArchitecture: 'tokens',
  moduleNotPkcs11: 'settings',
  moduleDependencyMissing: 'tokens',
  moduleCrashed: 'again',
  tokenNotAnswering: 'again',
  tokenServiceStopped: 'again',
  hsmNotReachable: 'again',
  partitionAbsent: 'tokens',
  tokenAbsent: 'tokens',
  tokenRemoved: 'tokens',
  tokenChanged: 'tokens',
  tokenNotInitialised: 'tokens',
  readerWithoutCard: 'again',
  certificateNotOnToken: 'tokens',
  keyMissing: 'tokens',
  keyCannotSign: 'tokens',
  mechanismMissing: 'tokens',
  tokenRefused: 'again',
  certificateHidden: 'again',
  keyEncryptionUnsupported: 'tokens',
  tokenNotNamed: 'tokens',
  tokenAmbiguous: 'tokens',
  certificateNotNamed: 'tokens',
  certificateAmbiguous: 'tokens',
  pinWrong: 'again',
  passwordWrong: 'again',
  tokenSigning: 'close',
  pinLocked: 'tokens',
  pinLength: 'again',
  pinExpired: 'tokens',
  pinCancelled: 'again',
  finalTryNotConfirmed: 'again',
  sessionEnded: 'again',
  cancelled: 'close',
  gatewayUnreachable: 'sync',
  gatewayNotTrusted: 'settings',
  gatewayIsSomethingElse: 'sync',
  gatewayRefusedUs: 'settings',
  gatewayBusy: 'sync',
  destinationUnreachable: 'sync',
  gatewayNotSet: 'settings',
  secretUnreadable: 'settings',
  officialUnnamed: 'settings',
  entityUnnamed: 'close',
  numbersUsedUp: 'close',
  courierRefused: 'close',
  courierForOther: 'close',
  courierStationUnknown: 'sync',
  courierNothing: 'close',
  courierNotReady: 'sync',
  storeFull: 'again',
  storeNearlyFull: 'close',
  storeReadOnly: 'again',
  storeDamaged: 'copy',
  storeNewer: 'close',
  storeInUse: 'again',
  storeInputOutput: 'again',
  updateFeedUnreachable: 'again',
  updateRefused: 'copy',
  updateNotDownloaded: 'again',
  updateMustWait: 'again',
  updateNotInstalled: 'again',
  fileNotWritable: 'again',
  placeFull: 'again',
  settingInvalid: 'settings',
  notAllowedByPolicy: 'close',
  mailRefused: 'close',
  stationFell: 'close',
  stationGone: 'close',
  badRequest: 'copy',
  unexpected: 'copy',
};

const triesLeftWords = {
  es: {
    many: 'Quedan varios intentos antes de que el token se bloquee.',
    few: 'Quedan pocos intentos antes de que el token se bloquee: vaya con calma.',
    one: 'Queda un solo intento: si falla, el token se bloquea.',
  },
  en: {
    many: 'Several tries are left before the token locks.',
    few: 'Few tries are left before the token locks: take your time.',
    one: 'One try is left: if it fails, the token locks.',
  },
} as const;

/** Tries left in words, the same for the PIN window and the failure. */
export function triesLeftSentence(triesLeft: 'many' | 'few' | 'one', language: Language): string {
  return triesLeftWords[language][triesLeft];
}

/** The words of a failure with its own facts filled in. A code from a newer process gets the words of `unexpected`. */
export function failureText(failure: Failure | { readonly code: string }, language: Language): FailureText {
  const known = isKnown(failure) ? failure : ({ code: 'unexpected', incident: failure.code } as const);
  const text = failureTexts[language][known.code];
  const facts: Record<string, unknown> = { ...known };
  let { action } = text;
  if (known.code === 'documentRefused')
    facts['reasonWords'] = isReason(known.reason) ? reasonWords[known.reason][language] : `${known.reason}.`;
  if (known.code === 'documentTypeUnknown') facts['knownWords'] = knownSentence(known.known ?? [], language);
  if (known.code === 'documentIsAnswer') {
    facts['nameWords'] = known.name[language];
    facts['stateWords'] = known.state ? `: ${known.state[language]}` : '';
    // nothing to open where that certificate is not here
    if (known.id === undefined) action = failureTexts[language].documentRefused.action;
  }
  if (known.code === 'pinWrong') facts['triesLeftWords'] = triesLeftSentence(known.triesLeft, language);
  const kept = hasKept(known) ? keptWords(known, language) : null;
  Object.assign(facts, kept?.facts);
  if (known.code === 'courierRefused') facts['whyWords'] = courierRefusalWords[known.why][language];
  if (known.code === 'pinLocked' && known.contact !== undefined) facts['contactWords'] = `: ${known.contact}`;
  if (known.code === 'storeNewer') facts['snapshotWords'] = snapshotSentence(known.snapshot, language);
  if (known.code === 'updateRefused') facts['reasonWords'] = updateRefusals[known.reason]?.[language] ?? known.reason;
  return { title: fill(kept?.title ?? text.title, facts), advice: fill(text.advice, facts), action };
}

/** The same on one line, for a terminal: what is wrong, then what to do. */
export function failureSentence(failure: Failure | { readonly code: string }, language: Language): string {
  const { title, advice } = failureText(failure, language);
  return `${title}${/[.?!]$/.test(title) ? '' : '.'} ${advice}`.trim();
}

function knownSentence(names: readonly Words[], language: Language): string {
  if (names.length === 0) return '';
  const list = names.map((name) => name[language].toLowerCase()).join(', ');
  return language === 'es' ? `Firma: ${list}. ` : `It signs: ${list}. `;
}

function snapshotSentence(snapshot: { readonly path: string; readonly at: string } | null | undefined, language: Language): string {
  if (!snapshot)
    return language === 'es'
      ? 'No hay aquí una copia que esta versión pueda abrir.'
      : 'There is no copy here that this version could open.';
  const at = `${snapshot.at.slice(0, 10)} ${snapshot.at.slice(11, 16)} UTC`;
  return language === 'es'
    ? `Si hay que quedarse en esta versión, informática puede restaurar la copia de antes del cambio, ${snapshot.path}, del ${at}: lo hecho después no está en ella.`
    : `If it has to stay at this version, IT can restore the copy from before the change, ${snapshot.path}, of ${at}: what was done later is not in it.`;
}

export function failureAction(failure: { readonly code: string }): FailureAction {
  return isKnown(failure) ? failureActions[failure.code] : 'copy';
}

function isReason(code: string): code is Reason {
  return Object.hasOwn(reasonWords, code);
}

function isKnown(failure: { readonly code: string }): failure is Failure {
  return Object.hasOwn(failuresEs, failure.code);
}

/** Puts the facts in; an absent one leaves no brackets behind. */
function fill(sentence: string, facts: Readonly<Record<string, unknown>>): string {
  return sentence
    .replace(/\{(\w+)\}/g, (_, name: string) => words(facts[name]))
    .replace(/ \(\s*\)/g, '')
    .trim();
}

function words(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
