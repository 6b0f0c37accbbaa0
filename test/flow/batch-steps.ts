import { noteBytes } from '#test/fakes/note-documents.ts';
import type { Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

/** Documents received, reviewed and approved; their ids. */
export async function approved({ station }: Bench, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { id } = await expectValue(station.handlers.receiveFile({ name: 'n', bytes: noteBytes(`B-${i}`) }));
    const review = await expectValue(station.handlers.openReview({ id }));
    await expectValue(station.handlers.approve({ id, digest: review.digest }));
    ids.push(id);
  }
  return ids;
}

/** A batch of these begins; its id. */
export async function begin({ station, token }: Bench, ids: string[]): Promise<string> {
  return (await expectValue(station.handlers.sign({ ids, fingerprint: token.fingerprint }))).batchId;
}

/** The batch once it stands still. */
export async function settle({ station }: Bench, batchId: string) {
  await station.batches.settled(batchId);
  return expectValue(station.handlers.batch({ batchId }));
}

/** How many are signed and wait to be sent. */
export function signedNow({ store }: Bench): number {
  const rows = store.outgoing.list({ box: 'all', states: ['queued'] });
  return rows.ok ? rows.value.total : -1;
}
