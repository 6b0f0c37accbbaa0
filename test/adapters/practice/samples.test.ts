import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { practiceCountries } from '#main/practice/pki.ts';
import { ownWork, productSamples } from '#main/practice/samples.ts';

const schemaFolder = resolve(import.meta.dirname, '../../../schemas');
const samples = productSamples(schemaFolder);

it.each(practiceCountries)('%s practises on each of its samples three times, each time another document', (country) => {
  const own = samples.filter(({ issuer }) => issuer === country);
  const work = ownWork(samples, resolve(schemaFolder, 'samples'), country).map(({ bytes }) => Buffer.from(bytes).toString());
  // what an exporter has signed is there once
  expect(work).toHaveLength(own.reduce((sum, { isSigned }) => sum + (isSigned ? 1 : 3), 0));
  expect(new Set(work).size).toBe(work.length);
});
