import { afterEach, describe, expect, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

const now = async () => expectValue(bench.station.handlers.contingency({}));

describe('a gateway that answers nothing but that it is busy', () => {
  it('is an outage once that has lasted, since it began, in which a contingency can be declared; and over with its first answer', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 120_000 } });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.isBusy = true;
    const id = await signNote(bench, 'B-1');
    await bench.station.syncOnce();
    expect(await now()).toMatchObject({ state: 'none', lineDownSince: null });
    bench.nowMs = () => Date.now() + 60_000;
    bench.station.resume();
    await bench.until(() =>
      bench.told.some((text) => /^La ventanilla no atiende desde el .*: contesta a todo que está ocupada\./.test(text)),
    );
    expect(await now()).toMatchObject({ state: 'none', lineDownSince: expect.stringMatching(/Z$/) });
    bench.nowMs = () => Date.now() + 120_000;
    bench.station.resume();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    expect(await now()).toMatchObject({ state: 'offered' });
    bench.gateway.isBusy = false;
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(bench.told).toContain('Volvió la línea con la ventanilla. Lo que esperaba se está enviando.');
  });

  it('is asked no more often than one that serves, also by a station that starts meanwhile', async () => {
    bench = benchStation({ policy: { pollMs: 10_000 } });
    bench.gateway.isBusy = true;
    await expectValue(bench.station.start());
    await expect.poll(() => bench.gateway.timesAsked).toBeGreaterThanOrEqual(2);
    // so long it would be asked hundreds of times
    await wait(300);
    expect(bench.gateway.timesAsked).toBeLessThan(5);
  });
});
