import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueCertificate, makeKey, type CertificateOrder, type Identity } from '#main/practice/issue.ts';
import { element } from '#main/trust/x509/der-write.ts';
import { authority, from, judge, list, now, person, root, verdict } from '#test/fixtures/trust/hierarchy.ts';
import { inCertificate, signedAnew } from '#test/fixtures/trust/signed-anew.ts';
import { policyConstraints, unknown } from '#test/fixtures/trust/extensions.ts';

/** The certificate with the serial number zero, signed anew by its issuer. */
const numberedZero = (certificate: Uint8Array, issuer: Identity): Uint8Array =>
  signedAnew(certificate, { [inCertificate.serial]: element(0x02, Uint8Array.of(0)) }, (signed) =>
    sign('sha256', signed, issuer.privateKeyPem),
  );

/** The ground of NIST PKITS sections 4.1 to 4.3, 4.5 to 4.7 and 4.16, with certificates of our own. */
const anchor = await root();
const ca = await authority('CA', anchor);

describe('signatures and dates on the path (PKITS 4.1, 4.2)', () => {
  it('finds the path and calls the certificate valid', async () => {
    const judged = await judge(await person('Ana', ca), { anchors: [anchor], authorities: [ca] });
    expect(judged).toMatchObject({ verdict: 'valid', reasons: [], signer: { country: 'CL', subject: 'CN=Ana,O=Test,C=CL' } });
    expect(judged.path).toHaveLength(3);
  });

  it('tells a certificate that names an authority which did not sign it from one of an unknown authority', async () => {
    const impostor = await authority('CA', await root());
    expect(await verdict(await person('Ana', impostor), { anchors: [anchor], authorities: [ca] })).toBe('invalid certificate-forged');
    const stranger = await root({ subject: 'O=Elsewhere, CN=Root' });
    expect(await verdict(await person('Ana', stranger), { anchors: [anchor], authorities: [ca] })).toBe('invalid no-path');
  });

  it('refuses an intermediate whose signature is wrong', async () => {
    const impostor = await authority('CA', await root());
    expect(await verdict(await person('Ana', impostor), { anchors: [anchor], authorities: [impostor] })).toBe('invalid certificate-forged');
  });

  it('holds every certificate to its dates, the second of notAfter included', async () => {
    const early = await person('Ana', ca, { notBefore: from(1) });
    const late = await person('Ana', ca, { notAfter: new Date(now.getTime() - 1000) });
    const lastSecond = await person('Ana', ca, { notAfter: now });
    const oldCa = await authority('Old CA', anchor, { notAfter: from(-1) });
    const world = { anchors: [anchor], authorities: [ca] };
    expect(await verdict(early, world)).toBe('invalid not-yet-valid');
    expect(await verdict(late, world)).toBe('invalid expired');
    expect(await verdict(lastSecond, { ...world, at: new Date(now.getTime() + 999) })).toBe('valid');
    expect(await verdict(await person('Ana', oldCa), { anchors: [anchor], authorities: [oldCa] })).toBe('invalid expired');
  });

  it('refuses an anchor that ran out', async () => {
    const old = await root({ notAfter: from(-1) });
    expect(await verdict(await person('Ana', old), { anchors: [old] })).toBe('invalid expired');
  });

  it('judges at the moment asked about', async () => {
    const past = await person('Ana', ca, { notBefore: from(-20), notAfter: from(-10) });
    const crls = [await list(anchor), await list(ca, { thisUpdate: from(-16), nextUpdate: from(-9) })];
    expect(await verdict(past, { anchors: [anchor], authorities: [ca], crls, at: from(-12) })).toBe('valid');
  });

  it('says that nobody can judge without an anchor', async () => {
    expect(await verdict(await person('Ana', ca), { anchors: [], authorities: [ca] })).toBe('undecided trust-absent');
  });
});

