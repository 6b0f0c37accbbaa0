import { sign } from 'node:crypto';
import { issueCertificate } from '#main/practice/issue.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { certificateOf } from '../documents.ts';
import { atMost, type Measure, type Measurement } from '../measure.ts';

const sizes = [10, 100, 1_000, 5_000] as const;

/** The exponent of the growth between two sizes; 1 is linear. The sizes below 100 lines are mostly what every document costs. */
const goal = 1.1;

/** (d) Signing and verifying from 10 to 5,000 lines: time may not grow faster than the lines. */
export const growth: Measure = {
  id: 'growth',
  title: 'sign and verify from 10 to 5,000 lines, without the token',
  run: async () => {
    const identity = await issueCertificate({
      name: 'bench',
      subject: 'CN=bench',
      keyKind: 'p-256',
      notBefore: new Date(Date.now() - 1e6),
      notAfter: new Date(Date.now() + 1e9),
    });
    const key = { key: identity.privateKeyPem, dsaEncoding: 'ieee-p1363' as const };
    const signing = createXmlSigning();
    const verification = createXmlVerification();
    const measured = new Map<string, Map<number, number>>();
    const results: Measurement[] = [];
    for (const lines of sizes) {
      const document = certificateOf(lines);
      const rounds = lines >= 1_000 ? 9 : 60;
      const review = () => {
        const digest = signing.digest(document, { kind: 'enveloped' });
        if (!digest.ok) throw new Error(JSON.stringify(digest.failure));
        return digest.value;
      };
      const digest = review();
      const prepare = () => {
        const prepared = signing.prepare(document, { kind: 'enveloped' }, identity.certificate, 'ecdsa-sha256', digest);
        if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
        return prepared.value;
      };
      const prepared = prepare();
      const value = sign('sha256', prepared.toBeSigned, key);
      const signed = prepared.assemble(value);
      const own = { digest, certificate: identity.certificate, plan: { kind: 'enveloped' } } as const;
      if (verification.verify(signed).verdict !== 'valid') throw new Error('the measured signature is not valid');
      const times = {
        'digest at review': medianCpuMs(rounds, review),
        // with the look at the own result, which is where a signature is checked
        sign: medianCpuMs(rounds, () => verification.verifyOwn(prepare().assemble(value), own)),
        verify: medianCpuMs(rounds, () => verification.verify(signed)),
      };
      for (const [work, time] of Object.entries(times)) {
        const times = measured.get(work) ?? new Map<number, number>();
        measured.set(work, times.set(lines, time));
        results.push({
          what: `${work}, ${lines} lines (${Math.round(document.length / 1024)} KB)`,
          figures: `${time.toFixed(2)} ms`,
          ratio: null,
          goal: '',
          isMet: null,
        });
      }
    }
    for (const [work, times] of measured) {
      for (const from of [10, 100]) {
        results.push({
          what: `${work}: exponent of the growth from ${from} to 5,000 lines`,
          figures: `${perLine(times, from)} and ${perLine(times, 5_000)} µs a line`,
          ...atMost(exponent(times, from, 5_000), goal),
        });
      }
    }
    return results;
  },
};

/** Processor time: what else the machine does is no part of the growth. */
function medianCpuMs(rounds: number, work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function perLine(times: ReadonlyMap<number, number>, lines: number): string {
  return ((1000 * (times.get(lines) ?? Number.NaN)) / lines).toFixed(1);
}

/** Log of the time over log of the lines. */
function exponent(times: ReadonlyMap<number, number>, from: number, to: number): number {
  return Math.log((times.get(to) ?? Number.NaN) / (times.get(from) ?? Number.NaN)) / Math.log(to / from);
}
