import type { Failure, KeptIn } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';

const codes = ['moduleCrashed', 'tokenNotAnswering', 'tokenRefused', 'tokenRemoved', 'tokenChanged'] as const;
type Code = (typeof codes)[number];
type HasKept = Extract<Failure, { code: Code }>;
type Titles = Readonly<Record<KeptIn, Readonly<Partial<Record<Code, string>>>>>;

/** What is said of a token, where it is none that holds the keys. */
const titles: Readonly<Record<Language, Titles>> = {
  es: {
    software: { tokenRefused: 'El programa del token rechazó la operación' },
    file: {
      moduleCrashed: 'El programa que abre la clave dejó de funcionar',
      tokenNotAnswering: 'El archivo de la clave no responde',
      tokenRemoved: 'Ya no está el archivo de la clave',
      tokenChanged: 'El archivo de la clave tiene ahora otro certificado',
    },
    hsm: {
      moduleCrashed: 'El programa del HSM dejó de funcionar',
      tokenNotAnswering: 'El HSM no responde',
      tokenRefused: 'El HSM rechazó la operación',
      tokenRemoved: 'Se perdió la conexión con el HSM',
      tokenChanged: 'El HSM muestra otra partición',
    },
  },
  en: {
    software: { tokenRefused: 'The token’s software refused' },
    file: {
      moduleCrashed: 'The program that opens the key stopped working',
      tokenNotAnswering: 'The key file does not answer',
      tokenRemoved: 'The key file is not there any more',
      tokenChanged: 'The key file holds another certificate now',
    },
    hsm: {
      moduleCrashed: 'The HSM’s software stopped working',
      tokenNotAnswering: 'The HSM does not answer',
      tokenRefused: 'The HSM refused',
      tokenRemoved: 'The line to the HSM was lost',
      tokenChanged: 'The HSM shows another partition',
    },
  },
};

/** What makes a token that misbehaves begin anew. */
const renewWords = {
  es: {
    device: 'desconecte el token, espere unos segundos y conéctelo de nuevo',
    software: 'cierre Rúbrica y ábrala de nuevo',
    file: 'cierre Rúbrica y ábrala de nuevo',
    hsm: 'espere un minuto y vuelva a intentarlo',
  },
  en: {
    device: 'take the token out, wait a few seconds and put it back',
    software: 'close Rúbrica and open it again',
    file: 'close Rúbrica and open it again',
    hsm: 'wait a minute and try again',
  },
} as const;

/** What brings back one that went. */
const returnWords = {
  es: {
    device: 'Conecte el mismo token y reanude',
    file: 'Conecte la memoria donde está, o devuélvalo a su lugar, y reanude',
    hsm: 'La estación lo busca sola; cuando vuelva, reanude',
  },
  en: {
    device: 'Put the same token back and resume',
    file: 'Connect the drive it is on, or put it back in its place, and resume',
    hsm: 'The station looks for it by itself; resume when it is back',
  },
} as const;

/** What brings back the one that another stands in place of. */
const sameWords = {
  es: {
    device: 'Conecte el token con el que empezó',
    file: 'Ponga en su lugar el archivo con el que empezó',
    hsm: 'Pida a informática que revise la partición',
  },
  en: {
    device: 'Connect the token you began with',
    file: 'Put the file you began with in its place',
    hsm: 'Ask IT to check the partition',
  },
} as const;

export function hasKept(failure: Failure): failure is HasKept {
  return codes.some((code) => code === failure.code);
}

/** The title where it is not that of a token, and the facts of the advice. */
export function keptWords(failure: HasKept, language: Language): { readonly title: string | undefined; readonly facts: object } {
  const { keptIn } = failure;
  return { title: keptIn && titles[language][keptIn][failure.code], facts: factsOf(failure, language) };
}

function factsOf(failure: HasKept, language: Language): object {
  if (failure.code === 'tokenRemoved') return { returnWords: returnWords[language][failure.keptIn ?? 'device'] };
  if (failure.code === 'tokenChanged') return { sameWords: sameWords[language][failure.keptIn ?? 'device'] };
  return { renewWords: renewWords[language][failure.keptIn ?? 'device'] };
}
