import { cardKey, type CardKey } from '#test/card/card-key.ts';
import { readTlv, tlv } from '#test/card/tlv.ts';

export type CardIdentity = { readonly privateKey: string; readonly certificate: Uint8Array };

/** What a card remembers while it lies in a drawer: its keys, its PIN, its tries. */
export type PivCard = {
  readonly atr: Buffer;
  triesLeft: number;
  pin: string;
  /** signatures made so far, for tests that count them */
  signatures: number;
  /** power lost or reset: PIN and half-sent commands are forgotten */
  reset(): void;
  answer(command: Buffer): Buffer;
};

const applet = Buffer.from('A000000308000010000100', 'hex');
const ok = Buffer.from([0x90, 0x00]);
const status = (word: number): Buffer => Buffer.from([word >> 8, word & 0xff]);
const notFound = status(0x6a82);

/**
 * A PIV card (NIST SP 800-73-4): the authentication key 9A signs after one PIN, the signature key 9C wants the PIN
 * again before each signature.
 */
export function createPivCard(options: {
  readonly holder: number;
  readonly authentication?: CardIdentity;
  readonly signature?: CardIdentity;
  readonly pin?: string;
  readonly tries?: number;
}): PivCard {
  const fullTries = options.tries ?? 3;
  const keys = new Map<number, CardKey>();
  if (options.authentication) keys.set(0x9a, cardKey(options.authentication.privateKey));
  if (options.signature) keys.set(0x9c, cardKey(options.signature.privateKey));
  const objects = dataObjects(options);
  let isVerified = false;
  let isFresh = false;
  let chained: Buffer = Buffer.alloc(0);
  let pending: Buffer = Buffer.alloc(0);

  const padded = (pin: string): Buffer => Buffer.concat([Buffer.from(pin), Buffer.alloc(8, 0xff)]).subarray(0, 8);

  const reply = (data: Buffer, expected: number): Buffer => {
    const most = Math.min(expected === 0 ? 256 : expected, 256);
    if (data.length <= most) {
      pending = Buffer.alloc(0);
      return Buffer.concat([data, ok]);
    }
    pending = data.subarray(most);
    return Buffer.concat([data.subarray(0, most), Buffer.from([0x61, pending.length < 256 ? pending.length : 0])]);
  };

  const checkPin = (given: Buffer): Buffer | null => {
    if (card.triesLeft === 0) return status(0x6983);
    if (given.equals(padded(card.pin))) {
      card.triesLeft = fullTries;
      return null;
    }
    isVerified = false;
    card.triesLeft -= 1;
    return card.triesLeft === 0 ? status(0x6983) : status(0x63c0 | card.triesLeft);
  };

  const verify = (body: Buffer): Buffer => {
    if (body.length === 0) {
      if (card.triesLeft === 0) return status(0x6983);
      return isVerified ? ok : status(0x63c0 | card.triesLeft);
    }
    const refused = checkPin(body);
    if (refused !== null) return refused;
    isVerified = true;
    isFresh = true;
    return ok;
  };

  const changePin = (body: Buffer): Buffer => {
    const refused = checkPin(body.subarray(0, 8));
    if (refused !== null) return refused;
    card.pin = body
      .subarray(8, 16)
      .toString('latin1')
      .replace(/\xff+$/, '');
    return ok;
  };

  const authenticate = (reference: number, body: Buffer, expected: number): Buffer => {
    const key = keys.get(reference);
    const challenge = readTlv(readTlv(body).get(0x7c) ?? Buffer.alloc(0)).get(0x81);
    if (key === undefined || challenge === undefined) return status(0x6a80);
    const isAllowed = reference === 0x9c ? isVerified && isFresh : isVerified;
    if (!isAllowed) return status(0x6982);
    isFresh = false;
    card.signatures += 1;
    return reply(tlv('7C', tlv('82', key.sign(challenge))), expected);
  };

  const card: PivCard = {
    atr: Buffer.from('3BFC1300008131FE15597562696B65794E454F7233E1', 'hex'),
    triesLeft: fullTries,
    pin: options.pin ?? '123456',
    signatures: 0,
    reset: () => {
      isVerified = false;
      isFresh = false;
      chained = Buffer.alloc(0);
      pending = Buffer.alloc(0);
    },
    answer: (command) => {
      const { cla, ins, p1, p2, body, expected } = readCommand(command);
      if (ins === 0xc0) return reply(pending, expected);
      if ((cla & 0x10) !== 0) {
        chained = Buffer.concat([chained, body]);
        return ok;
      }
      const whole = Buffer.concat([chained, body]);
      chained = Buffer.alloc(0);
      if (ins === 0xa4) {
        const isOurs = p1 === 4 && whole.length >= 5 && applet.subarray(0, 9).equals(whole.subarray(0, 9));
        if (!isOurs) return notFound;
        isVerified = false;
        return reply(tlv('61', tlv('4F', applet.subarray(5)), tlv('79', tlv('4F', applet.subarray(0, 5)))), expected);
      }
      if (ins === 0xcb && p1 === 0x3f && p2 === 0xff) {
        const object = objects.get(readTlv(whole).get(0x5c)?.toString('hex').toUpperCase() ?? '');
        return object === undefined ? notFound : reply(object, expected);
      }
      if (ins === 0x20 && p2 === 0x80) return p1 === 0xff ? forget() : verify(whole);
      if (ins === 0x24 && p2 === 0x80) return changePin(whole);
      if (ins === 0x87) return authenticate(p2, whole, expected);
      return status(0x6d00);
    },
  };
  const forget = (): Buffer => {
    isVerified = false;
    return ok;
  };
  return card;
}

