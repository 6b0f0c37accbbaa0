import { describe, expect, it } from 'vitest';
import { createTrust, type TrustOptions } from '#main/trust/create-trust.ts';
import { octets } from '#main/trust/x509/der-write.ts';
import { authority, from, list, now, person, root } from '#test/fixtures/trust/hierarchy.ts';
import { ocspAnswer } from '#test/fixtures/trust/ocsp.ts';

const anchor = await root();
const ca = await authority('CA', anchor);
const ana = await person('Ana', ca);
const crls = [await list(anchor), await list(ca)];

const pem = (label: string, ...ders: readonly Uint8Array[]): string =>
  ders.map((der) => `-----BEGIN ${label}-----\n${base64(der).replaceAll(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`).join('');
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');

async function verdict(target: Uint8Array, files: Partial<TrustOptions> = {}): Promise<string> {
  const trust = createTrust({
    anchors: [anchor.certificate],
    intermediates: [ca.certificate],
    crls,
    clock: { now: () => now },
    ...files,
  });
  const judged = await trust.judgeCertificate(target, { at: now });
  return [judged.verdict, ...judged.reasons].join(' ');
}

describe('a certificate as people hand it over', () => {
  const chain = pem('CERTIFICATE', ana.certificate, ca.certificate, anchor.certificate);
  it.each<[string, Uint8Array]>([
    ['DER', ana.certificate],
    ['PEM with Windows line ends', latin1(pem('CERTIFICATE', ana.certificate).replaceAll('\n', '\r\n'))],
    ['PEM after the attributes a key store writes', latin1(`Bag Attributes\n  friendlyName: Ana\n${pem('CERTIFICATE', ana.certificate)}`)],
    ['PEM after text that begins with a zero', latin1(`0 s:CN=Ana\n${pem('CERTIFICATE', ana.certificate)}`)],
    ['PEM with a byte order mark', latin1(`\xef\xbb\xbf${pem('CERTIFICATE', ana.certificate)}`)],
    ['PEM as UTF-16', new Uint8Array(Buffer.from(`\ufeff${pem('CERTIFICATE', ana.certificate)}`, 'utf16le'))],
    ['bare base64', latin1(base64(ana.certificate))],
    [
      'a trusted certificate of OpenSSL, with what follows it',
      latin1(pem('TRUSTED CERTIFICATE', Buffer.concat([ana.certificate, Uint8Array.of(0x30, 0)]))),
    ],
    ['a whole chain', latin1(chain)],
  ])('is read: %s', async (_form, bytes) => {
    expect(await verdict(bytes)).toBe('valid');
  });

  it('brings its own issuers along when the file holds the chain', async () => {
    expect(await verdict(latin1(chain), { intermediates: [] })).toBe('valid');
    expect(await verdict(ana.certificate, { intermediates: [] })).toBe('invalid no-path');
  });

  it('is not taken from text inside another certificate', async () => {
    const note = { oid: '1.3.6.1.4.1.99999.2', critical: false, value: octets(latin1(pem('CERTIFICATE', ana.certificate))) };
    const stranger = await person('Eva', await root({ subject: 'O=Elsewhere, CN=Root' }), { extensions: [note] });
    expect(await verdict(stranger.certificate)).toBe('invalid no-path');
  });
});

describe('anchors and evidence as folders hold them', () => {
  const readme = latin1('-----BEGIN README-----\nfor people\n-----END README-----\n0');

  it('reads every certificate and list of a bundle, and passes over what is neither', async () => {
    const bundle = latin1(`# all of them\n${pem('CERTIFICATE', ca.certificate, anchor.certificate)}${pem('X509 CRL', ...crls)}`);
    expect(await verdict(ana.certificate, { anchors: [readme, bundle], intermediates: [readme], crls: [readme, bundle] })).toBe('valid');
    expect(await verdict(ana.certificate, { anchors: [readme] })).toBe('undecided trust-absent');
  });

  it('reads an OCSP answer as DER, PEM and base64', async () => {
    const answer = ocspAnswer({ about: ana, issuer: ca, thisUpdate: from(-1), nextUpdate: from(1) });
    const [rootList] = crls;
    for (const file of [answer, latin1(pem('OCSP RESPONSE', answer)), latin1(`${base64(answer)}\n`)]) {
      expect(await verdict(ana.certificate, { crls: rootList ? [rootList] : [], ocsp: [readme, file] })).toBe('valid');
    }
  });
});
