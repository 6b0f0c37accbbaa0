import { afterEach, describe, expect, it } from 'vitest';
import { noteBytes, sha256 } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

/** What a window that was taken over may try with the calls it has; the token, the store and the station are as always. */
let bench: Bench;
afterEach(async () => bench.stop());

async function received(number: string): Promise<{ id: string; digest: string | null }> {
  const { handlers } = bench.station;
  const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes(number) }));
  const { digest } = await expectValue(handlers.openReview({ id }));
  return { id, digest };
}

async function approved(numbers: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const number of numbers) {
    const { id, digest } = await received(number);
    await expectValue(bench.station.handlers.approve({ id, digest }));
    ids.push(id);
  }
  return ids;
}

const sign = (ids: readonly string[]) => bench.station.handlers.sign({ ids: [...ids], fingerprint: bench.token.fingerprint });
const named = (request: number) => bench.person.asked[request]?.documents.map(({ number }) => number);
const stateOf = (id: string) => {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
};

describe('a window that was taken over', () => {
  it('cannot approve one document by the digest of another, nor by one it made up', async () => {
    bench = benchStation();
    const shown = await received('N-1');
    const other = await received('N-2');
    for (const digest of [shown.digest, `sha256:${'0'.repeat(64)}`]) {
      expect(await bench.station.handlers.approve({ id: other.id, digest })).toMatchObject({ failure: { code: 'reviewChanged' } });
    }
    expect(stateOf(other.id)).toBe('inReview');
  });

  it('cannot have signed what nobody approved: no PIN is asked for it', async () => {
    bench = benchStation();
    const { id } = await received('N-1');
    expect(await sign([id])).toMatchObject({ failure: { code: 'stateForbids' } });
    const [ready = ''] = await approved(['N-2']);
    expect(await sign([ready, id])).toMatchObject({ failure: { code: 'stateForbids' } });
    expect(await sign([ready, 'no-such-id'])).toMatchObject({ ok: false });
    expect(bench.person.asked).toEqual([]);
    expect(bench.token.signatures).toBe(0);
  });

  it('does not fill the PIN window: number, title, destination and digest there are the station’s own', async () => {
    bench = benchStation();
    const { id, digest } = await received('N-1');
    await expectValue(bench.station.handlers.approve({ id, digest }));
    const hostile = { ids: [id], fingerprint: bench.token.fingerprint, documents: [{ number: 'N-9', title: 'Otro' }], title: 'Otro' };
    const { batchId } = await expectValue(bench.station.handlers.sign(hostile));
    await bench.station.batches.settled(batchId);
    expect(bench.person.asked[0]?.documents).toEqual([{ number: 'N-1', title: 'Nota', destination: 'PE', digest }]);
  });

  it('cannot slip a document behind a PIN that was given for others: the PIN is asked again, and names it', async () => {
    bench = benchStation({ policy: { signaturesAhead: 2 } });
    const { handlers } = bench.station;
    const ids = await approved(['A-1', 'A-2', 'A-3', 'A-4', 'Z-9']);
    const slipped = ids[4] ?? '';
    const started = sign(ids);
    void handlers.withdrawApproval({ id: slipped });
    const { batchId } = await expectValue(started);
    bench.token.beforeSigning = () => handlers.pauseBatch({ batchId });
    await bench.station.batches.settled(batchId);
    expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'paused' });
    expect(named(0)).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);

    const review = await expectValue(handlers.openReview({ id: slipped }));
    await expectValue(handlers.approve({ id: slipped, digest: review.digest }));
    bench.token.beforeSigning = () => undefined;
    bench.person.pins = ['cancel'];
    await expectValue(handlers.resumeBatch({ batchId }));
    await bench.station.batches.settled(batchId);
    expect(named(1)).toContain('Z-9');
    expect(stateOf(slipped)).toBe('approved');
    expect(bench.token.openSessions).toBe(0);
  });

  it('cannot exchange a document between the PIN and the signature, by an official’s name changed meanwhile', async () => {
    bench = benchStation();
    const { handlers } = bench.station;
    const [id = ''] = await approved(['N-1']);
    let before = '';
    bench.person.ask = async (request) => {
      bench.person.asked.push(request);
      before = request.documents[0]?.digest ?? '';
      await handlers.withdrawApproval({ id });
      const other = await exchangedDigest(id);
      expect(other).not.toBe(before);
      return { ok: true, value: { pin: new Uint8Array(Buffer.from('1234')), isFinalTryConfirmed: false } };
    };
    const { batchId } = await expectValue(sign([id]));
    await bench.station.batches.settled(batchId);
    const batch = await expectValue(handlers.batch({ batchId }));
    expect(batch.items[0]).toMatchObject({ state: 'failed', failure: { code: 'reviewChanged' } });
    expect(stateOf(id)).toBe('approved');
  });
});

it('bytes exchanged in the store after the approval are never kept as signed, and the others are signed', async () => {
  bench = benchStation();
  const [id = '', other = ''] = await approved(['N-1', 'N-2']);
  const { toSign } = bench.store.outgoing;
  const exchanged = (asked: string): ReturnType<typeof toSign> => {
    const found = toSign(asked);
    if (!found.ok || asked !== id) return found;
    return { ok: true, value: { ...found.value, toSign: noteBytes('N-1', { goods: 'otra cosa' }) } };
  };
  Object.assign(bench.store.outgoing, { toSign: exchanged });
  const { batchId } = await expectValue(sign([id, other]));
  await bench.station.batches.settled(batchId);
  const batch = await expectValue(bench.station.handlers.batch({ batchId }));
  expect(batch).toMatchObject({ state: 'stopped', signed: 1 });
  expect(batch.items.find((item) => item.id === id)).toMatchObject({ state: 'failed', failure: { code: 'reviewChanged' } });
  expect(stateOf(id)).toBe('approved');
  expect(stateOf(other)).not.toBe('approved');
});

/** The same row approved again over other bytes, as a type would that writes the official's name into the document. */
async function exchangedDigest(id: string): Promise<string> {
  const prepared = noteBytes('N-1', { goods: 'otra cosa' });
  const digest = `sha256:${sha256(prepared)}`;
  const at = new Date().toISOString();
  await expectValue(bench.store.outgoing.approve({ id, digest, prepared, at, by: 'Otra', detail: {} }));
  return digest;
}
