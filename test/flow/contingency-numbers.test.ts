import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** There was a line, then none, and a person called it a contingency. */
async function declared(): Promise<void> {
  await expectValue(bench.station.start());
  await bench.station.syncOnce();
  bench.gateway.isDown = true;
  await bench.station.syncOnce();
  await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
  await expectValue(bench.station.handlers.declareContingency({ reason: 'x' }));
}

async function drafted(kind = 'short'): Promise<string> {
  const { id } = await expectValue(bench.station.handlers.startDraft({ type: 'note', version: '1' }));
  await expectValue(bench.station.handlers.saveDraft({ id, values: { 'note.number': '', 'note.kind': kind } }));
  return id;
}

async function numberFor(id: string): Promise<string | null> {
  return (await expectValue(bench.station.handlers.contingencyNumber({ id }))).number;
}

describe('the numbers of a contingency', () => {
  it('are those the gateway granted while there was a line, each given once', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    await declared();
    const taken: (string | null)[] = [];
    for (let i = 0; i < 11; i += 1) taken.push(await numberFor(await drafted()));
    expect(taken[0]).toBe('short-0001');
    expect(new Set(taken.slice(0, 10)).size).toBe(10);
    expect(taken[10]).toBeNull();
  });

  it('come for each document from the range that was granted for such ones', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    await declared();
    expect(await numberFor(await drafted('long'))).toBe('long-0001');
    expect(await numberFor(await drafted())).toBe('short-0001');
    expect(await numberFor(await drafted('long'))).toBe('long-0002');
  });

  it('are given in a contingency of one country to what goes there, and to nothing else', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    bench.gateway.unreachable.add('PE');
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    await signNote(bench, 'P-1', 'PE');
    await bench.until(() => bench.gateway.deliveries.length > 1);
    bench.nowMs = () => Date.now() + 180_000;
    bench.station.resume();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    const peru = await drafted();
    expect(await bench.station.handlers.contingencyNumber({ id: peru })).toMatchObject({ failure: { code: 'stateForbids' } });
    await expectValue(bench.station.handlers.declareContingency({ reason: 'x', country: 'PE' }));
    expect(await numberFor(peru)).toBe('short-0001');
    const chile = await drafted();
    const values = { 'note.number': '', 'note.kind': 'short', 'note.to': 'CL' };
    expect(await expectValue(bench.station.handlers.saveDraft({ id: chile, values }))).toMatchObject({ destination: 'CL' });
    expect(await bench.station.handlers.contingencyNumber({ id: chile })).toMatchObject({ failure: { code: 'stateForbids' } });
  });

  it('of one document are held ready though the gateway grants none of another', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    bench.gateway.grantsNone.add('short');
    await declared();
    expect(await numberFor(await drafted())).toBeNull();
    expect(await numberFor(await drafted('long'))).toBe('long-0001');
  });

  it('are asked for again when there is a line and none is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-numbers-'));
    const options = { file: join(folder, 'station.db'), policy: { contingencyAfterMs: 0, numbersHeld: 10 } };
    bench = benchStation(options);
    await declared();
    const id = await drafted();
    for (let i = 0; i < 10; i += 1) expect(await numberFor(id)).not.toBeNull();
    expect(await numberFor(id)).toBeNull();
    await bench.stop();
    const { gateway } = bench;
    gateway.isDown = false;
    bench = benchStation({ ...options, gateway });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    expect(await numberFor(id)).toBe('short-0011');
    expect([...gateway.ranges.values()].toSorted()).toEqual(['long', 'short', 'short']);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are given out no more when their time is over', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    bench.gateway.rangesUntil = new Date(Date.now() + 60_000).toISOString();
    await declared();
    const id = await drafted();
    expect(await numberFor(id)).toBe('short-0001');
    bench.nowMs = () => Date.now() + 60_000;
    expect(await numberFor(id)).toBeNull();
  });
});
