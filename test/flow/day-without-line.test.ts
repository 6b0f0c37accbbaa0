import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/system-clock.ts';
import { type Agency, bring, broughtTo, cutLine, exportTo, isJournalWhole, openAgency } from '#test/fakes/agency.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNotes, stateOf } from '#test/flow/sign-notes.ts';

let agency: Agency;
beforeEach(async () => {
  agency = await openAgency();
});
afterEach(() => agency.close());

const held = () => agency.exchange.gateway.admin.deliveries();
const isLong = process.env['RUBRICA_FAULTS'] === 'long';

describe('two stations, one gateway, and a day without a line', () => {
  const total = isLong ? 500 : 60;
  it(`${total} certificates, half of them carried by courier: the gateway holds ${total}, each once, and all states agree`, async () => {
    const { north, south } = await agency.openSisters();
    const own = await signNotes(south, ['Propio-1']);
    await cutLine(north);
    const hourMs = 3_600_000;
    const sticks: Uint8Array[] = [];
    const ids: string[] = [];
    for (let hour = 0; hour < 10; hour += 1) {
      north.nowMs = () => Date.now() + hour * hourMs;
      north.sinceBootMs = () => systemClock.sinceBootMs() + hour * hourMs;
      const numbers = Array.from({ length: total / 10 }, (_, i) => `D-${hour}-${i}`);
      ids.push(...(await signNotes(north, numbers)));
      // the courier leaves at midday and in the afternoon: with everything that waited by then
      if (hour === 2 || hour === 4) sticks.push((await exportTo(north, hour === 2 ? 'sur' : null)).bytes);
    }
    expect(held().filter(({ documentId }) => documentId.startsWith('D-'))).toEqual([]);
    const receipts: Uint8Array[] = [];
    for (const stick of sticks) {
      const brought = await broughtTo(south, stick);
      expect(brought).toMatchObject({ waiting: 0, refused: 0 });
      receipts.push(brought.receipts?.bytes ?? new Uint8Array());
    }
    expect(held().filter(({ documentId }) => documentId.startsWith('D-'))).toHaveLength(total / 2);
    for (const bytes of receipts) await expectValue(bring(north, bytes));
    north.line.isDown = false;
    north.station.resume();
    await north.until(() => ids.every((id) => stateOf(north, id) === 'received'), 240_000);
    await south.until(() => own.every((id) => stateOf(south, id) === 'received'));
    const keys = new Map(held().map((delivery) => [delivery.key, delivery]));
    expect(held()).toHaveLength(total + 1);
    expect(keys.size).toBe(total + 1);
    for (const id of ids) {
      const row = await expectValue(north.store.outgoing.row(id));
      expect(keys.get(row.idempotencyKey ?? '')?.sha256).toBe(row.signedSha256);
    }
    expect([isJournalWhole(north), isJournalWhole(south)]).toEqual([true, true]);
  }, 300_000);
});
