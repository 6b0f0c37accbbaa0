import type { Failure } from '#core/failure.ts';
import type { Language, Words } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';

/** One thing looked at: how it stands, and what to do about it. No secret has a way into it. */
export type Check = {
  readonly what: CheckName | `policy ${string}`;
  readonly state: 'good' | 'warning' | 'error' | 'notSet';
  readonly words: Words;
  readonly mendForIt?: Words;
};

type CheckName = keyof typeof names;

/** As a person reads them; in JSON they have one name, for whoever looks for it there. */
const names = {
  program: { es: 'programa', en: 'program' },
  configuration: { es: 'configuración', en: 'configuration' },
  policy: { es: 'política', en: 'policy' },
  'gateway CA': { es: 'autoridad de la ventanilla', en: 'gateway CA' },
  'client key': { es: 'clave de cliente', en: 'client key' },
  'client certificate': { es: 'certificado de cliente', en: 'client certificate' },
  'directory authority': { es: 'autoridad del directorio', en: 'directory authority' },
  'trust anchors': { es: 'anclas de confianza', en: 'trust anchors' },
  proxy: { es: 'proxy', en: 'proxy' },
  store: { es: 'datos', en: 'data' },
  disk: { es: 'disco', en: 'disk' },
  journal: { es: 'diario', en: 'journal' },
  'revocation lists': { es: 'listas de revocación', en: 'revocation lists' },
  gateway: { es: 'ventanilla', en: 'gateway' },
  country: { es: 'país', en: 'country' },
  clock: { es: 'reloj', en: 'clock' },
  token: { es: 'token', en: 'token' },
  retention: { es: 'conservación', en: 'retention' },
  mail: { es: 'correo', en: 'mail' },
  updates: { es: 'actualizaciones', en: 'updates' },
} as const satisfies Readonly<Record<string, Words>>;

export function nameOf(what: Check['what'], language: Language): string {
  const [room, ...key] = what.startsWith('policy ') ? what.split(' ') : [what];
  return [names[room as CheckName][language], ...key].join(' ');
}

export function failing(what: Check['what'], failure: Failure | { readonly code: string }): Check {
  return { what, state: 'error', words: { es: failureSentence(failure, 'es'), en: failureSentence(failure, 'en') } };
}
