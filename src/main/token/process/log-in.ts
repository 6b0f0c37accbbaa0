import pkcs11js, { type Handle, type PKCS11 } from 'pkcs11js';
import { done, failed, type Result } from '#core/failure.ts';
import { failureFromCkr, isCkr } from '#main/token/process/ckr.ts';
import { attribute, findCertificates, findKeys, isSet, type CertificateObject } from '#main/token/process/find-objects.ts';
import { readSlot, tokenFacts, type TokenFacts } from '#main/token/process/read-slots.ts';
import { withPin } from '#main/token/process/with-pin.ts';
import { softSessions } from '#main/token/soft-sessions.ts';

export type LoginRequest = {
  readonly slot: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly pin: Uint8Array | null;
  readonly isFinalTryConfirmed: boolean;
};

/** One login; as many PKCS#11 sessions as may sign side by side. */
export type OpenLogin = {
  readonly slot: string;
  readonly sessions: readonly Handle[];
  readonly key: Handle;
  readonly family: 'rsa' | 'ec';
  readonly label: string;
  readonly signatureLength: number;
  readonly mechanisms: readonly number[];
  /** CKA_ALWAYS_AUTHENTICATE: the token wants the PIN again for each signature */
  readonly authenticate: boolean;
};

/**
 * Reads the counters first, spends one try at most, and never tries again. `count`: the sessions that the policy gives an HSM; a soft
 * token has some of its own accord.
 */
export function logIn(pkcs11: PKCS11, request: LoginRequest, ignorePinPad: boolean, count: number): Result<OpenLogin> {
  const checked = checkToken(pkcs11, request, ignorePinPad);
  if (!checked.ok) return checked;
  const { slot, token, isSoft } = checked.value;
  const sessions: Handle[] = [];
  const open = (): number => sessions.push(pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION));
  try {
    for (let i = 0; i < count; i += 1) open();
    const [first] = sessions;
    if (first === undefined) return failed({ code: 'badRequest', detail: 'sessions' });
    if ((token.flags & pkcs11js.CKF_LOGIN_REQUIRED) !== 0) spendTry(pkcs11, first, request.pin);
    const opened = openKey(pkcs11, slot, first, request);
    if (opened.ok) {
      // a login of its own for each signature (CKA_ALWAYS_AUTHENTICATE) is not for several at once
      const isAlone = !isSoft || opened.value.authenticate;
      for (let i = count; !isAlone && i < softSessions; i += 1) attempt(open);
      return done({ ...opened.value, slot: request.slot, sessions });
    }
    closeLogin(pkcs11, sessions);
    return opened;
  } catch (error) {
    const tries = isCkr(error, 'CKR_PIN_INCORRECT', 'CKR_PIN_INVALID') ? readTries(pkcs11, slot, ignorePinPad) : null;
    closeLogin(pkcs11, sessions);
    if (tries === 'locked') return failed({ code: 'pinLocked' });
    if (tries !== null) return failed({ code: 'pinWrong', triesLeft: tries });
    return failed(failureFromCkr(error, { pin: { min: token.pin.minLength, max: token.pin.maxLength } }));
  }
}

/** Is it still the token that was chosen, and may a try be spent on it? */
export function checkToken(
  pkcs11: PKCS11,
  request: Pick<LoginRequest, 'slot' | 'serial' | 'pin' | 'isFinalTryConfirmed'>,
  ignorePinPad: boolean,
): Result<{ slot: Handle; token: TokenFacts; isSoft: boolean }> {
  const slot = Buffer.from(request.slot, 'hex');
  try {
    const read = readSlot(pkcs11, slot, ignorePinPad);
    const token = read === 'notForPeople' ? null : read.token;
    if (token === null) return failed({ code: 'tokenRemoved' });
    if (token.serial !== request.serial) return failed({ code: 'tokenChanged' });
    const { state, minLength: min, maxLength: max, pad } = token.pin;
    if (state === 'locked') return failed({ code: 'pinLocked' });
    if (state === 'notSet') return failed({ code: 'tokenNotInitialised' });
    if (state === 'final' && !request.isFinalTryConfirmed) return failed({ code: 'finalTryNotConfirmed' });
    const length = request.pin?.length;
    const isLengthKnown = length !== undefined && max > 0;
    if (isLengthKnown && (length < min || length > max)) return failed({ code: 'pinLength', min, max });
    if (length === undefined && !pad) return failed({ code: 'pinLength', min, max });
    return done({ slot, token, isSoft: read !== 'notForPeople' && read.isSoft });
  } catch (error) {
    return failed(failureFromCkr(error));
  }
}

