import { sign } from 'node:crypto';
import { issueCertificate } from '#main/practice/issue.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { certificateOf } from '../documents.ts';
import { atMost, medianMs, type Measure, type Measurement } from '../measure.ts';

/** (d) Signing and verifying from 10 to 5,000 lines: time per line may not grow. */
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
    const perLine = new Map<string, number[]>();
    const results: Measurement[] = [];
    for (const lines of [10, 100, 1_000, 5_000]) {
      const document = certificateOf(lines);
      const rounds = lines >= 1_000 ? 5 : 30;
      const prepare = () => {
        const prepared = signing.prepare(document, { kind: 'enveloped' }, identity.certificate, 'ecdsa-sha256');
        if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
        return prepared.value;
      };
      const prepared = prepare();
      const signed = prepared.assemble(sign('sha256', prepared.toBeSigned, key));
      if (verification.verify(signed).verdict !== 'valid') throw new Error('the measured signature is not valid');
      const times = {
        sign: await medianMs(rounds, () => prepare().assemble(new Uint8Array(64))),
        verify: await medianMs(rounds, () => verification.verify(signed)),
      };
      for (const [work, time] of Object.entries(times)) {
        perLine.set(work, [...(perLine.get(work) ?? []), time / lines]);
        results.push({
          what: `${work}, ${lines} lines (${Math.round(document.length / 1024)} KB)`,
          figures: `${time.toFixed(2)} ms`,
          ratio: null,
          goal: '',
          isMet: null,
        });
      }
    }
    for (const [work, times] of perLine) {
      const [, hundred = Number.NaN] = times;
      const last = times.at(-1) ?? Number.NaN;
      results.push({
        what: `${work}: time per line at 5,000 lines against 100 lines`,
        figures: `${(last * 1000).toFixed(1)} µs against ${(hundred * 1000).toFixed(1)} µs`,
        ...atMost(last / hundred, 1.25),
      });
    }
    return results;
  },
};
