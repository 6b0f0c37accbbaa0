import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approveMany, signAll } from '../batch.ts';
import { makeBenchToken } from '../bench-token.ts';
import { ordinaryCertificate } from '../documents.ts';
import { measureJdk } from '../jdk.ts';
import { atLeast, type Measure } from '../measure.ts';
import { signRaw } from '../raw-token.ts';
import { openBenchStation, type BenchStation } from '../station.ts';

const count = 500;

/** (a) and (b): a batch of 500, the whole way, against the token alone and against the JDK on a token of the same kind. */
export const signing: Measure = {
  id: 'signing',
  title: `documents signed a second in a batch of ${count} five-kilobyte certificates, RSA-2048 on SoftHSM`,
  run: async () => {
    const token = await makeBenchToken();
    const bench = await openBenchStation();
    try {
      // what is measured ends with the durable enqueue: the line is down, so nothing is delivered meanwhile
      await bench.practice.gateway.close();
      const signAlone = (): number => signRaw(token, count, 50);
      const { perSecond, raw } = await signBatches(bench, 'same', signAlone);
      const validated = await signBatches(bench, 'new', signAlone);
      const file = join(token.folder, 'certificate.xml');
      writeFileSync(file, ordinaryCertificate());
      const jdk = measureJdk(token, file, count);
      const figure = (rate: number) => `${rate.toFixed(0)}/s`;
      return [
        { what: 'raw C_Sign', figures: figure(raw), ratio: null, goal: '', isMet: null },
        {
          what: 'batch: parse, sign, verify own result, durable enqueue, each validated at its approval, against raw C_Sign',
          figures: figure(perSecond),
          ...atLeast(perSecond / raw, 0.9),
        },
        {
          what: 'the same where new schemas came since the approval: each validated in the batch too',
          figures: `${figure(validated.perSecond)}, raw C_Sign by turns with these ${figure(validated.raw)}`,
          ...atLeast(validated.perSecond / validated.raw, 0.9),
        },
        jdk === null
          ? { what: 'the JDK', figures: 'no Java here', ratio: null, goal: '', isMet: null }
          : {
              what: `batch against the JDK (${figure(jdk.signPerSecond)}, nothing verified or stored)`,
              figures: figure(perSecond),
              ...atLeast(perSecond / jdk.signPerSecond, 1.1),
            },
      ];
    } finally {
      await bench.close();
      token.remove();
    }
  },
};

/**
 * Batches through the station's own use cases, by turns with the token alone, so that what else the machine does falls on both
 * alike; the best of each. The first batches are not counted: the peer's rounds are warm too. The program ends and starts again
 * between approval and signature: what the same schema judged at its approval is not judged again, with new schemas all of it is. One
 * more is reviewed before the batch, so that a schema is compiled once a start and not once a batch.
 */
async function signBatches(
  bench: BenchStation,
  schemas: 'same' | 'new',
  signAlone: () => number,
): Promise<{ perSecond: number; raw: number }> {
  let bestMs = Number.POSITIVE_INFINITY;
  let raw = 0;
  for (let round = 0; round < 24; round += 1) {
    const ids = await approveMany(bench, `${schemas}-${round}`, count);
    raw = Math.max(raw, signAlone());
    await (schemas === 'same' ? bench.reopen() : bench.reopenWithNewSchemas());
    await approveMany(bench, `first-${schemas}-${round}`, 1);
    const tookMs = await signAll(bench, ids);
    if (round >= 2) bestMs = Math.min(bestMs, tookMs);
  }
  return { perSecond: (count * 1000) / bestMs, raw };
}
