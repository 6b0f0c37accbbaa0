import { sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libxml2Engine } from '#main/xml/libxml2/engine.ts';
import { judgeDocument } from '#main/xml/signature/judge.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { makeBenchToken } from '../bench-token.ts';
import { ordinaryCertificate } from '../documents.ts';
import { measureJdk } from '../jdk.ts';
import { atLeast, type Measure, type Measurement } from '../measure.ts';

const count = 2_000;

/** (c) Form and arithmetic of one certificate: the primary verifier (gate and strict reader), libxml2, both, and the JDK's one. */
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
      const own = { digest: prepared.value.digest, certificate: token.identity.certificate, plan: { kind: 'enveloped' } } as const;
      if (!verifier.verifyOwn(signed, own).ok || verifier.verify(signed).verdict !== 'valid')
        throw new Error('the measured signature is not valid');
      const best = { primary: 0, second: 0, both: 0, peer: 0 };
      // by turns, the better of two for each: a busy moment speaks for nobody
      for (let turn = 0; turn < 2; turn += 1) {
        best.primary = Math.max(
          best.primary,
          perSecond(() => verifier.verifyOwn(signed, own)),
        );
        best.second = Math.max(
          best.second,
          perSecond(() => verifyBySecond(signed)),
        );
        best.both = Math.max(
          best.both,
          perSecond(() => verifier.verify(signed)),
        );
        best.peer = Math.max(best.peer, measureJdk(token, file, count)?.verifyPerSecond ?? 0);
      }
      const { primary, second, both } = best;
      const peer = best.peer === 0 ? null : best.peer;
      const against = (rate: number, goal: number) => (peer === null ? { ratio: null, goal: '', isMet: null } : atLeast(rate / peer, goal));
      return [
        { what: 'the JDK', figures: peer === null ? 'no Java here' : `${peer}/s`, ratio: null, goal: '', isMet: null },
        { what: 'primary alone (gate and strict reader), against the JDK', figures: `${primary.toFixed(0)}/s`, ...against(primary, 2) },
        { what: 'second alone (libxml2), against the JDK', figures: `${second.toFixed(0)}/s`, ...shown(second, peer) },
        { what: 'both, which must agree, against the JDK', figures: `${both.toFixed(0)}/s`, ...shown(both, peer) },
      ];
    } finally {
      token.remove();
    }
  },
};

function verifyBySecond(signed: Uint8Array): void {
  const opened = libxml2Engine.open(signed);
  if (opened === null) throw new Error('the measured document is not well-formed');
  try {
    judgeDocument(opened);
  } finally {
    opened.close();
  }
}

/** A ratio without a goal: what the second opinion costs. */
function shown(rate: number, peer: number | null): Pick<Measurement, 'ratio' | 'goal' | 'isMet'> {
  return { ratio: peer === null ? null : rate / peer, goal: 'none', isMet: null };
}

/** Warm, as the peer's second round is. */
function perSecond(work: () => unknown): number {
  for (let i = 0; i < count / 2; i += 1) work();
  const start = performance.now();
  for (let i = 0; i < count; i += 1) work();
  return (count * 1000) / (performance.now() - start);
}
