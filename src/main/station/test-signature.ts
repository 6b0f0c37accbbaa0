import { constants, randomBytes, verify, X509Certificate } from 'node:crypto';
import type { z } from 'zod/mini';
import type { stationApi } from '#contract/station-api.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { TokenProblem } from '#core/token-problem.ts';
import type { Tokens } from '#main/ports/token.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { whereItSigns, type ChosenCertificate } from '#main/station/check-authority.ts';
import { chooseAlgorithm } from '#main/station/choose-algorithm.ts';
import { withContact } from '#main/station/issuer-contact.ts';
import { pinRequestFor } from '#main/station/pin-request.ts';
import { showTokenProblem } from '#main/station/show-token-problems.ts';
import type { Station } from '#main/station/station-parts.ts';

type Asked = z.output<(typeof stationApi)['testSignature']['request']>;
type Shown = z.output<(typeof stationApi)['testSignature']['answer']>;
type Tested = { readonly problem: TokenProblem | null; readonly algorithm: SignatureAlgorithm | null; readonly tookMs: number };

/**
 * Asks for the PIN in the trusted window, signs a text that is no document, and checks the result. Spends one try at most, of the
 * token named: another may hold the same certificate.
 */
export async function testSignature(station: Station, { fingerprint, module, serial }: Asked): Promise<Result<Shown>> {
  const named = station.tokens.overview().tokens.filter((each) => each.module === module && each.serial === serial);
  const chosen = whereItSigns(named, fingerprint);
  if (chosen === null) return failed({ code: 'tokenAbsent' });
  const { token, certificate } = chosen;
  if (certificate.hasKey === false) return failed({ code: 'keyMissing', label: certificate.label });
  if (token.pin.state === 'locked') return failed(withContact(station, { code: 'pinLocked' }));
  if (token.pin.state === 'notSet') return failed({ code: 'tokenNotInitialised' });
  const answer = await station.pinPrompt.ask({ ...pinRequestFor(station, token, certificate.label), purpose: 'test' });
  if (!answer.ok) return answer;
  const tested = await signMarkedText(station.tokens, chosen, answer.value.pin, {
    confirmFinalTry: answer.value.isFinalTryConfirmed,
    at: station.clock.now(),
    ms: () => station.clock.monotonicMs(),
  });
  if (answer.value.pin !== 'pad') answer.value.pin.fill(0);
  if (!tested.ok) return failed(withContact(station, tested.failure));
  const { problem, algorithm, tookMs } = tested.value;
  return done({ problem: problem && showTokenProblem(problem), algorithm, tookMs: Math.round(tookMs) });
}

/**
 * One login, one signature, one check with the certificate's key. A login that was refused is the person's to mend and
 * comes back as a failure; what goes wrong after it is the token's.
 */
export async function signMarkedText(
  tokens: Tokens,
  { token, certificate }: ChosenCertificate,
  pin: Uint8Array | 'pad',
  { confirmFinalTry, at, ms }: { readonly confirmFinalTry: boolean; readonly at: Date; ms(): number },
): Promise<Result<Tested>> {
  const { fingerprint, label } = certificate;
  const algorithm = chooseAlgorithm(certificate);
  if (algorithm === null) return failed({ code: 'keyCannotSign', label });
  const opened = await tokens.open({ fingerprint, token, pin, confirmFinalTry });
  if (!opened.ok) return opened;
  try {
    const text = markedText(at);
    const since = ms();
    const signed = await opened.value.sign(text, algorithm);
    const tookMs = ms() - since;
    const wrong = (failure: Failure | null): Tested => ({
      problem: { code: 'selfTestFailed', certificate: label, failure },
      algorithm,
      tookMs,
    });
    if (!signed.ok) return done(wrong(signed.failure));
    return done(isRight(certificate.der, algorithm, text, signed.value) ? { problem: null, algorithm, tookMs } : wrong(null));
  } finally {
    await opened.value.close();
  }
}

/** Says what it is, and cannot be taken for an XML signature's SignedInfo, which begins with `<`. */
function markedText(at: Date): Uint8Array {
  const lines = [
    'Rúbrica: firma de prueba, no es un documento / test signature, not a document',
    at.toISOString(),
    randomBytes(16).toString('hex'),
  ];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function isRight(der: Uint8Array, algorithm: SignatureAlgorithm, data: Uint8Array, signature: Uint8Array): boolean {
  const key = new X509Certificate(der).publicKey;
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify(hash, data, algorithm.startsWith('rsa-pss') ? { key, ...pss } : { key, dsaEncoding: 'ieee-p1363' }, signature);
}