describe('names between certificates (PKITS 4.3)', () => {
  it.each<[string, CertificateOrder['issuerName']]>([
    ['white space', [{ O: [{ utf8String: 'Test  ' }] }, { CN: [{ utf8String: ' Sub   CA' }] }]],
    ['upper and lower case', [{ O: [{ utf8String: 'TEST' }] }, { CN: [{ utf8String: 'sub ca' }] }]],
    ['the string type', [{ O: [{ printableString: 'Test' }] }, { CN: [{ printableString: 'Sub CA' }] }]],
  ])('chains names that differ only in %s', async (_what, issuerName) => {
    const sub = await authority('Sub CA', anchor);
    const leaf = await person('Ana', sub, { issuerName });
    expect(await verdict(leaf, { anchors: [anchor], authorities: [sub] })).toBe('valid');
  });

  it('does not chain names in another order', async () => {
    const sub = await authority('Sub CA', anchor);
    const leaf = await person('Ana', sub, { issuerName: 'CN=Sub CA, O=Test' });
    expect(await verdict(leaf, { anchors: [anchor], authorities: [sub] })).toBe('invalid no-path');
  });
});

describe('several paths, cross-certificates and key roll-over (PKITS 4.5)', () => {
  it('takes the path that stands when another one does not', async () => {
    const other = await root({ subject: 'O=Other, CN=Root' });
    const key = await makeKey('p-256');
    const expired = await authority('Shared CA', anchor, { key, notAfter: from(-1) });
    const crossed = await authority('Shared CA', other, { key });
    const leaf = await person('Ana', crossed);
    expect(await verdict(leaf, { anchors: [anchor, other], authorities: [expired, crossed] })).toBe('valid');
  });

  it('walks a bridge of two cross-certificates', async () => {
    const bridge = await root({ subject: 'O=Bridge, CN=Bridge' });
    const far = await root({ subject: 'O=Far, CN=Root' });
    const fromUs = await authority('-', anchor, { subject: 'O=Bridge, CN=Bridge', key: bridge.key });
    const toThem = await authority('-', bridge, { subject: 'O=Far, CN=Root', key: far.key });
    const leaf = await person('Ana', far);
    expect(await verdict(leaf, { anchors: [anchor], authorities: [fromUs, toThem, bridge, far] })).toBe('valid');
  });

  it('does not count self-issued certificates of a roll-over against a path length', async () => {
    const limited = await authority('CA', anchor, { ca: { pathLength: 0 } });
    const rolled = await authority('CA', limited, {});
    const leaf = await person('Ana', rolled);
    const crls = [await list(anchor), await list(limited), await list(rolled)];
    expect(await verdict(leaf, { anchors: [anchor], authorities: [limited, rolled], crls })).toBe('valid');
  });

  it('leaves a maze of certificates undecided instead of walking it for ever', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => makeKey('p-256')));
    const maze = await Promise.all(
      keys.flatMap((key) =>
        keys.map((by) => issueCertificate({ subject: 'CN=Maze', ca: true, key, issuer: { ...anchor, key: by }, issuerName: 'CN=Maze' })),
      ),
    );
    const leaf = await issueCertificate({
      subject: 'CN=Ana',
      issuer: { ...anchor, key: keys[0] ?? anchor.key },
      issuerName: 'CN=Maze',
      ca: false,
    });
    expect(await verdict(leaf, { anchors: [anchor], authorities: maze, crls: [] })).toBe('undecided path-too-complex');
  });
});

describe('who may issue (PKITS 4.6, 4.7)', () => {
  it.each([
    ['has no basicConstraints', { ca: undefined, keyUsage: ['keyCertSign', 'cRLSign'] as const }, 'invalid constraint'],
    ['says that it is no CA', { ca: false, keyUsage: ['digitalSignature'] as const }, 'invalid key-usage constraint'],
    ['may not sign certificates', { ca: true, keyUsage: ['cRLSign'] as const }, 'invalid key-usage'],
    ['says nothing of its key’s usage', { ca: true, keyUsage: null }, 'valid'],
  ])('an issuer that %s', async (_what, order, expected) => {
    const issuer = await authority('Issuer', anchor, order);
    expect(await verdict(await person('Ana', issuer), { anchors: [anchor], authorities: [issuer] })).toBe(expected);
  });

  it('an anchor whose serial number is zero, as old roots have it, but nobody below', async () => {
    const made = await root();
    const old = { ...made, certificate: numberedZero(made.certificate, made) };
    const ana = await person('Ana', old);
    const world = { anchors: [old] };
    expect(await verdict(ana, world)).toBe('valid');
    expect(await verdict(numberedZero(ana.certificate, old), world)).toBe('invalid certificate-malformed');
  });

  it('counts the authorities below a path length, the anchor’s own included', async () => {
    const short = await authority('Short', anchor, { ca: { pathLength: 0 } });
    const below = await authority('Below', short);
    const world = { anchors: [anchor], authorities: [short, below] };
    expect(await verdict(await person('Ana', short), world)).toBe('valid');
    expect(await verdict(await person('Ana', below), world)).toBe('invalid constraint');
    const strict = await root({ ca: { pathLength: 0 } });
    const sub = await authority('Sub', strict);
    expect(await verdict(await person('Ana', sub), { anchors: [strict], authorities: [sub] })).toBe('invalid constraint');
  });
});

