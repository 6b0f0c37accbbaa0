/** Certificates to measure with: a real one of ours, and the same grown to any number of lines. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const sample = resolve(import.meta.dirname, '../schemas/samples/phytosanitary/co-pe-aguacate.xml');

/** About five kilobytes: what an inspector signs all day. */
export function ordinaryCertificate(): Uint8Array {
  return readFileSync(sample);
}

/** The same certificate with its first trade line repeated. */
export function certificateOf(lines: number): Uint8Array {
  const text = readFileSync(sample, 'utf8');
  const line = /<ram:IncludedSPSTradeLineItem>[\s\S]*?<\/ram:IncludedSPSTradeLineItem>/.exec(text);
  if (line === null) throw new Error('the sample has no trade line');
  const many = Array.from({ length: lines }, (_, i) => line[0].replace(/(<ram:SequenceNumeric>)\d+/, `$1${i + 1}`)).join('\n');
  return new TextEncoder().encode(text.slice(0, line.index) + many + text.slice(line.index + line[0].length));
}
