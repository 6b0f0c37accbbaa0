import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isInTheMiddle } from '#core/update.ts';
import { allowed, benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle, signedNow } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

describe('a batch', () => {
  it('signs forty with one PIN, shows them all at the PIN window, and leaves the token logged out', async () => {
    bench = benchStation();
    const batch = await settle(bench, await begin(bench, await approved(bench, 40)));
    expect(batch).toMatchObject({ state: 'finished', signed: 40, total: 40, failure: null });
    expect(bench.person.asked).toHaveLength(1);
    expect(bench.person.asked[0]?.documents).toHaveLength(40);
    expect(bench.person.asked[0]?.documents[0]).toMatchObject({
      number: 'B-0',
      title: 'Nota',
      destination: 'PE',
      digest: expect.stringMatching(/^sha256:/),
    });
    expect(bench.token.openSessions).toBe(0);
    expect(signedNow(bench)).toBe(40);
  });

  it('halts at the first fault of the token with what was signed queued, and goes on at the exact document', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 17, failure: { code: 'tokenRemoved' } };
    const batchId = await begin(bench, await approved(bench, 40));
    const halted = await settle(bench, batchId);
    expect(halted).toMatchObject({ state: 'halted', signed: 16, failure: { code: 'tokenRemoved' } });
    expect(halted.items[16]).toMatchObject({ number: 'B-16', state: 'waiting' });
    expect(bench.token.opened).toHaveLength(1);
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 40 });
    expect(bench.person.asked[1]?.documents[0]?.number).toBe('B-16');
    expect(signedNow(bench)).toBe(40);
    expect(bench.token.signatures).toBe(41);
  });

  it('looks for a token that was put back a moment ago before it says that none is there', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 2, failure: { code: 'tokenRemoved' } };
    const batchId = await begin(bench, await approved(bench, 3));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'halted', signed: 1 });
    bench.token.isPresent = false;
    bench.token.beforeSeeking = () => (bench.token.isPresent = true);
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 3 });
  });

  it('never tries a PIN again by itself, and a cancelled PIN ends the batch with everything still approved', async () => {
    bench = benchStation();
    bench.person.pins = ['9999', 'cancel'];
    const ids = await approved(bench, 2);
    const first = await begin(bench, ids);
    expect(await settle(bench, first)).toMatchObject({ state: 'halted', signed: 0, failure: { code: 'pinWrong' } });
    expect(bench.token.opened).toEqual(['9999']);
    await expectValue(bench.station.handlers.resumeBatch({ batchId: first }));
    expect(await settle(bench, first)).toMatchObject({ state: 'stopped', failure: { code: 'pinCancelled' } });
    expect(bench.token.opened).toEqual(['9999']);
    expect(ids.map((id) => bench.store.outgoing.row(id)).map((row) => row.ok && row.value.state)).toEqual(['approved', 'approved']);
  });

  it('is left as it stood when it was begun and its PIN is cancelled, and goes on from there', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    bench.token.failAt = { nth: 4, failure: { code: 'tokenRemoved' } };
    const batchId = await begin(bench, await approved(bench, 6));
    await settle(bench, batchId);
    bench.person.pins = ['cancel'];
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 3, failure: null });
    expect((await expectValue(bench.station.handlers.openBatches({}))).batches).toHaveLength(1);
    bench.person.pins = [];
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 6 });
  });

  it('does not ask for a PIN when this person may not sign, and says why for each document', async () => {
    bench = benchStation();
    bench.authority = { ...allowed, verdict: 'invalid', reasons: ['official-disabled'] };
    const batch = await settle(bench, await begin(bench, await approved(bench, 2)));
    expect(batch).toMatchObject({ state: 'halted', failure: { code: 'authorityRefused', reasons: ['official-disabled'] } });
    expect(batch.items.map((item) => item.state)).toEqual(['failed', 'failed']);
    expect(bench.person.asked).toEqual([]);
  });

  it('signs on undecided evidence only while the contingency policy allows it', async () => {
    bench = benchStation();
    const ids = await approved(bench, 1);
    bench.authority = {
      ...allowed,
      verdict: 'undecided',
      reasons: ['revocation-stale'],
      offlineUntil: new Date(Date.now() - 1).toISOString(),
    };
    expect(await settle(bench, await begin(bench, ids))).toMatchObject({ state: 'halted', failure: { code: 'authorityUndecided' } });
    bench.authority = { ...bench.authority, offlineUntil: new Date(Date.now() + 60_000).toISOString() };
    expect(await settle(bench, await begin(bench, ids))).toMatchObject({ state: 'finished', signed: 1 });
    const { timeline } = await expectValue(bench.station.handlers.certificate({ id: ids[0] ?? '' }));
    expect(timeline.find((entry) => entry.kind === 'signedOnOldEvidence')?.sentence.es).toContain(
      'La lista de revocados es demasiado antigua.',
    );
  });

  it('leaves no login behind where the screen was locked while the token logged in', async () => {
    bench = benchStation();
    bench.token.whileOpening = () => bench.station.lock();
    const batchId = await begin(bench, await approved(bench, 3));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 0 });
    expect(bench.token.openSessions).toBe(0);
    bench.token.whileOpening = async () => undefined;
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 3 });
    expect(bench.person.asked).toHaveLength(2);
  });

  it('keeps the token to itself while it signs: no test signature and no new PIN meanwhile', async () => {
    bench = benchStation();
    const { fingerprint } = bench.token;
    const card = { module: 'm', serial: '1' };
    const busy = { ok: false, failure: { code: 'tokenSigning' } };
    let asked: unknown[] = [];
    bench.token.whileOpening = async () => {
      bench.token.whileOpening = async () => undefined;
      const { testSignature, changePin } = bench.station.handlers;
      asked = [await testSignature({ ...card, fingerprint }), await changePin(card)];
    };
    const [last = '', ...first] = await approved(bench, 4);
    expect(await settle(bench, await begin(bench, first))).toMatchObject({ state: 'finished', signed: 3 });
    expect(asked).toEqual([busy, busy]);

    // nor does signing begin while a test signature is made
    let begun: unknown;
    bench.token.whileOpening = async () => {
      begun = await bench.station.handlers.sign({ ids: [last], fingerprint });
      bench.token.isPresent = false;
    };
    await bench.station.handlers.testSignature({ ...card, fingerprint });
    expect(begun).toEqual(busy);
  });

  it('pauses between two documents and goes on with the same PIN; a lock of the screen asks for it again', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    let batchId = '';
    bench.token.beforeSigning = (nth) => {
      if (nth === 4) void bench.station.handlers.pauseBatch({ batchId });
      if (nth === 8) void bench.station.lock();
    };
    batchId = await begin(bench, await approved(bench, 20));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 4 });
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    const locked = await settle(bench, batchId);
    expect(bench.person.asked).toHaveLength(1);
    expect(locked).toMatchObject({ state: 'paused', signed: 8 });
    await bench.until(() => bench.token.openSessions === 0);
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 20 });
    expect(bench.person.asked).toHaveLength(2);
  });

  it('asks for the PIN when the time of a login was over during a pause, and halts for nothing', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    let batchId = '';
    bench.token.beforeSigning = (nth) => {
      if (nth === 4) void bench.station.handlers.pauseBatch({ batchId });
    };
    batchId = await begin(bench, await approved(bench, 8));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'paused', signed: 4 });
    bench.token.isTimeOver = true;
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 8 });
    expect(bench.person.asked).toHaveLength(2);
  });

  it('can be stopped; what was signed is queued and the rest stays approved', async () => {
    bench = benchStation({ policy: { signaturesAhead: 1 } });
    let batchId = '';
    bench.token.beforeSigning = (nth) => {
      if (nth === 3) void bench.station.handlers.stopBatch({ batchId });
    };
    batchId = await begin(bench, await approved(bench, 20));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'stopped', signed: 3 });
    expect(signedNow(bench)).toBe(3);
    expect(bench.token.openSessions).toBe(0);
  });

  it('goes on after a restart at the exact document', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-batch-'));
    const file = join(folder, 'station.db');
    bench = benchStation({ file, policy: { signaturesAhead: 1 } });
    const { token } = bench;
    token.failAt = { nth: 4, failure: { code: 'tokenRemoved' } };
    const batchId = await begin(bench, await approved(bench, 8));
    await settle(bench, batchId);
    await bench.stop();
    bench = benchStation({ file, token });
    await expectValue(bench.station.start());
    const { batches } = await expectValue(bench.station.handlers.openBatches({}));
    expect(batches.map((batch) => [batch.id, batch.signed])).toEqual([[batchId, 3]]);
    await expectValue(bench.station.handlers.resumeBatch({ batchId }));
    expect(await settle(bench, batchId)).toMatchObject({ state: 'finished', signed: 8 });
    await bench.until(() => bench.gateway.held.size === 8);
    rmSync(folder, { recursive: true, force: true });
  });

  it('that has nothing left is not in the middle of anything, and leaving waits until it is put away', async () => {
    bench = benchStation();
    let letClose = (): void => undefined;
    const mayClose = new Promise<void>((resolve) => (letClose = resolve));
    bench.token.beforeClosing = () => mayClose;
    const batchId = await begin(bench, await approved(bench, 2));
    await bench.until(() => signedNow(bench) === 2);
    const { batches } = await expectValue(bench.station.handlers.openBatches({}));
    expect(batches.map(({ id, state }) => [id, state])).toEqual([[batchId, 'signing']]);
    expect(batches.some(isInTheMiddle)).toBe(false);

    const order: string[] = [];
    const left = bench.station.lock().then(() => order.push('left'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('logged out');
    letClose();
    await left;
    expect(order).toEqual(['logged out', 'left']);
    expect(await expectValue(bench.station.handlers.batch({ batchId }))).toMatchObject({ state: 'finished', signed: 2 });
  });

  it('signs nothing whose approval was taken back meanwhile', async () => {
    bench = benchStation();
    const ids = await approved(bench, 2);
    bench.person.pins = ['cancel'];
    const first = await begin(bench, ids);
    await settle(bench, first);
    await expectValue(bench.station.handlers.withdrawApproval({ id: ids[0] ?? '' }));
    expect(await bench.station.handlers.sign({ ids, fingerprint: bench.token.fingerprint })).toMatchObject({
      failure: { code: 'stateForbids' },
    });
  });
});
