import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeCountry } from '#main/practice/pki.ts';

/** A certificate of the product to practise on, as the list beside the samples tells it. */
export type PracticeSample = {
  readonly file: string;
  readonly type: string;
  readonly number: string;
  readonly issuer: string;
  readonly destination: string;
  readonly expects: string;
  readonly isSigned: boolean;
};

export function productSamples(schemaFolder: string): readonly PracticeSample[] {
  const { samples } = JSON.parse(readFileSync(join(schemaFolder, 'samples', 'index.json'), 'utf8')) as {
    samples: readonly PracticeSample[];
  };
  return samples;
}

/** The country's own samples, and each again under other numbers: a desk on an ordinary day. */
export function ownWork(
  samples: readonly PracticeSample[],
  folder: string,
  country: PracticeCountry,
): readonly { name: string; bytes: Uint8Array }[] {
  const own = samples.filter(({ issuer }) => issuer === country);
  return [0, 1, 2].flatMap((again) =>
    // what an exporter has signed cannot be given another number
    own
      .filter(({ isSigned }) => again === 0 || !isSigned)
      .map(({ file, number }) => {
        const text = readFileSync(join(folder, file), 'utf8');
        return { name: file, bytes: new TextEncoder().encode(text.replaceAll(number, numberAgain(number, again))) };
      }),
  );
}

/** Another hundred each time, whichever the country's own samples are in. */
function numberAgain(number: string, again: number): string {
  return `${number.slice(0, -3)}${(Number(number.at(-3)) + 4 * again) % 10}${number.slice(-2)}`;
}
