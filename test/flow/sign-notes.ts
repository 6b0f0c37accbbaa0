import { noteBytes } from '#test/fakes/note-documents.ts';
import type { Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

/** Notes of these numbers received, reviewed, approved and signed together: they wait in the outbox, or are gone already. */
export async function signNotes(
  bench: Pick<Bench, 'station' | 'token'>,
  numbers: readonly string[],
  more: Parameters<typeof noteBytes>[1] = {},
): Promise<readonly string[]> {
  const { handlers, batches } = bench.station;
  const ids: string[] = [];
  for (const number of numbers) {
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes(number, more) }));
    const review = await expectValue(handlers.openReview({ id }));
    await expectValue(handlers.approve({ id, digest: review.digest }));
    ids.push(id);
  }
  const { batchId } = await expectValue(handlers.sign({ ids, fingerprint: bench.token.fingerprint }));
  await batches.settled(batchId);
  return ids;
}

export async function signNote(bench: Pick<Bench, 'station' | 'token'>, number: string, to = 'PE'): Promise<string> {
  const [id = ''] = await signNotes(bench, [number], { to });
  return id;
}

export function stateOf(bench: Pick<Bench, 'store'>, id: string): string {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
}
