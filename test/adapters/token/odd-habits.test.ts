import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SigningSession } from '#main/ports/token.ts';
import { systemClock } from '#main/system-clock.ts';
import { freshRoom } from '#test/adapters/token/fresh-room.ts';
import { makeOddModule, type Oddities } from '#test/adapters/token/odd-module.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, type TestStation } from '#test/adapters/token/station.ts';
import { testIdentity, verifies } from '#test/fixtures/token/identities.ts';

const rsa = testIdentity('rsa2048');
const room = freshRoom();

function start(oddities: Oddities, options: Partial<Parameters<typeof room.start>[0]> & { ignorePinPad?: boolean } = {}) {
  const odd = makeOddModule(room.folder, makeSoftHsm(room.folder, ['rsa2048']), oddities);
  const { ignorePinPad = false, ...rest } = options;
  return { station: room.start({ modules: [{ path: odd.module, ignorePinPad }], environment: odd.environment, ...rest }), odd };
}

/** on as many a token that is no device signs, four at most */
const processors = Math.min(4, availableParallelism());

async function openOn(on: TestStation): Promise<SigningSession> {
  const opened = await on.tokens.open({ fingerprint: rsa.fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

async function signOnce(on: TestStation, pin: Uint8Array | 'pad'): Promise<boolean> {
  const opened = await on.tokens.open({ fingerprint: rsa.fingerprint, pin, confirmFinalTry: false });
  if (!opened.ok) throw new Error(opened.failure.code);
  const signed = await opened.value.sign(Buffer.from('x'), 'rsa-sha256');
  await opened.value.close();
  return signed.ok && verifies(rsa.certificate, 'rsa-sha256', Buffer.from('x'), signed.value);
}

describe('a module with bad habits', () => {
  it('that crashes while it starts is told, and is tried again with longer and longer waits', async () => {
    // The station has been up for a day: how long it runs says nothing about how long the module's process lived.
    const clock = { ...systemClock, monotonicMs: () => performance.now() + 86_400_000 };
    const { station: on, odd } = start({ ODD_INITIALIZE: 'crash' }, { clock });
    const told = await on.until((overview) => overview.modules[0]?.failure !== null);
    expect(told.modules[0]?.failure).toEqual({ code: 'moduleCrashed', module: odd.module });
    const since = performance.now();
    await expect.poll(() => odd.told('initialize').length, { timeout: 40_000 }).toBeGreaterThanOrEqual(4);
    // Waits of 250, 500 and 1000 ms, each after a start that failed; the first of them had begun.
    expect(performance.now() - since).toBeGreaterThan(1250);
  });

  it('that refuses to start shows no token, and none is to be taken out because of it', async () => {
    const { station: on } = start({ ODD_INITIALIZE: 'refuse' });
    const { modules } = await on.tokens.refresh();
    expect(modules[0]?.failure).toEqual({ code: 'tokenRefused', ckr: 'CKR_GENERAL_ERROR', keptIn: 'software' });
  });

  it('that was started by another library of its process is used all the same', async () => {
    const { station: on } = start({ ODD_INITIALIZE: 'already' });
    await on.tokens.refresh();
    expect(await signOnce(on, pinOf(softHsmPin))).toBe(true);
  });

  it('that fails in the middle of signatures asked for together gives what it made, and the rest is told why and not tried again', async () => {
    const { station: on, odd } = start({ ODD_SIGNATURES: '60' });
    await on.tokens.refresh();
    const session = await openOn(on);
    const documents = Array.from({ length: 100 }, (_, i) => Buffer.from(`documento ${i}`));
    const results = await Promise.all(documents.map((document) => session.sign(document, 'rsa-sha256')));
    for (const [i, result] of results.entries()) {
      if (i < 60) expect(result.ok && verifies(rsa.certificate, 'rsa-sha256', documents[i] ?? Buffer.alloc(0), result.value)).toBe(true);
      else expect(result).toMatchObject({ ok: false, failure: { code: 'tokenRefused' } });
    }
    // a device: what is advised is to take it out and put it back
    expect(results.some((result) => !result.ok && 'keptIn' in result.failure)).toBe(false);
    expect(odd.told('signing').length).toBe(61);
  });

  it.each([
    ['is a device never signs two at once, however fast it is', {}, false],
    ['is no device signs on each processor once it is seen to be fast', { ODD_SOFT: '1' }, processors > 1],
  ] as const)('that %s', async (_, oddities, isBeside) => {
    const { station: on, odd } = start(oddities);
    await on.tokens.refresh();
    const session = await openOn(on);
    const documents = Array.from({ length: 60 }, (_, i) => Buffer.from(`documento ${i}`));
    const most = (): number => Math.max(0, ...odd.told('signing'));
    // on a machine that is busy with other things no token is fast at first
    for (let round = 0; round < 20 && (round < 2 || (isBeside && most() < 2)); round += 1) {
      const results = await Promise.all(documents.map((document) => session.sign(document, 'rsa-sha256')));
      for (const [i, result] of results.entries())
        expect(result.ok && verifies(rsa.certificate, 'rsa-sha256', documents[i] ?? Buffer.alloc(0), result.value)).toBe(true);
    }
    expect(most() > 1).toBe(isBeside);
  });

  it('that is no device and fails beside others begins nothing after that', async () => {
    const { station: on, odd } = start({ ODD_SOFT: '1', ODD_SIGNATURES: '300' });
    await on.tokens.refresh();
    const session = await openOn(on);
    const results = await Promise.all(Array.from({ length: 400 }, (_, i) => session.sign(Buffer.from(`${i}`), 'rsa-sha256')));
    const made = results.findIndex(({ ok }) => !ok);
    expect(made).toBeGreaterThan(300 - processors);
    expect(results.filter(({ ok }) => ok).length).toBeLessThanOrEqual(300);
    // what another processor had begun may still come out well
    for (const result of results.slice(made + processors)) expect(result).toMatchObject({ ok: false, failure: { code: 'tokenRefused' } });
    expect(odd.told('signing').length).toBeLessThanOrEqual(300 + processors);
  });

  it.each([
    ['hangs', 'hang'],
    ['crashes', 'crash'],
  ] as const)('that %s on the way out keeps nobody from leaving, and leaves no process behind', async (_, habit) => {
    const { station: on, odd } = start({ ODD_FINALIZE: habit });
    await on.tokens.refresh();
    expect(await signOnce(on, pinOf(softHsmPin))).toBe(true);
    const since = performance.now();
    await on.close();
    expect(performance.now() - since).toBeLessThan(4000);
    expect(odd.told('finalize').length).toBe(1);
    const [pid] = on.pids;
    while (existsSync(`/proc/${pid}/exe`)) await pause(20);
  });
});

describe('a module that keeps the card to itself while it signs', () => {
  it('signs as slowly as it likes: a card that nobody else can read is not a card taken out', async () => {
    const { station: on, odd } = start({ ODD_SIGN_MS: '6500', ODD_EXCLUSIVE: join(room.folder, 'card-in-use') });
    await on.tokens.refresh();
    expect(await signOnce(on, pinOf(softHsmPin))).toBe(true);
    // another process did look meanwhile, and could not read it
    expect(odd.told('refused').length).toBeGreaterThan(0);
    expect(odd.told('signing')).toEqual([1]);
  });
});

describe('a reader with a PIN pad', () => {
  it('asks for the PIN itself: no PIN goes through the station', async () => {
    const { station: on, odd } = start({ ODD_PAD: softHsmPin });
    const overview = await on.tokens.refresh();
    expect(overview.tokens[0]?.pin.pad).toBe(true);
    expect(await signOnce(on, 'pad')).toBe(true);
    expect(odd.told('login at the pad').length).toBe(1);
    expect(odd.told('login with a PIN')).toEqual([]);
  });

  it('is left alone where the policy switches it off', async () => {
    const { station: on, odd } = start({ ODD_PAD: softHsmPin }, { ignorePinPad: true });
    const overview = await on.tokens.refresh();
    expect(overview.tokens[0]?.pin.pad).toBe(false);
    expect(await signOnce(on, pinOf(softHsmPin))).toBe(true);
    expect(odd.told('login at the pad')).toEqual([]);
  });

  it('cancels with its own key, and nothing is asked again', async () => {
    const { station: on, odd } = start({ ODD_PAD: 'cancel' });
    await on.tokens.refresh();
    const opened = await on.tokens.open({ fingerprint: rsa.fingerprint, pin: 'pad', confirmFinalTry: false });
    expect(opened).toEqual({ ok: false, failure: { code: 'pinCancelled' } });
    expect(odd.told('login at the pad').length).toBe(1);
  });
});
