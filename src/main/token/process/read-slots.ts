import pkcs11js, { type Handle, type PKCS11, type TokenInfo } from 'pkcs11js';
import type { PinState } from '#main/ports/token.ts';
import { ckrName } from '#main/token/process/ckr.ts';

/** A slot is where a token may be; its handle is only good inside this process. */
export type Slot = {
  readonly id: string;
  readonly handle: Handle;
  readonly reader: string;
  /** the module's own code signs, and no device (PKCS#11 v2.40 table 3) */
  readonly isSoft: boolean;
  readonly token: TokenFacts | null;
  /** a card is in, and nothing could be read of it */
  readonly isUnread?: boolean;
};

export type TokenFacts = {
  readonly label: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly flags: number;
  readonly pin: PinState;
};

/** What was read of each slot's token before, to spare the card the question while nothing was moved. */
export type KnownTokens = ReadonlyMap<string, TokenFacts>;
const noneKnown: KnownTokens = new Map();

/** PKCS#11 v2.40 table 3; pkcs11js has no names for them. */
const slotFlag = { tokenPresent: 1, hardware: 4 } as const;

/** Never blocks on an event: asks the module anew each time, which also makes it look for new readers. */
export function readSlots(pkcs11: PKCS11, ignorePinPad: boolean, known: KnownTokens = noneKnown): Slot[] {
  return pkcs11.C_GetSlotList(false).flatMap((handle) => {
    const slot = readSlot(pkcs11, handle, ignorePinPad, known);
    return slot === 'notForPeople' ? [] : [slot];
  });
}

export function readSlot(pkcs11: PKCS11, handle: Handle, ignorePinPad: boolean, known: KnownTokens = noneKnown): Slot | 'notForPeople' {
  const info = pkcs11.C_GetSlotInfo(handle);
  const isSoft = (info.flags & slotFlag.hardware) === 0;
  const slot = { id: handle.toString('hex'), handle, reader: info.slotDescription.trim(), isSoft };
  if ((info.flags & slotFlag.tokenPresent) === 0) return { ...slot, token: null };
  const before = known.get(slot.id);
  if (before !== undefined) return { ...slot, token: before };
  try {
    const token = pkcs11.C_GetTokenInfo(handle);
    return isForPeople(token) ? { ...slot, token: tokenFacts(token, ignorePinPad) } : 'notForPeople';
  } catch (error) {
    // Taken out between the two questions, or a card this module does not know: a reader without a usable token.
    if (ckrName(error) === null) throw error;
    return { ...slot, token: null, isUnread: true };
  }
}

/** Leaves out the spare slots of SoftHSM and tpm2-pkcs11 and the engine slots of soft modules, which carry nobody's keys. */
function isForPeople(token: TokenInfo): boolean {
  if ((token.flags & pkcs11js.CKF_TOKEN_INITIALIZED) !== 0) return true;
  return (token.flags & pkcs11js.CKF_WRITE_PROTECTED) === 0 && !/^0*$/.test(clean(token.serialNumber));
}

export function tokenFacts(token: TokenInfo, ignorePinPad: boolean): TokenFacts {
  return {
    label: clean(token.label),
    serial: clean(token.serialNumber),
    manufacturer: clean(token.manufacturerID),
    model: clean(token.model),
    flags: token.flags,
    pin: {
      state: pinState(token.flags),
      minLength: token.minPinLen,
      maxLength: token.maxPinLen,
      pad: !ignorePinPad && (token.flags & pkcs11js.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0,
    },
  };
}

/** The counters are flags, read without spending a try (PKCS#11 v2.40 table 6). */
export function pinState(flags: number): PinState['state'] {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (has(pkcs11js.CKF_USER_PIN_LOCKED)) return 'locked';
  if (has(pkcs11js.CKF_LOGIN_REQUIRED) && !has(pkcs11js.CKF_USER_PIN_INITIALIZED)) return 'notSet';
  if (has(pkcs11js.CKF_USER_PIN_FINAL_TRY)) return 'final';
  return has(pkcs11js.CKF_USER_PIN_COUNT_LOW) ? 'few' : 'ok';
}

/** Texts are padded with blanks; some modules pad with zeros. */
function clean(text: string): string {
  return text.replaceAll('\0', '').trim();
}

/** Changes whenever a person would see another picture: a reader, a token or its PIN state came, went or changed. */
export function pictureOf(slots: readonly Slot[]): string {
  return JSON.stringify(slots.map(({ id, reader, token }) => [id, reader, token?.serial, token?.label, token?.pin.state]));
}

export function tokensIn(slots: readonly Slot[]): Map<string, TokenFacts> {
  return new Map(slots.flatMap(({ id, token }) => (token === null ? [] : [[id, token] as const])));
}
