import { X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { Certificate as PkijsCertificate } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '#main/trust/x509/certificate.ts';
import { readCrl } from '#main/trust/x509/crl.ts';
import { readOcsp } from '#main/trust/x509/ocsp.ts';
import { alternativeNames, dns, nameConstraints } from '#test/fixtures/trust/extensions.ts';
import { authority, from, list, person, root, verdict } from '#test/fixtures/trust/hierarchy.ts';
import { ocspAnswer } from '#test/fixtures/trust/ocsp.ts';

const anchor = await root();
const ca = await authority('CA', anchor, { extensions: [nameConstraints({ permitted: [dns('example.com')] })] });
const ana = await person('Ana', ca, { policies: ['2.999.1'], extensions: [alternativeNames(dns('a.example.com'))] });
const crls = [await list(anchor), await list(ca)];
const world = { anchors: [anchor], authorities: [ca], crls };

/** Offsets and new octets for a handful of changes. */
const changes = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 4 });
const changed = (bytes: Uint8Array, list: readonly (readonly [number, number])[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  for (const [at, octet] of list) copy[at % copy.length] = octet;
  return copy;
};

describe('bytes that are no certificate', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('no certificate')],
    ['a length without end', Buffer.from('3080', 'hex')],
    ['a certificate with a byte after it', Buffer.concat([ana.certificate, Buffer.of(0)])],
    ['a certificate cut short', ana.certificate.subarray(0, -1)],
  ])('calls %s malformed', async (_what, bytes) => {
    expect(await verdict(Uint8Array.from(bytes), world)).toBe('invalid certificate-malformed');
  });

  it('never throws and never calls an altered certificate valid', async () => {
    expect(await verdict(ana, world)).toBe('valid');
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = changed(ana.certificate, list);
        if (Buffer.compare(bytes, ana.certificate) === 0) return;
        expect(await verdict(bytes, world)).not.toBe('valid');
      }),
      { numRuns: 1500 },
    );
  });

  it('never throws on altered lists and answers, and believes none of them', async () => {
    const answer = ocspAnswer({ about: ana, issuer: ca, thisUpdate: from(-0.5), nextUpdate: from(1) });
    const [rootList, caList] = crls;
    if (!rootList || !caList) throw new Error('fixture');
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = changed(caList, list);
        readOcsp(changed(answer, list));
        readCrl(bytes);
        if (Buffer.compare(bytes, caList) === 0) return;
        expect(await verdict(ana, { ...world, crls: [rootList, bytes] })).not.toBe('valid');
      }),
      { numRuns: 700 },
    );
  });

  it('reads what openssl and pkijs read the same way', async () => {
    for (const { certificate } of [anchor, ca, ana]) {
      const ours = readCertificate(certificate);
      const openssl = new X509Certificate(certificate);
      const pkijs = PkijsCertificate.fromBER(Uint8Array.from(certificate).buffer);
      expect(ours?.serial.replace(/^00/, '')).toBe(openssl.serialNumber.toLowerCase());
      expect(ours?.fingerprint).toBe(openssl.fingerprint256.replace(/:/g, '').toLowerCase());
      expect(new Date(ours?.notAfter ?? 0)).toEqual(pkijs.notAfter.value);
      expect([...(ours?.extensions.keys() ?? [])]).toEqual(pkijs.extensions?.map((one) => one.extnID));
    }
  });
});
