/** A batch as an official signs it, through the station's own use cases. */
import type { Reply } from '#contract/rpc.ts';
import { ordinaryCertificate } from './documents.ts';
import type { BenchStation } from './station.ts';

/** So many certificates of five kilobytes received, reviewed and approved; their ids. */
export async function approveMany({ open }: BenchStation, series: string, count: number): Promise<readonly string[]> {
  const { handlers } = open.station;
  const text = new TextDecoder().decode(ordinaryCertificate());
  const number = /<ram:ID>([^<]+)<\/ram:ID>/.exec(text)?.[1] ?? '';
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const bytes = new TextEncoder().encode(text.replaceAll(number, `BENCH-${series}-${i}`));
    const { id } = valueOf(await handlers.receiveFile({ name: `${i}.xml`, bytes }));
    const review = valueOf(await handlers.openReview({ id }));
    valueOf(await handlers.approve({ id, digest: review.digest }));
    ids.push(id);
  }
  return ids;
}

/** Milliseconds from the official's word to the last signature in the outbox; the window looks on meanwhile, as it does. */
export async function signAll({ open }: BenchStation, ids: readonly string[]): Promise<number> {
  const { handlers, batches, listen } = open.station;
  await open.tokens.refresh();
  const shown = valueOf(await handlers.tokens({}));
  const certificate = shown.tokens.flatMap((token) => token.certificates).find((each) => each.key?.startsWith('RSA'));
  if (certificate === undefined) throw new Error('no RSA certificate on the token');
  const start = performance.now();
  const { batchId } = valueOf(await handlers.sign({ ids: [...ids], fingerprint: certificate.fingerprint }));
  let look: NodeJS.Timeout | undefined;
  const lookOn = async (): Promise<void> => {
    await handlers.batch({ batchId });
    look = undefined;
  };
  const stop = listen((name) => {
    // as often as the window does (`restOfFiguresMs`), not at every document
    if (name === 'batchChanged') look ??= setTimeout(() => void lookOn(), 200);
  });
  try {
    await batches.settled(batchId);
    const tookMs = performance.now() - start;
    const batch = valueOf(await handlers.batch({ batchId }));
    if (batch.state !== 'finished' || batch.signed !== ids.length) throw new Error(JSON.stringify(batch.failure ?? batch.state));
    return tookMs;
  } finally {
    clearTimeout(look);
    stop();
  }
}

function valueOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}
