import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed } from '#core/failure.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

const broken = failed({ code: 'storeInputOutput', detail: 'disk I/O error' } as const);
let bench: Bench;
beforeEach(async () => {
  bench = benchStation();
  await expectValue(bench.station.start());
});
afterEach(() => {
  vi.restoreAllMocks();
  return bench.stop();
});

describe('while the store cannot say who else has that number', () => {
  it('nothing is shown for signing as if the number were its own', async () => {
    const { handlers } = bench.station;
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes('N-1') }));
    vi.spyOn(bench.store.outgoing, 'bearing').mockReturnValue(broken);
    expect(await handlers.openReview({ id })).toEqual(broken);
    expect(await handlers.receiveFile({ name: 'n', bytes: noteBytes('N-2') })).toEqual(broken);
    vi.restoreAllMocks();
    expect(await expectValue(handlers.openReview({ id }))).toMatchObject({ number: 'N-1', findings: [] });
  });

  it('a replacement is not shown as if it replaced nothing that is here', async () => {
    const { handlers } = bench.station;
    await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes('N-1') }));
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes('N-2', { replaces: 'N-1' }) }));
    const { byNumber } = bench.store.outgoing;
    vi.spyOn(bench.store.outgoing, 'byNumber').mockImplementation((number) => (number === 'N-1' ? broken : byNumber(number)));
    expect(await handlers.openReview({ id })).toEqual(broken);
    vi.restoreAllMocks();
    expect((await expectValue(handlers.openReview({ id }))).changes).not.toBeNull();
  });

  it('work from the gateway is neither refused nor lost: it comes with the next turn', async () => {
    const arrivedAt = new Date().toISOString();
    bench.gateway.waitingWork.push({ id: 'w-1', bytes: noteBytes('N-1'), assignedTo: null, dueAt: null, arrivedAt, source: 'gateway' });
    const lookUp = vi.spyOn(bench.store.outgoing, 'bearing').mockReturnValue(broken);
    await bench.station.syncOnce();
    expect(lookUp).toHaveBeenCalled();
    expect(await expectValue(bench.station.handlers.work({ box: 'inbox' }))).toMatchObject({ total: 0 });
    vi.restoreAllMocks();
    await bench.station.syncOnce();
    expect((await expectValue(bench.station.handlers.work({ box: 'inbox' }))).rows.map(({ number }) => number)).toEqual(['N-1']);
    expect(await expectValue(bench.station.handlers.notices({}))).toMatchObject({ notices: [] });
  });
});
