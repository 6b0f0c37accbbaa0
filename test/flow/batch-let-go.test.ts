import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failed, type Failure } from '#core/failure.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle, signedNow } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** Before the next PIN is given. */
function whileAsked(act: () => Promise<void>): void {
  const ask = bench.person.ask.bind(bench.person);
  bench.person.ask = async (request) => {
    bench.person.ask = ask;
    await act();
    return ask(request);
  };
}

/** The token is not found before this is told to go on. */
function holdSeeking(): () => void {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const seek = bench.token.seek.bind(bench.token);
  bench.token.seek = async () => {
    await held;
    return seek();
  };
  return goOn;
}

/** One of three is signed, its session kept; another was approved after the PIN window had named it. */
async function pausedWithOneApprovedAnew(): Promise<string> {
  bench = benchStation({ policy: { signaturesAhead: 1 } });
  const { handlers } = bench.station;
  const ids = await approved(bench, 3);
  const id = ids[2] ?? '';
  let takenBack: unknown = null;
  bench.token.beforeSeeking = () => (takenBack ??= handlers.withdrawApproval({ id }));
  let batchId = '';
  bench.token.beforeSigning = (nth) => {
    if (nth === 1) void handlers.pauseBatch({ batchId });
  };
  batchId = await begin(bench, ids);
  expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 1 });
  await expectValue(handlers.approve({ id, digest: (await expectValue(handlers.openReview({ id }))).digest }));
  return batchId;
}

describe('a batch that is let go of', () => {
  it('while its PIN is asked signs with the PIN that is given afterwards', async () => {
    bench = benchStation();
    whileAsked(() => bench.station.lock());
    expect(await settle(bench, await begin(bench, await approved(bench, 3)))).toMatchObject({ state: 'finished', signed: 3 });
    expect(bench.person.asked).toHaveLength(1);
  });

  it('while the PIN is asked anew, for one that was not named before, signs with that PIN too', async () => {
    const batchId = await pausedWithOneApprovedAnew();
    whileAsked(() => bench.station.lock());
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 3 });
    expect(bench.person.asked.map(({ documents }) => documents.length)).toEqual([2, 2]);
  });

  it('before the PIN is asked anew opens no window for it, and stands as it stood', async () => {
    const batchId = await pausedWithOneApprovedAnew();
    const goOn = holdSeeking();
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    const locked = bench.station.lock();
    goOn();
    await locked;
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 1 });
    expect(bench.person.asked).toHaveLength(1);
  });

  it('by a stop before its PIN is asked opens no window for it', async () => {
    bench = benchStation();
    const goOn = holdSeeking();
    const batchId = await begin(bench, await approved(bench, 2));
    await expectValue(bench.station.handlers.stopBatch({ batchId }));
    goOn();
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 0 });
    expect(bench.person.asked).toHaveLength(0);
  });

  it('by a stop while its PIN window opens takes that PIN to no token', async () => {
    bench = benchStation();
    let logins = 0;
    bench.token.whileOpening = async () => void (logins += 1);
    const ids = await approved(bench, 2);
    let batchId = '';
    whileAsked(async () => void (await expectValue(bench.station.handlers.stopBatch({ batchId }))));
    batchId = await begin(bench, ids);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 0 });
    expect(logins).toBe(0);
  });

  it('by a lock while its token hangs in the login says that the token does not answer', async () => {
    bench = benchStation();
    bench.token.open = async () => {
      await bench.station.lock();
      return failed({ code: 'tokenNotAnswering', afterMs: 8_000 });
    };
    const batchId = await begin(bench, await approved(bench, 2));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', failure: { code: 'tokenNotAnswering' } });
  });

  it('is not let go of by a pause while its PIN is asked: the PIN given afterwards serves whoever goes on', async () => {
    bench = benchStation();
    const ids = await approved(bench, 2);
    let batchId = '';
    whileAsked(async () => void (await expectValue(bench.station.handlers.pauseBatch({ batchId }))));
    batchId = await begin(bench, ids);
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 0 });
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 2 });
    expect(bench.person.asked).toHaveLength(1);
  });

  it('by the end of the program signs nothing, also where the PIN comes after it', async () => {
    bench = benchStation();
    let logins = 0;
    bench.token.whileOpening = async () => void (logins += 1);
    whileAsked(() => bench.station.stop());
    expect(await settle(bench, await begin(bench, await approved(bench, 3)))).toMatchObject({ state: 'paused', signed: 0 });
    expect([signedNow(bench), logins]).toEqual([0, 0]);
  });

  const howItEnds: readonly Failure[] = [
    { code: 'sessionEnded' },
    { code: 'tokenNotAnswering', afterMs: 2_000 },
    { code: 'moduleCrashed', module: 'm' },
  ];
  it.each(howItEnds)(
    'by the end of the program while the token logs in ($code) is written down before the store is closed, and stands as it stood',
    async (failure) => {
      const folder = mkdtempSync(join(tmpdir(), 'rubrica-let-go-'));
      const file = join(folder, 'station.db');
      bench = benchStation({ file });
      const { token, log } = bench;
      let close = (): void => undefined;
      const closed = new Promise<void>((resolve) => (close = resolve));
      let isAsked = false;
      token.open = async () => {
        isAsked = true;
        await closed;
        return failed(failure);
      };
      token.close = async () => close();
      const batchId = await begin(bench, await approved(bench, 2));
      await bench.until(() => isAsked);
      await bench.stop();
      expect(log.filter(({ event }) => event === 'unexpected')).toEqual([]);
      bench = benchStation({ file });
      expect(await expectValue(bench.station.handlers.batch({ batchId }))).toMatchObject({ state: 'paused', failure: null, signed: 0 });
      rmSync(folder, { recursive: true, force: true });
    },
  );
});
