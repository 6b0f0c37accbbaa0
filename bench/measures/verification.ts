import { sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { makeBenchToken } from '../bench-token.ts';
import { ordinaryCertificate } from '../documents.ts';
import { measureJdk } from '../jdk.ts';
import { atLeast, type Measure } from '../measure.ts';

const count = 2_000;

/** (c) Form and arithmetic of one certificate: both implementations, and the JDK's one. */
export const verification: Measure = {
  id: 'verification',
  title: 'verifications a second of a five-kilobyte certificate, RSA-2048',
  run: async () => {
    const token = await makeBenchToken();
    try {
      const file = join(token.folder, 'certificate.xml');
      const document = ordinaryCertificate();
      writeFileSync(file, document);
      const prepared = createXmlSigning().prepare(document, { kind: 'enveloped' }, token.identity.certificate, 'rsa-sha256');
      if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
      const signed = prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, token.identity.privateKeyPem));
      const verifier = createXmlVerification();
      const both = perSecond(() => verifier.verify(signed));
      const second = perSecond(() =>
        verifier.verifyOwn(signed, { digest: prepared.value.digest, certificate: token.identity.certificate, plan: { kind: 'enveloped' } }),
      );
      const peer = measureJdk(token, file, count);
      const against = (rate: number, goal: number) =>
        peer === null ? { ratio: null, goal: '', isMet: null } : atLeast(rate / peer.verifyPerSecond, goal);
      return [
        { what: 'the JDK', figures: peer === null ? 'no Java here' : `${peer.verifyPerSecond}/s`, ratio: null, goal: '', isMet: null },
        { what: 'one implementation alone, against the JDK', figures: `${second.toFixed(0)}/s`, ...against(second, 2) },
        { what: 'both implementations, which must agree, against the JDK', figures: `${both.toFixed(0)}/s`, ...against(both, 1) },
      ];
    } finally {
      token.remove();
    }
  },
};

/** Warm, as the peer's second round is. */
function perSecond(work: () => unknown): number {
  for (let i = 0; i < count / 2; i += 1) work();
  const start = performance.now();
  for (let i = 0; i < count; i += 1) work();
  return (count * 1000) / (performance.now() - start);
}