describe('what the certificate is for', () => {
  it.each([
    ['signs documents', {}, 'valid'],
    ['has nonRepudiation alone', { keyUsage: ['nonRepudiation'] as const }, 'valid'],
    ['only enciphers keys', { keyUsage: ['keyEncipherment'] as const }, 'invalid key-usage'],
    ['is a web server’s', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, 'invalid key-usage'],
    ['is for e-mail', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] }, 'valid'],
  ])('a certificate that %s', async (_what, order, expected) => {
    expect(await verdict(await person('Ana', ca, order), { anchors: [anchor], authorities: [ca], usage: 'sign' })).toBe(expected);
  });
});

describe('where verifiers differ, the question stays open', () => {
  const [web, client] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];
  it.each([
    ['its issuer has it too', [web, client], [web], 'valid'],
    ['its issuer may give any', ['2.5.29.37.0'], [web], 'valid'],
    ['its issuer is not limited', null, [web], 'valid'],
    ['it is not limited itself', [client], null, 'valid'],
    ['no issuer may give it', [client], [web], 'undecided unsupported-constraint'],
  ])('a purpose of the certificate: %s', async (_what, above, own, expected) => {
    const issuer = await authority('Issuer', anchor, above ? { extendedKeyUsage: above } : {});
    const target = await person('Ana', issuer, own ? { extendedKeyUsage: own } : {});
    expect(await verdict(target, { anchors: [anchor], authorities: [issuer] })).toBe(expected);
  });

  it('an anchor that does not say whether it is an authority', async () => {
    const keyUsage = ['keyCertSign', 'cRLSign'] as const;
    const silent = await issueCertificate({ subject: 'O=Test, CN=Root', keyUsage });
    expect(await verdict(await person('Ana', silent), { anchors: [silent] })).toBe('undecided unsupported-constraint');
    const none = await root({ ca: false, keyUsage });
    expect(await verdict(await person('Ana', none), { anchors: [none] })).toBe('invalid constraint');
  });

  it('a policy that the anchor’s own certificate demands', async () => {
    const demanding = await root({ extensions: [policyConstraints({ explicit: 0 })] });
    const world = { anchors: [demanding] };
    expect(await verdict(await person('Ana', demanding, { policies: ['2.16.840.1.101.3.2.1.48.1'] }), world)).toBe('valid');
    expect(await verdict(await person('Ana', demanding), world)).toBe('undecided unsupported-constraint');
  });
});

describe('extensions nobody knows (PKITS 4.16)', () => {
  it('ignores one that is not critical and leaves a critical one undecided, on any certificate of the path', async () => {
    const world = { anchors: [anchor], authorities: [ca] };
    expect(await verdict(await person('Ana', ca, { extensions: [unknown(false)] }), world)).toBe('valid');
    expect(await verdict(await person('Ana', ca, { extensions: [unknown(true)] }), world)).toBe('undecided unsupported-critical-extension');
    const odd = await authority('Odd', anchor, { extensions: [unknown(true)] });
    expect(await verdict(await person('Ana', odd), { anchors: [anchor], authorities: [odd] })).toBe(
      'undecided unsupported-critical-extension',
    );
  });
});

describe('algorithms and keys', () => {
  it('refuses SHA-1 and short RSA keys', async () => {
    expect(await verdict(await person('Ana', ca, { hash: 'SHA-1' }), { anchors: [anchor], authorities: [ca] })).toBe(
      'invalid algorithm-refused',
    );
    expect(await verdict(await person('Ana', ca, { keyKind: 'rsa-1024' }), { anchors: [anchor], authorities: [ca] })).toBe(
      'invalid key-refused',
    );
  });

  it.each(['rsa-2048', 'rsa-3072', 'p-384', 'p-521'] as const)('computes with %s', async (keyKind) => {
    const issuer = await authority('Issuer', anchor, { keyKind });
    expect(await verdict(await person('Ana', issuer, { key: issuer.key }), { anchors: [anchor], authorities: [issuer] })).toBe('valid');
  });
});
