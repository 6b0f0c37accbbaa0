import pkcs11js from 'pkcs11js';
import type { Failure } from '#core/failure.ts';

/**
 * The one map from PKCS#11 return values (PKCS#11 v2.40, section 3.6 and 5.1) to what a person can act on.
 * Only the name of the value travels: arguments, and so PINs, have no way in.
 */
const failures: Readonly<Record<string, (context: CkrContext) => Failure>> = {
  CKR_DEVICE_REMOVED: () => ({ code: 'tokenRemoved' }),
  CKR_TOKEN_NOT_PRESENT: () => ({ code: 'tokenRemoved' }),
  CKR_SLOT_ID_INVALID: () => ({ code: 'tokenRemoved' }),
  // A session dies with the token it was opened on (section 5.6): the handle outlives the card that was taken out.
  CKR_SESSION_HANDLE_INVALID: () => ({ code: 'tokenRemoved' }),
  CKR_SESSION_CLOSED: () => ({ code: 'tokenRemoved' }),
  CKR_TOKEN_NOT_RECOGNIZED: () => ({ code: 'tokenNotInitialised' }),
  CKR_USER_PIN_NOT_INITIALIZED: () => ({ code: 'tokenNotInitialised' }),
  CKR_USER_NOT_LOGGED_IN: () => ({ code: 'sessionEnded' }),
  CKR_PIN_INCORRECT: () => ({ code: 'pinWrong', triesLeft: 'many' }),
  CKR_PIN_INVALID: () => ({ code: 'pinWrong', triesLeft: 'many' }),
  CKR_PIN_LEN_RANGE: ({ pin }) => ({ code: 'pinLength', min: pin?.min ?? 0, max: pin?.max ?? 0 }),
  CKR_PIN_EXPIRED: () => ({ code: 'pinExpired' }),
  CKR_PIN_LOCKED: () => ({ code: 'pinLocked' }),
  CKR_FUNCTION_CANCELED: () => ({ code: 'pinCancelled' }),
  CKR_CANCEL: () => ({ code: 'pinCancelled' }),
  CKR_MECHANISM_INVALID: ({ needed }) => ({ code: 'mechanismMissing', needed: needed ?? '' }),
  CKR_MECHANISM_PARAM_INVALID: ({ needed }) => ({ code: 'mechanismMissing', needed: needed ?? '' }),
  CKR_KEY_FUNCTION_NOT_PERMITTED: ({ label }) => ({ code: 'keyCannotSign', label: label ?? '' }),
  CKR_KEY_TYPE_INCONSISTENT: ({ label }) => ({ code: 'keyCannotSign', label: label ?? '' }),
  CKR_KEY_HANDLE_INVALID: ({ label }) => ({ code: 'keyMissing', label: label ?? '' }),
  CKR_OBJECT_HANDLE_INVALID: ({ label }) => ({ code: 'keyMissing', label: label ?? '' }),
};

export type CkrContext = {
  readonly label?: string;
  readonly needed?: string;
  readonly pin?: { readonly min: number; readonly max: number };
};

export function ckrName(error: unknown): string | null {
  if (error instanceof pkcs11js.Pkcs11Error) return error.message;
  // A vendor's own value has no name in pkcs11js: it is thrown with its number alone.
  if (error instanceof pkcs11js.NativeError) return /^(\w+)/.exec(error.message)?.[1] ?? 'CKR_VENDOR_DEFINED';
  return null;
}

export function isCkr(error: unknown, ...names: readonly string[]): boolean {
  const name = ckrName(error);
  return name !== null && names.includes(name);
}

/** Rethrows what is no PKCS#11 answer: that is a bug, and `serve` gives it an incident number. */
export function failureFromCkr(error: unknown, context: CkrContext = {}): Failure {
  const name = ckrName(error);
  if (name === null) throw error;
  return failures[name]?.(context) ?? { code: 'tokenRefused', ckr: name };
}
