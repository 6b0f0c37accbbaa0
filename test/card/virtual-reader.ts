import { createConnection, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readerPort } from '#test/card/card-service.ts';
import type { PivCard } from '#test/card/piv-card.ts';

/** What can go wrong with a card, told beforehand. Commands are counted from the moment the card went in. */
export type CardFaults = {
  /** each command takes this long */
  slowMs?: number;
  /** from this command on the card says nothing more, and stays in the reader */
  freezeAt?: number;
  /** at this command the card is pulled out, unanswered */
  removeAt?: number;
};

/** One of pcscd's two virtual readers, and whatever card lies in it. */
export type VirtualReader = {
  insert(card: PivCard, faults?: CardFaults): Promise<void>;
  remove(): Promise<void>;
  /** the card in the reader stops answering now */
  freeze(): void;
  /** and goes on where it stopped */
  thaw(): void;
  setFaults(faults: CardFaults): void;
  /** commands answered since the card went in */
  readonly commands: number;
  readonly hasCard: boolean;
};

/** Speaks the wire format of pcscd's vpcd driver: a length of two bytes, then either a control byte or a command. */
export function virtualReader(place: 'first' | 'second'): VirtualReader {
  let socket: Socket | null = null;
  let faults: CardFaults = {};
  let commands = 0;
  let isFrozen = false;
  let thawed: () => void = () => undefined;

  const serve = async (link: Socket, card: PivCard): Promise<void> => {
    for await (const message of messages(link)) {
      if (message.length > 1) commands += 1;
      const isCommand = message.length > 1;
      if (isCommand && faults.removeAt === commands) return void link.destroy();
      if (isFrozen || (isCommand && faults.freezeAt !== undefined && commands >= faults.freezeAt)) {
        isFrozen = true;
        await new Promise<void>((resolve) => (thawed = resolve));
      }
      if (isCommand && faults.slowMs !== undefined) await pause(faults.slowMs);
      const answer = isCommand ? card.answer(message) : control(card, message[0] ?? 0);
      if (answer !== null && !link.destroyed) link.write(framed(answer));
    }
  };

  return {
    insert: async (card, given = {}) => {
      // one card at a time, as in a real reader
      socket?.destroy();
      faults = given;
      commands = 0;
      isFrozen = false;
      card.reset();
      const link = createConnection(readerPort(place), '127.0.0.1');
      await new Promise<void>((resolve, reject) => {
        link.once('connect', resolve);
        link.once('error', reject);
      });
      // Pulled out in the middle of a command: whatever was on its way is lost, as with a real card.
      link.on('error', () => link.destroy());
      socket = link;
      void serve(link, card).catch(() => link.destroy());
    },
    remove: async () => {
      const link = socket;
      socket = null;
      thawed();
      if (link === null) return;
      const closed = new Promise<void>((resolve) => (link.closed ? resolve() : void link.once('close', () => resolve())));
      link.destroy();
      await closed;
      // pcscd looks at its virtual readers every 400 ms and tells nobody when it has: no hand swaps a card faster.
      await pause(500);
    },
    freeze: () => {
      isFrozen = true;
    },
    thaw: () => {
      isFrozen = false;
      faults = { ...faults, freezeAt: undefined };
      thawed();
    },
    setFaults: (given) => {
      faults = given;
    },
    get commands() {
      return commands;
    },
    get hasCard() {
      return socket !== null && !socket.destroyed;
    },
  };
}

/** Control bytes: power off (0), power on (1), reset (2), answer to reset wanted (4). Only the last is answered. */
function control(card: PivCard, byte: number): Buffer | null {
  if (byte === 4) return card.atr;
  card.reset();
  return null;
}

function framed(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

async function* messages(link: Socket): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of link) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const length = held.readUInt16BE(0);
      yield held.subarray(2, 2 + length);
      held = held.subarray(2 + length);
    }
  }
}
