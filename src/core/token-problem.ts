import type { Failure } from '#core/failure.ts';

/** What can be wrong between a person and a signature, as data: the doctor's list, worded in `text/token-problems.ts`. */
export type TokenProblem =
  | { readonly code: 'serviceStopped' }
  | { readonly code: 'remoteDesktop' }
  | { readonly code: 'noDriver' }
  | { readonly code: 'noReader' }
  | { readonly code: DriverProblemCode; readonly module: string; readonly failure: Failure }
  | { readonly code: 'readerWithoutCard'; readonly reader: string }
  | { readonly code: 'cardWithoutCertificate'; readonly token: string }
  | { readonly code: 'certificateWithoutKey'; readonly token: string; readonly certificate: string }
  | { readonly code: 'keyWithoutCertificate'; readonly token: string; readonly key: string }
  | { readonly code: 'keyNotSupported'; readonly token: string; readonly certificate: string }
  | { readonly code: 'certificateExpired'; readonly certificate: string; readonly since: string }
  | { readonly code: 'certificateNotYetValid'; readonly certificate: string; readonly from: string }
  | { readonly code: 'notInDirectory'; readonly certificate: string }
  | { readonly code: 'pinLocked'; readonly token: string }
  | { readonly code: 'pinLastTry'; readonly token: string }
  | { readonly code: 'pinNotSet'; readonly token: string }
  | { readonly code: 'selfTestFailed'; readonly certificate: string; readonly failure: Failure | null };

/** What can be wrong with a vendor's program, as far as somebody else must mend it. */
export type DriverProblemCode =
  | 'wrongBitness'
  | 'driverMissing'
  | 'driverIncomplete'
  | 'notADriver'
  | 'hsmNotReachable'
  | 'partitionAbsent'
  | 'keyFileUnreadable'
  | 'moduleFailed';

export function driverProblemOf({ code }: Failure): DriverProblemCode {
  const codes: Partial<Record<Failure['code'], DriverProblemCode>> = {
    moduleWrongArchitecture: 'wrongBitness',
    moduleMissing: 'driverMissing',
    moduleDependencyMissing: 'driverIncomplete',
    moduleNotPkcs11: 'notADriver',
    hsmNotReachable: 'hsmNotReachable',
    partitionAbsent: 'partitionAbsent',
    fileUnreadable: 'keyFileUnreadable',
  };
  return codes[code] ?? 'moduleFailed';
}

export type TokenProblemCode = TokenProblem['code'];

/** Nothing can be signed with it as it is, or it only deserves a look. */
export const tokenProblemLevel: Readonly<Record<TokenProblemCode, 'error' | 'warning'>> = {
  serviceStopped: 'error',
  remoteDesktop: 'warning',
  noDriver: 'error',
  noReader: 'warning',
  wrongBitness: 'error',
  driverMissing: 'error',
  driverIncomplete: 'error',
  notADriver: 'error',
  hsmNotReachable: 'error',
  partitionAbsent: 'warning',
  keyFileUnreadable: 'error',
  moduleFailed: 'error',
  readerWithoutCard: 'warning',
  cardWithoutCertificate: 'error',
  certificateWithoutKey: 'error',
  keyWithoutCertificate: 'warning',
  keyNotSupported: 'error',
  certificateExpired: 'error',
  certificateNotYetValid: 'error',
  notInDirectory: 'warning',
  pinLocked: 'error',
  pinLastTry: 'warning',
  pinNotSet: 'error',
  selfTestFailed: 'error',
};
