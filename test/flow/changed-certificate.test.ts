import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TokenOverview } from '#main/ports/token.ts';
import { noteBytes, noteXml } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.stop();
});

async function approved(number = 'T-1'): Promise<string> {
  const { id } = await expectValue(bench.station.handlers.receiveFile({ name: 'n', bytes: noteBytes(number) }));
  const review = await expectValue(bench.station.handlers.openReview({ id }));
  await expectValue(bench.station.handlers.approve({ id, digest: review.digest }));
  return id;
}

/** The same token with another certificate on it. */
function renewed(overview: TokenOverview): TokenOverview {
  const tokens = overview.tokens.map((token) => ({
    ...token,
    certificates: token.certificates.map((certificate) => ({ ...certificate, fingerprint: 'cd'.repeat(32) })),
  }));
  return { ...overview, tokens };
}

describe('before the PIN is asked', () => {
  it('the certificate on the token is the one chosen, or nothing is signed and nobody is asked', async () => {
    bench = benchStation();
    const id = await approved();
    const { fingerprint } = bench.token;
    const before = bench.token.overview();
    bench.token.overview = () => renewed(before);
    const { batchId } = await expectValue(bench.station.handlers.sign({ ids: [id], fingerprint }));
    await bench.station.batches.settled(batchId);
    expect(await expectValue(bench.station.handlers.batch({ batchId }))).toMatchObject({
      state: 'halted',
      signed: 0,
      failure: { code: 'certificateNotOnToken', fingerprint },
    });
    expect(bench.person.asked).toEqual([]);
    expect(await bench.station.handlers.authority({ ids: [id], fingerprint })).toMatchObject({
      failure: { code: 'certificateNotOnToken' },
    });
  });
});

it('a document that the schemas installed since its approval do not admit is not signed, and the others are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-packs-'));
  const file = join(folder, 'store.db');
  bench = benchStation({ file });
  const ids = [await approved('T-1'), await approved('T-2')];
  await bench.stop();
  const admits = (bytes: Uint8Array): boolean => !Buffer.from(bytes).includes('T-1');
  const error = { level: 'error', code: 'schema', path: '/note[1]', line: 1, sentence: { es: 'No.', en: 'No.' } } as const;
  vi.spyOn(noteXml.documents, 'follows').mockImplementation(admits);
  vi.spyOn(noteXml.documents, 'validate').mockImplementation((bytes) => (admits(bytes) ? [] : [error, error]));
  // packs change with a start alone
  bench = benchStation({ file, schemaHash: 'newer' });
  const { batchId } = await expectValue(bench.station.handlers.sign({ ids, fingerprint: bench.token.fingerprint }));
  await bench.station.batches.settled(batchId);
  const { state, signed, items } = await expectValue(bench.station.handlers.batch({ batchId }));
  // not told as finished: the window says of a finished one that its certificates are signed
  expect([state, signed]).toEqual(['stopped', 1]);
  expect(items[0]).toMatchObject({ id: ids[0], state: 'failed', failure: { code: 'documentHasErrors', count: 2 } });
  expect(await expectValue(bench.store.outgoing.row(ids[0] ?? ''))).toMatchObject({ state: 'approved', signedSha256: null });
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('what the same schema judged at its approval is not judged again, also after a new start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-packs-'));
  const file = join(folder, 'store.db');
  bench = benchStation({ file });
  const id = await approved();
  await bench.stop();
  const asked = vi.spyOn(noteXml.documents, 'follows');
  bench = benchStation({ file });
  const { batchId } = await expectValue(bench.station.handlers.sign({ ids: [id], fingerprint: bench.token.fingerprint }));
  await bench.station.batches.settled(batchId);
  expect(await expectValue(bench.station.handlers.batch({ batchId }))).toMatchObject({ state: 'finished', signed: 1 });
  expect(asked).not.toHaveBeenCalled();
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});
