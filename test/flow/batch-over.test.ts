import { afterEach, describe, expect, it, vi } from 'vitest';
import { done, failed } from '#core/failure.ts';
import { someTime } from '#test/fakes/store.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** Two of three are signed, and the login is kept. */
async function pausedAfterTwo(): Promise<{ batchId: string; ids: string[] }> {
  bench = benchStation({ policy: { signaturesAhead: 1 } });
  let batchId = '';
  bench.token.beforeSigning = (nth) => {
    if (nth === 2) void bench.station.handlers.pauseBatch({ batchId });
  };
  const ids = await approved(bench, 3);
  batchId = await begin(bench, ids);
  expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 2 });
  return { batchId, ids };
}

describe('a batch with nothing left to sign', () => {
  it('is over when what it left was signed in another one: nothing is told as unfinished, and nothing more is asked for it', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 4, failure: { code: 'tokenRemoved' } };
    const ids = await approved(bench, 8);
    const batchId = await begin(bench, ids);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', signed: 3 });
    bench.token.failAt = null;
    const rest = ids.slice(3);
    await settle(bench, await begin(bench, rest.slice(1)));
    expect((await expectValue(bench.station.handlers.openBatches({}))).batches).toMatchObject([{ id: batchId, signed: 7 }]);
    await settle(bench, await begin(bench, rest.slice(0, 1)));
    expect((await expectValue(bench.station.handlers.openBatches({}))).batches).toEqual([]);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 8, total: 8, failure: null });
    // whoever still has it before them goes on with nothing
    bench.token.isPresent = false;
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', failure: null });
    expect(bench.person.asked).toHaveLength(3);
  });

  it('is over when what it left was declined', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 3, failure: { code: 'tokenRemoved' } };
    const ids = await approved(bench, 3);
    const batchId = await begin(bench, ids);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', signed: 2 });
    const { handlers } = bench.station;
    const id = ids[2] ?? '';
    await expectValue(handlers.withdrawApproval({ id }));
    // it may be approved again
    expect((await expectValue(handlers.openBatches({}))).batches).toMatchObject([{ id: batchId }]);
    await expectValue(handlers.decline({ id, reason: 'No corresponde.' }));
    expect((await expectValue(handlers.openBatches({}))).batches).toEqual([]);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 2, total: 3, failure: null });
  });

  it('keeps no login for a pause that is over: not where the last of it was declined', async () => {
    const { batchId, ids } = await pausedAfterTwo();
    expect(bench.token.openSessions).toBe(1);
    const [id = ''] = ids.slice(2);
    await expectValue(bench.station.handlers.withdrawApproval({ id }));
    expect(bench.token.openSessions).toBe(1);
    await expectValue(bench.station.handlers.decline({ id, reason: 'No corresponde.' }));
    expect(bench.token.openSessions).toBe(0);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 2 });
  });

  it('keeps no login for a pause that is over: not where the last of it was signed in another one', async () => {
    const { batchId, ids } = await pausedAfterTwo();
    await settle(bench, await begin(bench, ids.slice(2)));
    expect(bench.token.openSessions).toBe(0);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 3 });
  });

  it('is not told as signed where nothing of it was', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 1, failure: { code: 'tokenRemoved' } };
    const [id = ''] = await approved(bench, 1);
    const batchId = await begin(bench, [id]);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', signed: 0 });
    await expectValue(bench.station.handlers.withdrawApproval({ id }));
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 0, failure: null });
  });

  it('is over at the next start where the station ended before that was told', async () => {
    bench = benchStation();
    const batchId = await begin(bench, await approved(bench, 1));
    await settle(bench, batchId);
    expect(bench.store.batches.setState({ id: batchId, state: 'paused', failure: null, at: someTime, by: 'x' }).ok).toBe(true);
    await expectValue(bench.station.start());
    expect((await expectValue(bench.station.handlers.openBatches({}))).batches).toEqual([]);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', failure: null });
  });

  it('is over without a token once all of it is signed, though the disk did not confirm it at first', async () => {
    bench = benchStation();
    const { outgoing } = bench.store;
    const keep = outgoing.storeSignatures;
    const unconfirmed = Promise.resolve(failed({ code: 'storeInputOutput', detail: 'EIO' }));
    vi.spyOn(outgoing, 'storeSignatures').mockImplementation((...group) => {
      const kept = keep(...group);
      return kept.ok ? done({ forced: unconfirmed }) : kept;
    });
    const batchId = await begin(bench, await approved(bench, 1));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', signed: 1, failure: { code: 'storeInputOutput' } });
    const sought = vi.fn();
    bench.token.beforeSeeking = sought;
    bench.token.isPresent = false;
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', failure: null });
    expect(sought).not.toHaveBeenCalled();
  });

  it.each(['pauseBatch', 'stopBatch'] as const)('is finished when the token had all of it as %s was asked', async (what) => {
    bench = benchStation({ policy: { signaturesAhead: 3 } });
    let batchId = '';
    bench.token.beforeSigning = (nth) => {
      if (nth === 3) void bench.station.handlers[what]({ batchId });
    };
    batchId = await begin(bench, await approved(bench, 3));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 3, total: 3 });
    expect(bench.token.openSessions).toBe(0);
  });
});