function readCommand(command: Buffer): { cla: number; ins: number; p1: number; p2: number; body: Buffer; expected: number } {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, third = 0] = command;
  const head = { cla, ins, p1, p2 };
  if (command.length <= 4) return { ...head, body: Buffer.alloc(0), expected: 256 };
  if (command.length === 5) return { ...head, body: Buffer.alloc(0), expected: third === 0 ? 256 : third };
  if (third === 0 && command.length > 7) {
    const length = command.readUInt16BE(5);
    return { ...head, body: command.subarray(7, 7 + length), expected: 65_536 };
  }
  const body = command.subarray(5, 5 + third);
  const last = command.length > 5 + third ? (command[5 + third] ?? 0) : 0;
  return { ...head, body, expected: last === 0 ? 256 : last };
}

/** The data objects OpenSC reads: capability container, holder unique identifier, discovery object, certificates. */
function dataObjects(options: Parameters<typeof createPivCard>[0]): ReadonlyMap<string, Buffer> {
  const empty = (...tags: readonly string[]): Buffer[] => tags.map((tag) => tlv(tag));
  const guid = Buffer.alloc(16, options.holder);
  const agency = Buffer.from('D4E739DA739CED39CE739D836858210842108421C84210C3EB', 'hex');
  const holder = tlv('53', tlv('30', agency), tlv('34', guid), tlv('35', Buffer.from('20991231')), ...empty('3E', 'FE'));
  const capabilities = tlv(
    '53',
    tlv('F0', Buffer.concat([Buffer.from('A000000116FF02', 'hex'), Buffer.alloc(14, options.holder)])),
    tlv('F1', Buffer.from([0x21])),
    tlv('F2', Buffer.from([0x21])),
    ...empty('F3'),
    tlv('F4', Buffer.from([0])),
    tlv('F5', Buffer.from([0x10])),
    ...empty('F6', 'F7', 'FA', 'FB', 'FC', 'FD', 'FE'),
  );
  const certificate = (identity: CardIdentity): Buffer =>
    tlv('53', tlv('70', identity.certificate), tlv('71', Buffer.from([0])), tlv('FE'));
  const objects = new Map<string, Buffer>([
    ['5FC102', holder],
    ['5FC107', capabilities],
    ['7E', tlv('7E', tlv('4F', applet), tlv('5F2F', Buffer.from([0x40, 0])))],
  ]);
  if (options.authentication) objects.set('5FC105', certificate(options.authentication));
  if (options.signature) objects.set('5FC10A', certificate(options.signature));
  return objects;
}
