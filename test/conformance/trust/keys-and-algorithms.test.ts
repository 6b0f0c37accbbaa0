import { constants, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { childrenOf, readDer } from '#main/trust/x509/der.ts';
import { bitString, element, objectIdentifier, sequence } from '#main/trust/x509/der-write.ts';
import { computingKey, readSubjectKey } from '#main/trust/x509/subject-key.ts';
import { list, person, root, verdict } from '#test/fixtures/trust/hierarchy.ts';
import { inCertificate, inCrl, pssIdentifier, signedAnew, type PssWords } from '#test/fixtures/trust/signed-anew.ts';

const anchor = await root({ keyKind: 'rsa-2048' });
const ana = await person('Ana', anchor);
const crl = await list(anchor);
const { publicKey } = anchor.key;

type Made = { readonly hash: 'sha1' | 'sha256' | 'sha512'; readonly saltLength: number };

const pssBy =
  (made: Made) =>
  (signed: Uint8Array): Uint8Array =>
    sign(made.hash, signed, { key: anchor.privateKeyPem, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: made.saltLength });

/** Ana's certificate, signed by the authority under this algorithm. */
const named = (algorithm: Uint8Array, by: (signed: Uint8Array) => Uint8Array): Uint8Array =>
  signedAnew(ana.certificate, { [inCertificate.algorithm]: algorithm }, by, algorithm);
const withPss = (made: Made, said: PssWords = made): Uint8Array => named(pssIdentifier(said), pssBy(made));

/** RSAPublicKey inside a SubjectPublicKeyInfo. */
function numbersOf(spki: Uint8Array): Uint8Array {
  const [, key] = [...childrenOf(readDer(spki))];
  if (!key) throw new Error('fixture');
  return key.body.subarray(1);
}

/** The authority with its key under another identifier; nobody computes an anchor's own signature. */
function anchorWith(algorithm: Uint8Array, numbers = numbersOf(publicKey)): typeof anchor {
  const key = sequence(algorithm, bitString(numbers));
  return { ...anchor, certificate: signedAnew(anchor.certificate, { [inCertificate.key]: key }, () => new Uint8Array(256)) };
}

/** The authority's list, with the salt that the strictest key below asks for. */
const pssCrl = pssIdentifier({ hash: 'sha256', saltLength: 32 });
const crls = [crl, signedAnew(crl, { [inCrl.algorithm]: pssCrl }, pssBy({ hash: 'sha256', saltLength: 32 }), pssCrl)];

const judged = (certificate: Uint8Array, authority = anchor): Promise<string> => verdict(certificate, { anchors: [authority], crls });

describe('RSASSA-PSS in certificates (RFC 4055)', () => {
  it.each([0, 20, 32, 64, 222])('believes a signature with SHA-256 and a salt of %i bytes, as its algorithm says', async (saltLength) => {
    expect(await judged(withPss({ hash: 'sha256', saltLength }))).toBe('valid');
  });

  it('holds the signature to the salt and the hash that its algorithm names', async () => {
    const made: Made = { hash: 'sha256', saltLength: 32 };
    expect(await judged(withPss(made, { hash: 'sha256', saltLength: 20 }))).toBe('invalid certificate-forged');
    expect(await judged(withPss(made, { hash: 'sha512', saltLength: 32 }))).toBe('invalid certificate-forged');
  });

  it('leaves open a mask made with another hash, which is not computed here', async () => {
    const certificate = withPss({ hash: 'sha256', saltLength: 32 }, { hash: 'sha256', maskHash: 'sha1', saltLength: 32 });
    expect(await judged(certificate)).toBe('undecided unsupported-algorithm');
  });

  it('refuses SHA-1, which is also what no parameters at all stand for', async () => {
    expect(await judged(withPss({ hash: 'sha1', saltLength: 20 }))).toBe('invalid algorithm-refused');
    expect(await judged(named(pssIdentifier(), pssBy({ hash: 'sha1', saltLength: 20 })))).toBe('invalid algorithm-refused');
  });

  it('uses a key for RSASSA-PSS alone as that key demands', async () => {
    const free = anchorWith(pssIdentifier());
    const strict = anchorWith(pssIdentifier({ hash: 'sha256', saltLength: 32 }));
    const certificate = withPss({ hash: 'sha256', saltLength: 32 });
    expect(await judged(certificate, free)).toBe('valid');
    expect(await judged(certificate, strict)).toBe('valid');
    expect(await judged(withPss({ hash: 'sha256', saltLength: 48 }), strict)).toBe('valid');
    expect(await judged(withPss({ hash: 'sha256', saltLength: 20 }), strict)).toBe('invalid certificate-forged');
    expect(await judged(withPss({ hash: 'sha512', saltLength: 64 }), strict)).toBe('invalid certificate-forged');
    expect(await judged(ana.certificate, free)).toBe('invalid certificate-forged');
  });
});

describe('keys as the library takes them', () => {
  it('hands over every RSA key under its plain identifier, the only one that BoringSSL reads', () => {
    const plain = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    const alone = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' });
    const withoutNull = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1')), bitString(numbersOf(publicKey)));
    const taken = (spki: Uint8Array): KeyObject | string => computingKey(readSubjectKey(readDer(spki)));
    expect(taken(alone)).toMatchObject({ asymmetricKeyType: 'rsa' });
    expect((taken(withoutNull) as KeyObject).equals(plain)).toBe(true);
  });

  it('leaves open an exponent larger than libraries compute with', async () => {
    const { publicKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65_537 });
    const [modulus] = [...childrenOf(readDer(numbersOf(key.export({ format: 'der', type: 'spki' }))))];
    const large = sequence(modulus?.raw ?? new Uint8Array(), element(0x02, Uint8Array.of(1, ...new Uint8Array(31), 1)));
    const authority = anchorWith(sequence(objectIdentifier('1.2.840.113549.1.1.1'), element(0x05)), large);
    expect(await judged(ana.certificate, authority)).toBe('undecided unsupported-algorithm');
  });

  it('calls a key with a negative modulus malformed', async () => {
    const negative = sequence(element(0x02, Uint8Array.of(0x80, ...new Uint8Array(255).fill(1))), element(0x02, Uint8Array.of(1, 0, 1)));
    const key = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), element(0x05)), bitString(negative));
    const certificate = signedAnew(ana.certificate, { [inCertificate.key]: key }, (signed) => sign('sha256', signed, anchor.privateKeyPem));
    expect(await judged(certificate)).toBe('invalid certificate-malformed');
  });

  it('refuses what was broken long ago and leaves open what is only not computed', async () => {
    const under = (oid: string): Promise<string> =>
      judged(named(sequence(objectIdentifier(oid), element(0x05)), () => new Uint8Array(256)));
    // RSA with MD2, MD4 and RIPEMD-160; with SHA3-256 and SHA-512/256
    for (const oid of ['1.2.840.113549.1.1.2', '1.2.840.113549.1.1.3', '1.3.36.3.3.1.2'])
      expect(await under(oid)).toBe('invalid algorithm-refused');
    for (const oid of ['2.16.840.1.101.3.4.3.14', '1.2.840.113549.1.1.16'])
      expect(await under(oid)).toBe('undecided unsupported-algorithm');
  });
});