function spendTry(pkcs11: PKCS11, session: Handle, pin: Uint8Array | null): void {
  try {
    withPin(pin, (text) => pkcs11.C_Login(session, pkcs11js.CKU_USER, text));
  } catch (error) {
    if (!isCkr(error, 'CKR_USER_ALREADY_LOGGED_IN')) throw error;
    // A login left over in this process. The PIN has not been looked at yet, so asking again spends no second try.
    pkcs11.C_Logout(session);
    withPin(pin, (text) => pkcs11.C_Login(session, pkcs11js.CKU_USER, text));
  }
}

export function readTries(pkcs11: PKCS11, slot: Handle, ignorePinPad: boolean): 'many' | 'few' | 'one' | 'locked' {
  try {
    const { state } = tokenFacts(pkcs11.C_GetTokenInfo(slot), ignorePinPad).pin;
    if (state === 'locked') return 'locked';
    if (state === 'final') return 'one';
    return state === 'few' ? 'few' : 'many';
  } catch (error) {
    failureFromCkr(error);
    return 'few';
  }
}

function openKey(pkcs11: PKCS11, slot: Handle, session: Handle, request: LoginRequest): Result<Omit<OpenLogin, 'slot' | 'sessions'>> {
  const certificate = findCertificates(pkcs11, session).find((each) => each.fingerprint === request.fingerprint);
  if (certificate === undefined) return failed({ code: 'certificateNotOnToken', fingerprint: request.fingerprint });
  const { label } = certificate;
  const key = findPrivateKey(pkcs11, session, certificate);
  if (key === null) return failed({ code: 'keyMissing', label });
  if (certificate.key === null || !isSet(pkcs11, session, key, pkcs11js.CKA_SIGN, true)) return failed({ code: 'keyCannotSign', label });
  return done({
    key,
    label,
    family: certificate.key.kind,
    signatureLength: certificate.key.kind === 'rsa' ? Math.ceil(certificate.key.bits / 8) : 132,
    mechanisms: pkcs11.C_GetMechanismList(slot),
    authenticate: isSet(pkcs11, session, key, pkcs11js.CKA_ALWAYS_AUTHENTICATE, false),
  });
}

/** By CKA_ID as PKCS#11 asks (v2.40 section 4.6.3); tokens written without one still show the RSA modulus. */
function findPrivateKey(pkcs11: PKCS11, session: Handle, certificate: CertificateObject): Handle | null {
  const keys = findKeys(pkcs11, session, 'private');
  const byId = certificate.keyId === '' ? undefined : keys.find((key) => key.keyId === certificate.keyId);
  if (byId !== undefined) return byId.handle;
  if (certificate.modulus === null) return null;
  const byModulus = keys.find((key) => {
    const modulus = attribute(pkcs11, session, key.handle, pkcs11js.CKA_MODULUS)
      ?.toString('hex')
      .replace(/^(00)+/, '');
    return modulus === certificate.modulus;
  });
  return byModulus?.handle ?? null;
}

/** Logs out and lets go; a token that is gone has logged out by itself. */
export function closeLogin(pkcs11: PKCS11, sessions: readonly Handle[]): void {
  const [first] = sessions;
  if (first !== undefined) attempt(() => pkcs11.C_Logout(first));
  for (const session of sessions) attempt(() => pkcs11.C_CloseSession(session));
}

function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    failureFromCkr(error);
  }
}
