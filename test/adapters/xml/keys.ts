import { X509Certificate, constants, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

export const fixtures = fileURLToPath(new URL('../../fixtures/xml/', import.meta.url));

export type KeyName = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'p256' | 'p384' | 'p521';
export type TestKey = { readonly key: KeyObject; readonly der: Uint8Array; readonly keyFile: string; readonly certificateFile: string };

/** Key pairs made for the tests alone, with self-signed certificates. */
export function testKey(name: KeyName): TestKey {
  const keyFile = `${fixtures}keys/${name}.key`;
  const certificateFile = `${fixtures}keys/${name}.crt`;
  return {
    key: createPrivateKey(readFileSync(keyFile)),
    der: new X509Certificate(readFileSync(certificateFile)).raw,
    keyFile,
    certificateFile,
  };
}

/** What a token returns: raw RSA, or r||s. */
export function signWith(bytes: Uint8Array, key: KeyObject, algorithm: SignatureAlgorithm): Uint8Array {
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  if (algorithm.startsWith('ecdsa')) return sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' });
  if (!algorithm.startsWith('rsa-pss')) return sign(hash, bytes, key);
  return sign(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}
