import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/system-clock.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

const hourMs = 3_600_000;
const lineIs = async (state: string): Promise<void> => {
  await bench.station.syncOnce();
  expect((await expectValue(bench.station.handlers.status({}))).line.state).toBe(state);
};

async function cut(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  bench.gateway.isDown = true;
  await meanwhile();
  await lineIs('down');
  bench.gateway.isDown = false;
  await lineIs('up');
  // the turn that its return began would find the next cut before what happens meanwhile
  await bench.station.syncOnce();
}

describe('a line that comes and goes', () => {
  it('is told once, also to the country for which something waits, and again when it has held for an hour', async () => {
    bench = benchStation({ policy: { pollMs: hourMs } });
    await expectValue(bench.station.start());
    await lineIs('up');
    await cut();
    await cut();
    expect(bench.told.filter((text) => text.startsWith('No hay línea'))).toHaveLength(2);
    await cut(() => signNote(bench, 'U-1', 'PE'));
    const unsteady = 'La línea con la ventanilla va y viene: 3 cortes en la última hora.';
    expect(bench.told.filter((text) => text.startsWith(unsteady))).toHaveLength(1);
    const before = bench.told.length;
    await cut();
    expect(bench.told).toHaveLength(before);
    expect(bench.gateway.noticesTold.map(({ country, subject }) => [country, subject])).toEqual([
      ['PE', 'La línea con la ventanilla va y viene'],
    ]);

    bench.sinceBootMs = () => systemClock.sinceBootMs() + hourMs;
    bench.station.resume();
    await bench.until(() => bench.told.at(-1) === 'La línea con la ventanilla lleva una hora sin cortes.');
    await bench.until(() => bench.gateway.noticesTold.length === 2);
    expect(bench.gateway.noticesTold[1]).toMatchObject({ country: 'PE', subject: 'La línea con la ventanilla lleva una hora sin cortes' });
    await cut();
    expect(bench.told.filter((text) => text.startsWith('No hay línea'))).toHaveLength(3);
  });

  it('is not one whose cuts lie more than an hour apart', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await lineIs('up');
    for (let n = 0; n < 4; n += 1) {
      bench.sinceBootMs = () => systemClock.sinceBootMs() + n * (hourMs / 2 + 60_000);
      await cut();
    }
    expect(bench.told.filter((text) => text.includes('va y viene'))).toEqual([]);
  });
});
