import { afterEach, describe, expect, it, vi } from 'vitest';
import { done, failed, type Result } from '#core/failure.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle, signedNow } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

describe('the pace of a batch', () => {
  it('keeps the token busy: the next document waits there while one is signed', async () => {
    bench = benchStation({ policy: { signaturesAhead: 3 } });
    bench.token.latencyMs = 3;
    await settle(bench, await begin(bench, await approved(bench, 12)));
    expect(bench.token.mostBusy).toBe(3);
  });

  it('gives a token that signs side by side enough for it', async () => {
    bench = benchStation({ policy: { signaturesAhead: 24 } });
    bench.token.sideBySide = 4;
    bench.token.latencyMs = 30;
    await settle(bench, await begin(bench, await approved(bench, 24)));
    expect(bench.token.mostBusy).toBeGreaterThanOrEqual(8);
  });

  it('keeps what a fast token signs with few commits, each signature once', async () => {
    bench = benchStation({ policy: { signaturesAhead: 24 } });
    const kept = vi.spyOn(bench.store.outgoing, 'storeSignatures');
    await settle(bench, await begin(bench, await approved(bench, 40)));
    const groups = kept.mock.calls.map(([signatures]) => signatures.length);
    expect(groups.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(groups.length).toBeLessThan(15);
  });

  it('gives a fast token as much work, and shares as many commits, where the disk is slow', async () => {
    bench = benchStation({ policy: { signaturesAhead: 24 } });
    const { outgoing } = bench.store;
    const keep = outgoing.storeSignatures;
    const kept = vi.spyOn(outgoing, 'storeSignatures').mockImplementation((...group) => {
      const written = keep(...group);
      const forced = new Promise<Result<null>>((resolve) => setTimeout(() => resolve(done(null)), 30));
      return written.ok ? done({ forced }) : written;
    });
    await settle(bench, await begin(bench, await approved(bench, 80)));
    // the first ones come before the token has told its pace
    const groups = kept.mock.calls.map(([signatures]) => signatures.length);
    expect(Math.min(...groups.slice(2, -2))).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['ends when the disk has confirmed the last signature, and not before', done(null), { state: 'finished', failure: null }],
    [
      'halts where the disk does not confirm, with the reason',
      failed({ code: 'storeInputOutput', detail: 'EIO' }),
      { state: 'halted', failure: { code: 'storeInputOutput' } },
    ],
  ] as const)('%s', async (_, answer, expected) => {
    bench = benchStation({ policy: { signaturesAhead: 24 } });
    const { outgoing } = bench.store;
    const keep = outgoing.storeSignatures;
    let confirm: (() => void) | undefined;
    const forced = new Promise<Result<null>>((resolve) => (confirm = () => resolve(answer)));
    vi.spyOn(outgoing, 'storeSignatures').mockImplementation((...group) => {
      const kept = keep(...group);
      return kept.ok ? done({ forced }) : kept;
    });
    const batchId = await begin(bench, await approved(bench, 1));
    await bench.until(() => signedNow(bench) === 1);
    expect(await expectValue(bench.station.handlers.batch({ batchId }))).toMatchObject({ state: 'signing' });
    confirm?.();
    expect(await settle(bench, batchId)).toMatchObject(expected);
  });

  it('lets what is signed wait for no more than a moment while the token hesitates over the next', async () => {
    bench = benchStation({ policy: { signaturesAhead: 24 } });
    let given = 0;
    bench.token.beforeSigning = () => {
      given += 1;
      bench.token.latencyMs = given > 20 ? 1_000 : 0;
    };
    const batchId = await begin(bench, await approved(bench, 30));
    await bench.until(() => signedNow(bench) === 20);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 30 });
  });
});
