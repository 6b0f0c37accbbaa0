import { afterAll, describe, expect, it } from 'vitest';
import type { Frame } from '#contract/rpc.ts';
import { makeOddModule } from '#test/adapters/token/odd-module.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, startStation, temporaryFolder, type TestStation } from '#test/adapters/token/station.ts';
import { testIdentity, verifies } from '#test/fixtures/token/identities.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const { module, environment } = makeSoftHsm(folder.path, ['rsa2048', 'p256']);
const rsa = testIdentity('rsa2048');

async function openOn(station: TestStation) {
  await station.tokens.refresh();
  const opened = await station.tokens.open({ fingerprint: rsa.fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}
/** How many signatures each message to the token process asked for. */
async function messagesFor(
  count: number,
  token: { module: string; environment: Readonly<Record<string, string>> } = { module, environment },
) {
  const asked: number[] = [];
  const note = (frame: Frame): void => {
    if (frame.kind === 'request' && frame.name === 'sign') asked.push((frame.body as { toBeSigned: unknown[] }).toBeSigned.length);
  };
  const station = startStation({ modules: [{ path: token.module }], environment: token.environment, onPost: note });
  const session = await openOn(station);
  const results = await Promise.all(Array.from({ length: count }, (_, i) => session.sign(Buffer.from(`${i}`), 'rsa-sha256')));
  expect(results.every((result) => result.ok)).toBe(true);
  await station.close();
  return asked;
}
const ended = { ok: false, failure: { code: 'sessionEnded' } };

describe('a session with a token', () => {
  it('ends everywhere when the screen locks or the computer sleeps, with what still waited', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    const session = await openOn(station);
    const asked = Array.from({ length: 60 }, (_, i) => session.sign(Buffer.from(`${i}`), 'rsa-sha256'));
    await asked[2];
    expect(session.isOpen()).toBe(true);
    await station.tokens.endSessions();
    expect(session.isOpen()).toBe(false);
    const results = await Promise.all(asked);
    const done = results.filter((result) => result.ok).length;
    expect(done).toBeGreaterThanOrEqual(3);
    expect(done).toBeLessThan(60);
    for (const result of results.slice(done)) expect(result).toEqual(ended);
    expect(await session.sign(Buffer.from('x'), 'rsa-sha256')).toEqual(ended);
    await station.close();
  });

  it('asks a fast token for several signatures in one message, and one that takes its time for one', async () => {
    const asked = await messagesFor(200);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(Math.max(...asked)).toBeGreaterThan(1);
    const slow = makeOddModule(folder.path, { module, environment }, { ODD_SIGN_MS: '20' });
    expect(new Set(await messagesFor(12, slow))).toEqual(new Set([1]));
  });

  it('is logged out after the time the policy allows without a signature', async () => {
    const station = startStation({ modules: [{ path: module }], environment, idleMs: 150 });
    const session = await openOn(station);
    expect((await session.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
    await expect.poll(() => session.sign(Buffer.from('y'), 'rsa-sha256'), { interval: 300 }).toEqual(ended);
    await station.close();
  });

  it('leaves the token logged out: nothing is signed with another session’s name', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    const first = await openOn(station);
    await first.close();
    await first.close();
    const second = await openOn(station);
    expect(await first.sign(Buffer.from('x'), 'rsa-sha256')).toEqual(ended);
    expect((await second.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
    await station.close();
  });

  it('ends where another login on the same token begins, says so, and takes nothing of the other with it', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    const first = await openOn(station);
    const second = await openOn(station);
    expect(first.isOpen()).toBe(false);
    expect(await first.sign(Buffer.from('x'), 'rsa-sha256')).toEqual(ended);
    await first.close();
    expect(second.isOpen()).toBe(true);
    expect((await second.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
    await station.close();
  });

  it('is not open any more where its token’s process was started anew', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    const session = await openOn(station);
    expect(session.isOpen()).toBe(true);
    const gone = station.until((now) => now.tokens.length === 0);
    process.kill(station.pids.at(-1) ?? 0, 'SIGKILL');
    await gone;
    await station.until((now) => now.tokens.length > 0);
    expect(session.isOpen()).toBe(false);
    await station.close();
  });

  it('signs side by side where the policy says the module is an HSM, each answer to its own question', async () => {
    const station = startStation({ modules: [{ path: module, sessions: 4 }], environment });
    const session = await openOn(station);
    const documents = Array.from({ length: 80 }, (_, i) => Buffer.from(`documento ${i}`));
    const signed = await Promise.all(documents.map((document) => session.sign(document, 'rsa-sha256')));
    for (const [i, result] of signed.entries()) {
      expect(result.ok && verifies(rsa.certificate, 'rsa-sha256', documents[i] ?? Buffer.alloc(0), result.value)).toBe(true);
    }
    await session.close();
    await station.close();
  });

  it('counts wrong PINs for the official before the next one is asked', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    await station.tokens.refresh();
    const wrong = await station.tokens.open({ fingerprint: rsa.fingerprint, pin: pinOf('000000'), confirmFinalTry: false });
    expect(wrong).toEqual({ ok: false, failure: { code: 'pinWrong', triesLeft: 'few' } });
    const overview = await station.until((now) => now.tokens[0]?.pin.state === 'few', 2000);
    expect(overview.tokens[0]?.pin.pad).toBe(false);
    await (await openOn(station)).close();
    await station.until((now) => now.tokens[0]?.pin.state === 'ok', 2000);
    await station.close();
  });

  it('changes the PIN with the old one, and only then', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    await station.tokens.refresh();
    const { serial = '' } = station.tokens.overview().tokens[0] ?? {};
    const change = (oldPin: string, newPin: string) =>
      station.tokens.changePin({ serial, module, oldPin: pinOf(oldPin), newPin: pinOf(newPin) });
    expect(await change('000000', '555555')).toMatchObject({ ok: false, failure: { code: 'pinWrong' } });
    expect(await change(softHsmPin, '1')).toMatchObject({ ok: false, failure: { code: 'pinLength' } });
    expect(await change(softHsmPin, '555555')).toEqual({ ok: true, value: null });
    expect(await change('555555', softHsmPin)).toEqual({ ok: true, value: null });
    await station.close();
  });
});
