import { afterEach, expect, it } from 'vitest';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

it('what was due within the hours is urgent until the other country has received it', async () => {
  bench = benchStation();
  const { handlers } = bench.station;
  bench.gateway.waitingWork.push({
    id: 'w1',
    bytes: noteBytes('U-1'),
    assignedTo: null,
    dueAt: new Date(bench.nowMs() + 3_600_000).toISOString(),
    arrivedAt: new Date(bench.nowMs()).toISOString(),
    source: 'gateway',
  });
  await expectValue(bench.station.start());
  await bench.station.syncOnce();
  const shown = async () => (await expectValue(handlers.work({ box: 'all' }))).rows[0];
  expect(await shown()).toMatchObject({ state: 'pending', isUrgent: true });
  const id = (await shown())?.id ?? '';
  const review = await expectValue(handlers.openReview({ id }));
  await expectValue(handlers.approve({ id, digest: review.digest }));
  await expectValue(handlers.sign({ ids: [id], fingerprint: bench.token.fingerprint }));
  await bench.until(() => {
    const row = bench.store.outgoing.row(id);
    return row.ok && row.value.state === 'received';
  });
  expect(await shown()).toMatchObject({ state: 'received', isUrgent: false });
});
