import type { Language } from '#core/finding.ts';

const es = {
  title: 'PIN del token',
  forSigning: (n: number) => (n === 1 ? 'Va a firmar 1 documento' : `Va a firmar ${n} documentos`),
  token: 'Token',
  signer: 'Firmante',
  tries: 'Intentos',
  documents: 'Documentos',
  to: (country: string) => `para ${country}`,
  digest: 'Huella',
  pin: 'PIN',
  length: (min: number, max: number) => (min === max ? `${min} caracteres` : `De ${min} a ${max} caracteres`),
  tooShort: (min: number) => `Este token usa al menos ${min} caracteres. No se gastó ningún intento.`,
  tooLong: (max: number) => `Este token usa como mucho ${max} caracteres. No se gastó ningún intento.`,
  sign: (n: number) => (n === 1 ? 'Firmar' : `Firmar los ${n}`),
  changing: 'Va a cambiar el PIN del token',
  newPin: 'PIN nuevo',
  again: 'PIN nuevo, otra vez',
  different: 'Los dos PIN nuevos no son iguales. No se gastó ningún intento.',
  change: 'Cambiar el PIN',
  cancel: 'Cancelar',
  pad: 'Escriba el PIN en el teclado del lector',
  padAdvice: 'Pulse «Continuar» y luego escriba el PIN en el lector. No se escribe en esta ventana.',
  goOn: 'Continuar',
  finalTitle: 'Queda un solo intento',
  finalAdvice: 'Si el PIN no es correcto, el token se bloqueará y habrá que pedir que lo desbloqueen o repongan.',
  finalWord: 'CONFIRMO',
  finalLabel: 'Para usar el último intento escriba CONFIRMO',
  never: 'El PIN va solo al token. No se guarda ni se muestra en la ventana principal.',
};

type PinText = typeof es;

const en: PinText = {
  title: 'Token PIN',
  forSigning: (n) => (n === 1 ? 'You are about to sign 1 document' : `You are about to sign ${n} documents`),
  token: 'Token',
  signer: 'Signer',
  tries: 'Tries',
  documents: 'Documents',
  to: (country) => `to ${country}`,
  digest: 'Digest',
  pin: 'PIN',
  length: (min, max) => (min === max ? `${min} characters` : `${min} to ${max} characters`),
  tooShort: (min) => `This token’s PIN has at least ${min} characters. No try was spent.`,
  tooLong: (max) => `This token’s PIN has at most ${max} characters. No try was spent.`,
  sign: (n) => (n === 1 ? 'Sign' : `Sign all ${n}`),
  changing: 'You are about to change the token’s PIN',
  newPin: 'New PIN',
  again: 'New PIN, again',
  different: 'The two new PINs differ. No try was spent.',
  change: 'Change the PIN',
  cancel: 'Cancel',
  pad: 'Enter the PIN on the reader’s keypad',
  padAdvice: 'Press “Go on”, then enter the PIN on the reader. It is not typed in this window.',
  goOn: 'Go on',
  finalTitle: 'One try is left',
  finalAdvice: 'If the PIN is wrong the token locks, and its issuer must unlock or replace it.',
  finalWord: 'I AGREE',
  finalLabel: 'To use the last try type I AGREE',
  never: 'The PIN goes to the token alone. It is not stored and not shown to the main window.',
};

/** The words of the PIN window; small, because the window is. */
export const pinText: Readonly<Record<Language, PinText>> = { es, en };
export type { PinText };
