import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignatureOf } from '#main/xml/signature/arithmetic.ts';
import { certificateKeyInfo, ds, forge } from './forge.ts';
import { body, forged, judged, verification } from './judged.ts';
import { testKey } from './keys.ts';

describe('keys', () => {
  const attacker = testKey('rsa-3072');
  const owner = testKey('rsa-2048');
  const keyValue = (name: 'rsa-2048' | 'rsa-3072'): string => {
    const { n = '', e = '' } = testKey(name).key.export({ format: 'jwk' });
    const text = (part: string): string => Buffer.from(part, 'base64url').toString('base64');
    return `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${text(n)}</ds:Modulus><ds:Exponent>${text(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
  };

  it('names the certificate whose key verifies among several', () => {
    const verified = verification.verify(forge(body, { keyInfo: certificateKeyInfo(attacker.der, owner.der) }));
    expect(verified.verdict).toBe('valid');
    expect(Buffer.from(verified.signatures[0]?.certificate ?? []).equals(owner.der)).toBe(true);
    expect(verified.signatures[0]?.otherCertificates.map((der) => Buffer.from(der).equals(attacker.der))).toEqual([true]);
  });

  it('refuses an attacker’s KeyValue beside the owner’s certificate, and the other way round takes the certificate', () => {
    const mixed = certificateKeyInfo(owner.der).replace('</ds:KeyInfo>', `${keyValue('rsa-3072')}</ds:KeyInfo>`);
    expect(forged({ key: 'rsa-3072', keyInfo: mixed })).toBe('invalid signature-mismatch');
    expect(forged({ keyInfo: mixed })).toBe('valid');
  });

  it('leaves open an exponent larger than every library computes with', () => {
    const large = Buffer.from([1, ...Buffer.alloc(7), 1]).toString('base64');
    const keyInfo = `<ds:KeyInfo>${keyValue('rsa-2048').replace(/<ds:Exponent>[^<]*/, `<ds:Exponent>${large}`)}</ds:KeyInfo>`;
    expect(forged({ keyInfo })).toBe('undecided unsupported-algorithm');
  });

  it('takes a KeyValue alone, for form and arithmetic', () => {
    const verified = verification.verify(forge(body, { keyInfo: `<ds:KeyInfo>${keyValue('rsa-2048')}</ds:KeyInfo>` }));
    expect(verified).toMatchObject({ verdict: 'valid', signatures: [{ certificate: null }] });
  });

  it('takes an elliptic key as RFC 4050 wrote it, and refuses a point that is not on its curve', () => {
    const { x = '', y = '' } = testKey('p521').key.export({ format: 'jwk' });
    const decimal = (part: string): string => BigInt(`0x${Buffer.from(part, 'base64url').toString('hex')}`).toString();
    const written = (first: string, second: string): string =>
      `<ds:KeyInfo><ds:KeyValue><ECDSAKeyValue xmlns="http://www.w3.org/2001/04/xmldsig-more#"><DomainParameters><NamedCurve URN="urn:oid:1.3.132.0.35"/></DomainParameters><PublicKey><X Value="${first}"/><Y Value="${second}"/></PublicKey></ECDSAKeyValue></ds:KeyValue></ds:KeyInfo>`;
    const own = { key: 'p521', algorithm: 'ecdsa-sha512' } as const;
    expect(forged({ ...own, keyInfo: written(decimal(x), decimal(y)) })).toBe('valid');
    for (const [first, second] of [
      [decimal(x), '1'],
      ['', ''],
      ['-1', decimal(y)],
      [decimal(x), '9'.repeat(200)],
    ] as const) {
      expect(forged({ ...own, keyInfo: written(first, second) })).toBe('invalid key-refused key-absent');
    }
  });

  it('says that every key is too weak, and does not blame the signature for it', () => {
    const weak = testKey('rsa-1024');
    expect(forged({ key: 'rsa-1024', keyInfo: certificateKeyInfo(weak.der, weak.der, weak.der) })).toBe('invalid key-refused');
    expect(forged({ key: 'rsa-1024', keyInfo: certificateKeyInfo(weak.der, owner.der) })).toBe('invalid signature-mismatch key-refused');
  });

  it('is undecided without a key until a certificate is given, and then goes by that one alone', () => {
    const nameless = forge(body, { keyInfo: '<ds:KeyInfo><ds:KeyName>firma</ds:KeyName></ds:KeyInfo>' });
    expect(judged(nameless)).toBe('undecided key-absent');
    expect(verification.verify(nameless, { certificate: owner.der }).verdict).toBe('valid');
    expect(verification.verify(nameless, { certificate: attacker.der })).toMatchObject({
      verdict: 'invalid',
      reasons: ['signature-mismatch'],
    });
    expect(verification.verify(forge(body, {}), { certificate: attacker.der })).toMatchObject({
      verdict: 'invalid',
      reasons: ['signature-mismatch'],
    });
  });

  it('fetches nothing that KeyInfo points to', () => {
    const pointed = `<ds:KeyInfo><ds:RetrievalMethod URI="http://example.org/key" Type="${ds}X509Data"/></ds:KeyInfo>`;
    expect(forged({ keyInfo: pointed })).toBe('undecided unsupported-form key-absent');
  });

  it('reads r and s with zeros before both, and on P-521 a byte shorter as an older Java wrote them, and takes no other length', () => {
    // one signature in four has a zero first in both
    let text = '';
    let encoded = '';
    let value = Buffer.of(1);
    while (value[0] !== 0 || value[66] !== 0) {
      text = Buffer.from(forge(body, { key: 'p521', algorithm: 'ecdsa-sha512' })).toString();
      encoded = /<ds:SignatureValue>([^<]*)/.exec(text)?.[1] ?? '';
      value = Buffer.from(encoded, 'base64');
    }
    const [r, s] = [value.subarray(0, 66), value.subarray(66)];
    const written = (...parts: readonly Uint8Array[]): string => judged(text.replace(encoded, Buffer.concat(parts).toString('base64')));
    const zeros = Buffer.alloc(6);
    expect(written(r, s)).toBe('valid');
    expect(written(r.subarray(1), s.subarray(1))).toBe('valid');
    expect(written(zeros, r, zeros, s)).toBe('valid');
    expect(written(Buffer.alloc(5), Buffer.from([1]), r, zeros, s)).toBe('invalid signature-mismatch');
    expect(written(r, s, zeros)).toBe('invalid signature-mismatch');
    expect(written(r.subarray(1), s)).toBe('invalid signature-mismatch');
    expect(written(zeros, zeros)).toBe('invalid signature-mismatch');
  });

  it('takes r and s on another curve at its size alone, although both could be written a byte shorter', () => {
    const key = createPublicKey(testKey('p256').key);
    // one signature in 65,536 is like this one
    const r = '00ce1c5458644bf510f57e8dbb5bb12c34223ec29130cce339dc5b4c1df23632';
    const s = '00607e128664030c68040b0b8b936145d3c10d59339d1c312cc9c619b3bedc81';
    const isTaken = (hex: string): boolean => isSignatureOf(Buffer.from('firma'), Buffer.from(hex, 'hex'), key, 'ecdsa-sha256');
    expect(isTaken(r + s)).toBe(true);
    expect(isTaken(`00${r}00${s}`)).toBe(true);
    expect(isTaken(r.slice(2) + s.slice(2))).toBe(false);
  });

  it('refuses a certificate with something after it, or that is none', () => {
    expect(forged({ keyInfo: certificateKeyInfo(Buffer.concat([owner.der, Buffer.from('x')])) })).toContain(
      'invalid certificate-malformed',
    );
    expect(forged({ keyInfo: certificateKeyInfo(Buffer.from('no certificate')) })).toContain('invalid certificate-malformed');
  });
});
