import { afterEach, describe, expect, it } from 'vitest';
import type { TokenOverview } from '#main/ports/token.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

async function approved(): Promise<string> {
  const { id } = await expectValue(bench.station.handlers.receiveFile({ name: 'n', bytes: noteBytes('T-1') }));
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
