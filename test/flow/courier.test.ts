import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureText } from '#core/text/failures.ts';
import { type Agency, type Post, bring, broughtTo, cutLine, exportTo, isJournalWhole, openAgency } from '#test/fakes/agency.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNotes, stateOf } from '#test/flow/sign-notes.ts';

let agency: Agency;
beforeEach(async () => {
  agency = await openAgency();
});
afterEach(() => agency.close());

const held = () => agency.exchange.gateway.admin.deliveries();
const carriedRows = async (post: Post) => (await expectValue(post.station.handlers.contingency({}))).courier.carriedWaiting;

describe('a courier between two stations of one agency', () => {
  it('carries what waits to a sister with a line and brings the receipts back; when the line returns each is there once', async () => {
    const { north, south } = await agency.openSisters();
    expect((await expectValue(north.station.handlers.contingency({}))).courier).toEqual({
      toGateway: true,
      toStations: ['sur'],
      stationsToldAt: expect.stringMatching(/Z$/),
      carriedWaiting: 0,
    });
    await cutLine(north);
    const ids = await signNotes(north, ['S-1', 'S-2', 'S-3']);
    const stick = await exportTo(north, 'sur');
    expect(stick.count).toBe(3);
    const brought = await broughtTo(south, stick.bytes);
    expect(brought).toMatchObject({ count: 3, waiting: 0, refused: 0 });
    expect(
      held()
        .map(({ documentId }) => documentId)
        .sort(),
    ).toEqual(['S-1', 'S-2', 'S-3']);
    expect(await expectValue(bring(north, brought.receipts?.bytes ?? new Uint8Array()))).toEqual({
      kind: 'receipts',
      settled: 3,
      refused: 0,
      unknown: 0,
    });
    expect(ids.map((id) => stateOf(north, id))).toEqual(['queued', 'queued', 'queued']);
    north.line.isDown = false;
    await north.until(() => ids.every((id) => stateOf(north, id) === 'received'));
    expect(held()).toHaveLength(3);
    const page = await expectValue(north.station.handlers.certificate({ id: ids[0] ?? '' }));
    const sentences = page.timeline.map(({ sentence }) => sentence.es);
    expect(sentences).toContain('Se exportó para llevarlo por mensajero a la estación sur.');
    expect(sentences).toContain('El mensajero trajo el recibo de la ventanilla; se confirmará con línea.');
    expect([isJournalWhole(north), isJournalWhole(south)]).toEqual([true, true]);
  });

  it('changes nothing when the same file comes again, and when a later file holds the same documents', async () => {
    const { north, south } = await agency.openSisters();
    await cutLine(north);
    await signNotes(north, ['R-1']);
    const first = await exportTo(north, 'sur');
    await signNotes(north, ['R-2']);
    const second = await exportTo(north, 'sur');
    for (const [stick, count] of [
      [first, 1],
      [first, 1],
      [second, 2],
      [first, 1],
    ] as const) {
      const brought = await broughtTo(south, stick.bytes);
      expect(brought).toMatchObject({ count, waiting: 0, refused: 0 });
      expect(await expectValue(bring(north, brought.receipts?.bytes ?? new Uint8Array()))).toMatchObject({ settled: count });
    }
    expect(held().map(({ documentId }) => documentId)).toEqual(['R-1', 'R-2']);
  });

  it('waits in the sister’s outbox while her line is down too, through a restart, and leaves by itself', async () => {
    // the south learns of the north while there is a line
    await agency.closePost(await agency.openPost('norte'));
    const { north, south } = await agency.openSisters();
    await cutLine(north);
    await cutLine(south);
    await signNotes(north, ['W-1', 'W-2']);
    const stick = await exportTo(north, 'sur');
    expect(await broughtTo(south, stick.bytes)).toMatchObject({ count: 2, waiting: 2, refused: 0, receipts: null });
    expect(await carriedRows(south)).toBe(2);
    await agency.closePost(south);
    agency.exchange.gateway.admin.loseAnswers(1);
    const again = await agency.openPost('sur');
    await again.until(() => held().length === 2);
    await again.station.syncOnce();
    expect(await carriedRows(again)).toBe(0);
    expect(
      held()
        .map(({ documentId }) => documentId)
        .sort(),
    ).toEqual(['W-1', 'W-2']);
  });

  it('never lets a replacement overtake what it replaces', async () => {
    const { north, south } = await agency.openSisters();
    await cutLine(north);
    await signNotes(north, ['O-1']);
    await signNotes(north, ['O-2'], { replaces: 'O-1' });
    await signNotes(north, ['O-3'], { replaces: 'O-2' });
    const stick = await exportTo(north, 'sur');
    agency.exchange.gateway.admin.loseAnswers(2);
    await broughtTo(south, stick.bytes);
    await south.until(() => held().length === 3);
    expect(held().map(({ documentId }) => documentId)).toEqual(['O-1', 'O-2', 'O-3']);
  });

  it('goes in as many files as it takes, each no larger than the gateway takes, in order and each document once', async () => {
    const policy = { courier: { documents: 3, bytes: 1_000_000 } };
    const { north, south } = await agency.openSisters(policy);
    await cutLine(north);
    // base64 of random bytes: nothing is packed tighter
    const goods = randomBytes(240_000).toString('base64');
    const numbers = ['B-1', 'B-2', 'B-3', 'B-4', 'B-5', 'B-6'];
    await signNotes(north, numbers.slice(0, 1), { goods });
    await signNotes(north, numbers.slice(1, 2), { goods: randomBytes(1_200_000).toString('base64') });
    await signNotes(north, numbers.slice(2, 5), { replaces: 'B-1' });
    await signNotes(north, numbers.slice(5), { replaces: 'B-5' });
    // the gateway's counter takes the first and the third, the sister's outbox the others
    const sticks = [await exportTo(north, null)];
    for (let file = sticks[0]; file && file.left > 0; file = sticks.at(-1))
      sticks.push(await exportTo(north, sticks.length % 2 === 0 ? null : 'sur', file.last));
    expect(sticks.map(({ count, left }) => [count, left])).toEqual([
      [1, 5],
      [1, 4],
      [3, 1],
      [1, 0],
    ]);
    // what the policy allows before the seal, in the gateway's measure of 100 MB after it
    for (const stick of [sticks[0], sticks[2], sticks[3]]) expect(stick?.bytes.length).toBeLessThan((policy.courier.bytes * 100) / 64);
    for (const stick of sticks) expect(await broughtTo(south, stick.bytes)).toMatchObject({ waiting: 0, refused: 0 });
    expect(held().map(({ documentId }) => documentId)).toEqual(numbers);
    expect(await north.station.handlers.exportCourier({ to: null, after: sticks.at(-1)?.last ?? '' })).toMatchObject({
      failure: { code: 'courierNothing' },
    });
  });

  it('is not taken when altered, expired, sealed by a stranger, or for somebody else, and says so in words', async () => {
    const harbour = await agency.openPost('puerto');
    const stranger = await agency.openPost('aduana');
    const { north, south } = await agency.openSisters();
    await cutLine(north);
    await signNotes(north, ['X-1']);
    const stick = await exportTo(north, 'sur');
    const refused = async (at: Post, bytes: Uint8Array): Promise<string> => {
      const told = await bring(at, bytes);
      if (told.ok) throw new Error('taken');
      const { title, advice } = failureText(told.failure, 'es');
      return `${title}. ${advice}`;
    };
    const form = JSON.parse(Buffer.from(stick.bytes).toString()) as Record<string, string>;
    for (const member of ['ephemeral', 'nonce', 'replyTo', 'sealed', 'signature'] as const) {
      const value = form[member] ?? '';
      const middle = Math.floor(value.length / 2);
      const twisted = value.slice(0, middle) + (value[middle] === 'b' ? 'c' : 'b') + value.slice(middle + 1);
      expect([member, await refused(south, Buffer.from(JSON.stringify({ ...form, [member]: twisted })))]).toEqual([
        member,
        member === 'replyTo' ? expect.stringMatching(/se dañó|No es un archivo/) : expect.stringContaining('se dañó'),
      ]);
    }
    expect(await refused(south, stick.bytes.slice(0, 500))).toContain('No es un archivo del mensajero');
    south.nowMs = () => Date.now() + 31 * 86_400_000;
    expect(await refused(south, stick.bytes)).toContain('hace más de 30 días');
    south.nowMs = () => Date.now();

    // somebody whom the gateway does not name to us seals to our key
    const values = { courierStations: await expectValue(north.store.settings.get('courierStations')) };
    await expectValue(stranger.store.settings.set({ values, at: new Date().toISOString(), by: 'aduana' }));
    await cutLine(stranger);
    await signNotes(stranger, ['X-2']);
    const foreign = await exportTo(stranger, 'sur');
    expect(await refused(south, foreign.bytes)).toContain('no es una estación conocida de esta institución');

    expect(await refused(harbour, stick.bytes)).toContain('Está sellado para otro destinatario');
    expect(await refused(north, stick.bytes)).toContain('sellado para «sur»');
    expect(await north.station.handlers.exportCourier({ to: 'este' })).toMatchObject({
      failure: { code: 'courierStationUnknown', station: 'este', known: ['puerto', 'sur'] },
    });
    expect(held()).toEqual([]);
    expect(await carriedRows(south)).toBe(0);
  });
});
