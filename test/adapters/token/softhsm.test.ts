import { afterAll, describe, expect, it } from 'vitest';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { identityNames, testIdentity } from '#test/fixtures/token/identities.ts';

describeToken('SoftHSM', async () => {
  const folder = temporaryFolder();
  const { module, environment } = makeSoftHsm(folder.path, identityNames);
  const station = startStation({ modules: [{ path: module }], environment });
  return {
    tokens: station.tokens,
    pin: softHsmPin,
    wrongPin: '111111',
    identities: identityNames.map(testIdentity),
    close: async () => {
      await station.close();
      folder.remove();
    },
  };
});

describe('a token process that goes wrong', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const { module, environment } = makeSoftHsm(folder.path, ['rsa2048']);
  const { fingerprint } = testIdentity('rsa2048');
  const request = () => ({ fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });

  it('is ended when it stops answering, says so, and another takes its place', async () => {
    const station = startStation({ modules: [{ path: module }], environment, deadlines: { callMs: 2000 } });
    await station.tokens.refresh();
    const opened = await station.tokens.open(request());
    if (!opened.ok) throw new Error(opened.failure.code);
    const [frozen] = station.pids;
    process.kill(frozen ?? 0, 'SIGSTOP');
    const signed = await Promise.all(['a', 'b', 'c'].map((text) => opened.value.sign(Buffer.from(text), 'rsa-sha256')));
    for (const result of signed)
      expect(result).toEqual({ ok: false, failure: { code: 'tokenNotAnswering', afterMs: 2000, keptIn: 'software' } });
    await station.until((overview) => overview.modules[0]?.state === 'ready' && overview.tokens.length === 1);
    expect(station.pids.at(-1)).not.toBe(frozen);
    const again = await station.tokens.open(request());
    expect(again.ok && (await again.value.sign(Buffer.from('d'), 'rsa-sha256')).ok).toBe(true);
    await station.close();
  });

  it('is noticed also while nobody asks it for anything', async () => {
    const station = startStation({ modules: [{ path: module }], environment, deadlines: { callMs: 1000, listMs: 8000, aliveMs: 200 } });
    await station.tokens.refresh();
    process.kill(station.pids[0] ?? 0, 'SIGSTOP');
    const overview = await station.until((now) => now.modules[0]?.state === 'failed');
    expect(overview.modules[0]?.failure?.code).toBe('tokenNotAnswering');
    expect(overview.tokens).toEqual([]);
    await station.until((now) => now.modules[0]?.state === 'ready' && now.tokens.length === 1, 40_000);
    await station.close();
  });

  it('is told by the deadline of what a person asked, also behind an idle question that may take longer', async () => {
    const station = startStation({ modules: [{ path: module }], environment, deadlines: { callMs: 600, listMs: 600_000, aliveMs: 50 } });
    await station.tokens.refresh();
    process.kill(station.pids[0] ?? 0, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 200)); // the idle question is on its way by then
    const opened = await station.tokens.open(request());
    expect(opened.ok ? null : opened.failure.code).toBe('tokenNotAnswering');
    await station.close();
  });

  it('does not block the station while it is frozen', async () => {
    const station = startStation({ modules: [{ path: module }], environment, deadlines: { callMs: 600 } });
    await station.tokens.refresh();
    process.kill(station.pids[0] ?? 0, 'SIGSTOP');
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 5);
    const opened = await station.tokens.open(request());
    clearInterval(turning);
    expect(opened.ok ? null : opened.failure.code).toBe('tokenNotAnswering');
    expect(turns).toBeGreaterThan(20);
    await station.close();
  });

  it('is started again when it crashes in the middle of a batch, and nothing waits for ever', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    await station.tokens.refresh();
    const opened = await station.tokens.open(request());
    if (!opened.ok) throw new Error(opened.failure.code);
    const results = Array.from({ length: 40 }, (_, i) => opened.value.sign(Buffer.from(`doc ${i}`), 'rsa-sha256'));
    await results[3];
    process.kill(station.pids[0] ?? 0, 'SIGKILL');
    const settled = await Promise.all(results);
    const firstBad = settled.findIndex((result) => !result.ok);
    expect(firstBad).toBeGreaterThan(3);
    for (const result of settled.slice(firstBad))
      expect(result).toEqual({ ok: false, failure: { code: 'moduleCrashed', module, keptIn: 'software' } });
    await station.until((now) => now.modules[0]?.state === 'ready');
    await station.close();
  });

  it('is waited for by whoever asks while it comes back', async () => {
    // Left alone it would come back long after this test.
    const station = startStation({ modules: [{ path: module }], environment, deadlines: { restartMs: 30_000, callMs: 30_000 } });
    const crash = async (): Promise<void> => {
      process.kill(station.pids.at(-1) ?? 0, 'SIGKILL');
      await station.until((now) => now.modules[0]?.state === 'failed');
    };
    await station.tokens.refresh();
    await crash();
    const opened = await station.tokens.open(request());
    expect(opened.ok && (await opened.value.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
    const { serial = '' } = station.tokens.overview().tokens[0] ?? {};
    await crash();
    const [oldPin, newPin] = [pinOf(softHsmPin), pinOf(softHsmPin)];
    expect(await station.tokens.changePin({ serial, module, oldPin, newPin })).toEqual({ ok: true, value: null });
    await station.close();
  });

  it('is told, and tried again, when the machine cannot start it', async () => {
    let tries = 0;
    const startProcess = (): Promise<never> => {
      tries += 1;
      return Promise.reject(new Error('no memory for a process'));
    };
    const station = startStation({ modules: [{ path: module }], environment, startProcess, deadlines: { listMs: 50 } });
    const overview = await station.tokens.refresh();
    expect(overview.modules[0]).toMatchObject({ state: 'failed', failure: { code: 'moduleCrashed', module } });
    await expect.poll(() => tries).toBeGreaterThan(1);
    expect(station.logLines.join()).toContain('token.notStarted');
    await station.close();
  });

  it('leaves when the station ends without saying goodbye', async () => {
    const station = startStation({ modules: [{ path: module }], environment });
    await station.tokens.refresh();
    await station.close();
    const isGone = (): boolean => {
      try {
        process.kill(station.pids[0] ?? 0, 0);
        return false;
      } catch {
        return true;
      }
    };
    await expect.poll(isGone, { timeout: 5000 }).toBe(true);
  });
});
