import { constants, randomBytes, verify, X509Certificate } from 'node:crypto';
import type { TokenProblem } from '#core/token-problem.ts';
import type { TokenCertificate, Tokens } from '#main/ports/token.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

/** Signs a few random bytes and checks the result with the certificate's key; null when all is well. Spends one PIN try. */
export async function selfTest(
  tokens: Tokens,
  certificate: TokenCertificate,
  pin: Uint8Array | 'pad',
  confirmFinalTry: boolean,
): Promise<TokenProblem | null> {
  const { fingerprint, label } = certificate;
  const opened = await tokens.open({ fingerprint, pin, confirmFinalTry });
  if (!opened.ok) return { code: 'selfTestFailed', certificate: label, failure: opened.failure };
  try {
    const [algorithm] = certificate.algorithms;
    if (algorithm === undefined) return { code: 'keyNotSupported', token: '', certificate: label };
    const data = randomBytes(32);
    const signed = await opened.value.sign(data, algorithm);
    if (!signed.ok) return { code: 'selfTestFailed', certificate: label, failure: signed.failure };
    return isRight(certificate.der, algorithm, data, signed.value) ? null : { code: 'selfTestFailed', certificate: label, failure: null };
  } finally {
    await opened.value.close();
  }
}

function isRight(der: Uint8Array, algorithm: SignatureAlgorithm, data: Uint8Array, signature: Uint8Array): boolean {
  const key = new X509Certificate(der).publicKey;
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify(hash, data, algorithm.startsWith('rsa-pss') ? { key, ...pss } : { key, dsaEncoding: 'ieee-p1363' }, signature);
}
