import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pkcs11js from 'pkcs11js';
import { done, failed, type Result } from '#core/failure.ts';
import { failureFromCkr } from '#main/token/process/ckr.ts';
import type { KeySource } from '#contract/token-api.ts';
import type { ChangePinRequest, OpenSource } from '#main/token/process/key-source.ts';
import { listTokens } from '#main/token/process/list-tokens.ts';
import { checkToken, closeLogin, logIn, readTries, type OpenLogin } from '#main/token/process/log-in.ts';
import { openModule } from '#main/token/process/open-module.ts';
import { pictureOf, readSlot, readSlots, tokensIn, type KnownTokens, type Slot } from '#main/token/process/read-slots.ts';
import { signInTurn, signSideBySide, type Made } from '#main/token/process/sign-each.ts';
import { createSigner, type Signer } from '#main/token/process/sign.ts';
import { withPin, wipe } from '#main/token/process/with-pin.ts';

type TokenName = { readonly slot: string; readonly serial: string };
/** After its first fault a session signs nothing more: what waits behind must not be signed by accident of timing. */
type Session = {
  readonly login: OpenLogin;
  readonly signer: Signer;
  readonly pin: Uint8Array | null;
  readonly token: TokenName;
  fault: Promise<Result<never>> | null;
};

/** One PKCS#11 module. Calls into it are synchronous, so they follow one another by nature. */
export function openPkcs11(request: Extract<KeySource, { kind: 'pkcs11' }>): Result<OpenSource> {
  const opened = openModule(request.module, request.parameters);
  if (!opened.ok) return opened;
  const { pkcs11, name, version } = opened.value;
  const { ignorePinPad, partitions } = request;
  /** Of an HSM only the partitions named, and none of its empty slots; of anything else all there is. */
  const slotsNow = (before?: KnownTokens): readonly Slot[] => {
    const slots = readSlots(pkcs11, ignorePinPad, before);
    if (partitions === undefined) return slots;
    return slots.filter(({ token }) => token !== null && (partitions.length === 0 || partitions.includes(token.label)));
  };
  const sessions = new Map<string, Session>();

  let known: KnownTokens = new Map();
  let picture = '';
  const remember = (slots: readonly Slot[]): string => {
    known = tokensIn(slots);
    picture = pictureOf(slots);
    return picture;
  };

  const logOut = (id: string): void => {
    const session = sessions.get(id);
    if (session === undefined) return;
    sessions.delete(id);
    wipe(session.pin);
    closeLogin(pkcs11, session.login.sessions);
  };
  /** An HSM whatever is asked of it; a soft token what was asked for together, once it is seen to be fast. */
  const signsBeside = (login: OpenLogin, count: number): boolean => request.sessions > 1 || (count > 1 && login.sessions.length > 1);
  const isLoggedIn = (slot: string): boolean => [...sessions.values()].some((session) => session.login.slot === slot);

  const isThere = ({ slot, serial }: TokenName): boolean => {
    try {
      const read = readSlot(pkcs11, Buffer.from(slot, 'hex'), ignorePinPad);
      return read !== 'notForPeople' && read.token?.serial === serial;
    } catch (error) {
      failureFromCkr(error);
      return false;
    }
  };

  /** Modules name a card pulled out in the middle in many ways, and readers take a moment to notice: look before telling. */
  const lookAgain = async (token: TokenName, refused: Extract<Result<never>, { ok: false }>): Promise<Result<never>> => {
    const isNamedSo = refused.failure.code === 'tokenRefused' || refused.failure.code === 'keyMissing';
    for (let i = 0; isNamedSo && i < 10; i += 1) {
      if (!isThere(token)) return failed({ code: 'tokenRemoved' });
      await pause(150);
    }
    return refused;
  };

  const changePin = (change: ChangePinRequest): Result<null> => {
    const checked = checkToken(pkcs11, { ...change, pin: change.oldPin }, ignorePinPad);
    if (!checked.ok) return checked;
    const { slot, token } = checked.value;
    const limits = { min: token.pin.minLength, max: token.pin.maxLength };
    const isRightLength = change.newPin.length >= limits.min && (limits.max === 0 || change.newPin.length <= limits.max);
    if (!isRightLength) return failed({ code: 'pinLength', ...limits });
    try {
      const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
      try {
        withPin(change.oldPin, (old) => withPin(change.newPin, (fresh) => pkcs11.C_SetPIN(session, old, fresh)));
      } finally {
        closeLogin(pkcs11, [session]);
      }
      return done(null);
    } catch (error) {
      const failure = failureFromCkr(error, { pin: limits });
      if (failure.code !== 'pinWrong') return failed(failure);
      const tries = readTries(pkcs11, slot, ignorePinPad);
      return failed(tries === 'locked' ? { code: 'pinLocked' } : { code: 'pinWrong', triesLeft: tries });
    }
  };

  return done({
    name,
    version,
    list: () => {
      try {
        const slots = slotsNow();
        remember(slots);
        return done(listTokens(pkcs11, slots, isLoggedIn, partitions));
      } catch (error) {
        return failed(failureFromCkr(error));
      }
    },
    logIn: (wanted) => {
      const login = logIn(pkcs11, wanted, ignorePinPad, request.sessions);
      if (!login.ok) return login;
      // Only a key that asks for the PIN at each signature makes the session keep it, in this process alone, until logout.
      const pin = login.value.authenticate && wanted.pin !== null ? new Uint8Array(wanted.pin) : null;
      const id = randomUUID();
      sessions.set(id, { login: login.value, signer: createSigner(pkcs11, login.value, pin), pin, token: wanted, fault: null });
      return done({ session: id });
    },
    signsBeside: (id, count) => {
      const session = sessions.get(id);
      return session !== undefined && signsBeside(session.login, count);
    },
    sign: async (id, toBeSigned, algorithm) => {
      const session = sessions.get(id);
      if (session === undefined) return failed({ code: 'sessionEnded' });
      const { signer, login } = session;
      const isBeside = signsBeside(login, toBeSigned.length);
      const signOne = async (bytes: Uint8Array): Promise<Result<Made>> => {
        if (session.fault !== null) return session.fault;
        const signed = await (isBeside ? signer.signBeside(bytes, algorithm) : signer.sign(bytes, algorithm));
        if (signed.ok || signed.failure.code === 'mechanismMissing') return signed;
        session.fault ??= lookAgain(session.token, signed);
        return session.fault;
      };
      if (!isBeside) return signInTurn(toBeSigned, signOne);
      return signSideBySide(toBeSigned, signOne, request.sessions > 1 ? null : login.sessions.length);
    },
    logOut,
    changePin,
    picture: (kind) => {
      try {
        return remember(slotsNow(kind === 'quick' ? known : undefined));
      } catch (error) {
        return failureFromCkr(error).code;
      }
    },
    lastPicture: () => picture,
    close: () => {
      for (const id of sessions.keys()) logOut(id);
      try {
        pkcs11.C_Finalize();
      } catch (error) {
        failureFromCkr(error);
      }
    },
  });
}
