import type { CourierRefusal } from '#core/courier.ts';
import type { Words } from '#core/finding.ts';
import type { UpdateRefusal } from '#core/update.ts';

/** Where the keys are, if it is no token that a person could take out and put back. */
export type KeptIn = 'software' | 'file' | 'hsm';

/**
 * Every failure a person can act on. Expected failures are data and travel as values; a throw is a bug.
 * A new code does not compile until `text/failures.ts` has a Spanish and an English sentence for it.
 */
export type Failure =
  // documents
  | { code: 'fileUnreadable'; path: string }
  | { code: 'notADossier'; path: string }
  | { code: 'documentRefused'; reason: string; line?: number }
  /** `known`: what the station does sign, by name */
  | { code: 'documentTypeUnknown'; root: string; known?: readonly Words[] }
  /** another country's answer, to be read and not signed; `id` is the certificate it answers, where that is here */
  | { code: 'documentIsAnswer'; name: Words; number: string; state: Words | null; id?: string }
  | { code: 'documentVersionUnknown'; version: string; known: string }
  | { code: 'documentAlreadyHere'; id: string; number: string }
  /** the official's own signature stands in it: nothing is left to sign */
  | { code: 'documentAlreadySigned'; number: string }
  | { code: 'documentNotFound'; id: string }
  | { code: 'documentHasErrors'; count: number }
  | { code: 'reviewChanged' }
  | { code: 'stateForbids'; state: string; action: string }
  | { code: 'templateNotFound'; id: string }
  // the signature
  | { code: 'ownSignatureRejected'; reason: string }
  | { code: 'authorityRefused'; reasons: readonly string[] }
  | { code: 'authorityUndecided'; reasons: readonly string[] }
  | { code: 'clockImplausible'; differenceMs: number }
  | { code: 'directoryRefused'; reason: string }
  // the token
  | { code: 'moduleNotAllowed'; module: string }
  | { code: 'moduleMissing'; module: string }
  | { code: 'moduleWrongArchitecture'; module: string; found: string; needed: string }
  | { code: 'moduleNotPkcs11'; module: string }
  | { code: 'moduleDependencyMissing'; module: string; dependency: string }
  | { code: 'moduleCrashed'; module: string; keptIn?: KeptIn }
  | { code: 'tokenNotAnswering'; afterMs: number; keptIn?: KeptIn }
  | { code: 'tokenServiceStopped' }
  | { code: 'hsmNotReachable'; module: string }
  | { code: 'partitionAbsent'; partitions: string }
  | { code: 'tokenAbsent' }
  | { code: 'tokenRemoved'; keptIn?: 'file' | 'hsm' }
  | { code: 'tokenChanged'; keptIn?: 'file' | 'hsm' }
  | { code: 'tokenNotInitialised' }
  | { code: 'readerWithoutCard' }
  | { code: 'certificateNotOnToken'; fingerprint: string }
  | { code: 'keyMissing'; label: string }
  | { code: 'keyCannotSign'; label: string }
  | { code: 'mechanismMissing'; needed: string }
  | { code: 'tokenRefused'; ckr: string; keptIn?: KeptIn }
  | { code: 'certificateHidden'; path: string }
  | { code: 'keyEncryptionUnsupported'; path: string; scheme: string }
  | { code: 'tokenNotNamed'; label: string; there: string }
  | { code: 'tokenAmbiguous'; label: string }
  | { code: 'certificateNotNamed'; label: string; there: string }
  | { code: 'certificateAmbiguous'; label: string }
  // the PIN
  | { code: 'pinWrong'; triesLeft: 'many' | 'few' | 'one' }
  /** a key file's: it counts no tries */
  | { code: 'passwordWrong'; path: string }
  | { code: 'pinLocked'; contact?: string }
  | { code: 'tokenSigning' }
  | { code: 'pinLength'; min: number; max: number }
  | { code: 'pinExpired' }
  | { code: 'pinCancelled' }
  | { code: 'finalTryNotConfirmed' }
  | { code: 'sessionEnded' }
  | { code: 'cancelled' }
  // the exchange
  | { code: 'gatewayUnreachable'; detail: string }
  | { code: 'gatewayNotTrusted'; detail: string }
  | { code: 'gatewayIsSomethingElse'; detail: string }
  | { code: 'gatewayRefusedUs'; status: number }
  | { code: 'gatewayBusy'; retryAfterMs: number }
  /** the gateway answers, and cannot hand this over: the country it is for does not answer the gateway */
  | { code: 'destinationUnreachable' }
  | { code: 'gatewayNotSet' }
  | { code: 'secretUnreadable' }
  /** whoever declares a contingency has to say who it is */
  | { code: 'officialUnnamed' }
  /** the document has a part that the official's entity adds, and the configuration names none */
  | { code: 'entityUnnamed' }
  | { code: 'numbersUsedUp' }
  // the courier
  | { code: 'courierRefused'; why: CourierRefusal }
  | { code: 'courierForOther'; station: string }
  | { code: 'courierStationUnknown'; station: string; known: readonly string[] }
  | { code: 'courierNothing' }
  | { code: 'courierNotReady' }
  // the store
  | { code: 'storeFull' }
  | { code: 'storeNearlyFull'; freeBytes: number }
  | { code: 'storeReadOnly' }
  | { code: 'storeDamaged'; detail: string }
  /** `snapshot`: the newest copy this version could open, made before the migration */
  | { code: 'storeNewer'; found: number; known: number; snapshot: { path: string; at: string } | null }
  | { code: 'storeInUse' }
  | { code: 'storeInputOutput'; detail: string }
  // updates
  | { code: 'updateFeedUnreachable'; detail: string }
  | { code: 'updateRefused'; reason: UpdateRefusal }
  | { code: 'updateNotDownloaded'; detail: string }
  | { code: 'updateMustWait' }
  | { code: 'updateNotInstalled'; version: string }
  // the rest
  | { code: 'fileNotWritable'; path: string }
  | { code: 'placeFull'; path: string }
  | { code: 'settingInvalid'; key: string; detail: string }
  | { code: 'notAllowedByPolicy'; key: string }
  | { code: 'mailRefused'; detail: string }
  | { code: 'badRequest'; detail: string }
  | { code: 'stationFell' }
  | { code: 'stationGone' }
  | { code: 'unexpected'; incident: string };

export type FailureCode = Failure['code'];

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed<T = never>(failure: Failure): Result<T> {
  return { ok: false, failure };
}
