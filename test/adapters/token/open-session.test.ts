import { expect, it } from 'vitest';
import { done } from '#core/failure.ts';
import type { ModuleProcess } from '#main/token/module-process.ts';
import { openSession } from '#main/token/open-session.ts';

/** How many signatures each message asks for, of a token process whose nth message takes so many milliseconds a signature. */
async function messagesFor(count: number, eachMs: (nth: number) => number): Promise<readonly number[]> {
  const asked: number[] = [];
  const module = {
    watch: () => () => undefined,
    patienceMs: () => 1_000,
    call: async (_: string, { toBeSigned }: { toBeSigned: readonly Uint8Array[] }) => {
      asked.push(toBeSigned.length);
      const tookMs = eachMs(asked.length) * toBeSigned.length;
      await Promise.resolve();
      return { ok: true, value: { signatures: toBeSigned, tookMs } };
    },
  } as unknown as ModuleProcess;
  const session = openSession({
    module,
    id: 'one',
    slot: '0',
    serial: '1',
    fingerprint: 'ab',
    sessions: 1,
    idleMs: null,
    signMs: 1_000,
    isPad: false,
    onClosed: () => undefined,
  });
  const documents = Array.from({ length: count }, (_, i) => Buffer.from(`${i}`));
  const signed = await Promise.all(documents.map((document) => session.sign(document, 'rsa-sha256')));
  expect(signed).toEqual(documents.map((document) => done(document)));
  return asked;
}

it('a fast token is asked for several signatures in one message, and still is after one answer that came late', async () => {
  const asked = await messagesFor(400, (nth) => (nth % 8 === 0 ? 80 : 0.6));
  // nothing was known of it before its first answer; and the last ones are as many as are left
  expect(Math.min(...asked.slice(2, -1))).toBeGreaterThanOrEqual(8);
});

it('a token that takes its time is asked for one at a time, and so is a fast one that has become slow', async () => {
  expect(new Set(await messagesFor(40, () => 300))).toEqual(new Set([1]));
  const asked = await messagesFor(400, (nth) => (nth < 10 ? 0.6 : 300));
  expect(new Set(asked.slice(20))).toEqual(new Set([1]));
});
