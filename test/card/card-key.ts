import { constants, createECDH, createPrivateKey, privateEncrypt, randomBytes, type KeyObject } from 'node:crypto';

/** A key as a card holds it: it signs what it is handed, raw. */
export type CardKey = { readonly algorithm: number; sign(challenge: Buffer): Buffer };

/** PIV algorithm identifiers (NIST SP 800-78-4 table 6-2). */
export function cardKey(pem: string): CardKey {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType === 'rsa') {
    return { algorithm: 0x07, sign: (challenge) => privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, challenge) };
  }
  return { algorithm: 0x11, sign: (challenge) => signP256(key, challenge) };
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over a digest made elsewhere (FIPS 186-4 section 6.4), which node:crypto does not offer; k·G comes from its ECDH. */
function signP256(key: KeyObject, digest: Buffer): Buffer {
  const d = toNumber(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const z = toNumber(digest.subarray(0, 32));
  for (;;) {
    const k = toNumber(randomBytes(32)) % order;
    if (k === 0n) continue;
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.from(k.toString(16).padStart(64, '0'), 'hex'));
    const r = toNumber(ecdh.getPublicKey().subarray(1, 33)) % order;
    const s = (power(k, order - 2n) * (z + r * d)) % order;
    if (r !== 0n && s !== 0n) return derSignature(r, s);
  }
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % order;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % order;
    square = (square * square) % order;
  }
  return result;
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

function derSignature(r: bigint, s: bigint): Buffer {
  const integer = (value: bigint): Buffer => {
    const hex = value.toString(16);
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
    const signed = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([2, signed.length]), signed]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}
