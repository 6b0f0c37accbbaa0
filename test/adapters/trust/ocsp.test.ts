import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { done } from '#core/failure.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import type { EvidenceFetch } from '#main/trust/fetch-evidence.ts';
import { readCertificate } from '#main/trust/x509/certificate.ts';
import { ocspRequest } from '#main/trust/x509/ocsp-request.ts';
import { element, objectIdentifier, sequence } from '#main/trust/x509/der-write.ts';
import { uri } from '#test/fixtures/trust/extensions.ts';
import { authority, from, list, now, person, revoked, root, verdict } from '#test/fixtures/trust/hierarchy.ts';
import { ocspAnswer } from '#test/fixtures/trust/ocsp.ts';

const anchor = await root();
const ca = await authority('CA', anchor);
const ana = await person('Ana', ca);
const rootList = await list(anchor);
const given = (...ocsp: readonly Uint8Array[]): Parameters<typeof verdict>[1] => ({
  anchors: [anchor],
  authorities: [ca],
  crls: [rootList],
  ocsp,
});
const fresh = { about: ana, issuer: ca, thisUpdate: from(-0.5), nextUpdate: from(1) };
const responder = (order: Parameters<typeof person>[2] = {}): ReturnType<typeof person> =>
  person('Responder', ca, { keyUsage: ['digitalSignature'], extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], ...order });
const noCheck = { oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: element(0x05) };

describe('an OCSP answer', () => {
  it('is believed from the issuer, by key or by name', async () => {
    expect(await verdict(ana, given(ocspAnswer(fresh)))).toBe('valid');
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, byName: true })))).toBe('valid');
  });

  it('is believed from whom the issuer delegated, and from nobody else', async () => {
    const delegate = await responder({ extensions: [noCheck] });
    const plain = await person('Responder', ca);
    const foreign = await person('Responder', anchor, { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], extensions: [noCheck] });
    const old = await responder({ extensions: [noCheck], notAfter: from(-10) });
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, signer: delegate })))).toBe('valid');
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, signer: plain })))).toBe('undecided revocation-unknown');
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, signer: foreign })))).toBe('undecided revocation-unknown');
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, signer: old })))).toBe('undecided revocation-unknown');
  });

  it('is not believed from a delegate who was revoked', async () => {
    const delegate = await responder();
    const answer = ocspAnswer({ ...fresh, signer: delegate });
    const told = await list(ca, { revoked: [revoked(delegate, -2), revoked(ana, 400)] });
    expect(await verdict(ana, given(answer))).toBe('valid');
    expect(await verdict(ana, { ...given(answer), crls: [rootList, told] })).not.toBe('valid');
  });

  it.each([
    ['ran out', { thisUpdate: from(-5), nextUpdate: from(-1) }, 'undecided revocation-stale'],
    ['has no end and is old', { thisUpdate: from(-5), nextUpdate: undefined }, 'undecided revocation-stale'],
    ['comes from the future', { thisUpdate: from(2), nextUpdate: from(3) }, 'undecided revocation-unknown'],
    ['does not know the certificate', { status: 'unknown' as const }, 'undecided revocation-unknown'],
    ['says revoked', { status: { revokedAt: from(-3) } }, 'invalid revoked'],
  ])('that %s', async (_what, more, expected) => {
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, ...more })))).toBe(expected);
  });

  it('about somebody else or with a bit turned says nothing', async () => {
    const other = await person('Eva', ca);
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, about: other })))).toBe('undecided revocation-unknown');
    const turned = Uint8Array.from(ocspAnswer(fresh));
    turned[90] = (turned[90] ?? 0) ^ 1;
    expect(await verdict(ana, given(turned))).toBe('undecided revocation-unknown');
  });

  it('by the certificate it is about says nothing, though its authority lets that one answer for others', async () => {
    const responder = await person('Responder', ca, { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9', '1.3.6.1.5.5.7.3.36'] });
    expect(await verdict(ana, given(ocspAnswer({ ...fresh, signer: responder })))).toBe('valid');
    expect(await verdict(responder, given(ocspAnswer({ ...fresh, about: responder, signer: responder })))).toBe(
      'undecided revocation-unknown',
    );
  });

  it('saying revoked wins over a list that says nothing, and the other way round', async () => {
    const bad = ocspAnswer({ ...fresh, status: { revokedAt: from(-3) } });
    expect(await verdict(ana, { ...given(bad), crls: [rootList, await list(ca)] })).toBe('invalid revoked');
    const told = await list(ca, { revoked: [revoked(ana, -3)] });
    expect(await verdict(ana, { ...given(ocspAnswer(fresh)), crls: [rootList, told] })).toBe('invalid revoked');
  });
});

describe('asking on line', () => {
  const access = {
    oid: '1.3.6.1.5.5.7.1.1',
    critical: false,
    value: sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.1'), uri('http://127.0.0.1/ocsp'))),
  };
  const trustWith = (fetch: EvidenceFetch): ReturnType<typeof createTrust> =>
    createTrust({ anchors: [anchor.certificate], intermediates: [ca.certificate], crls: [rootList], fetch, clock: { now: () => now } });

  it('sends a request that openssl reads as ours, with a nonce', async () => {
    const [certificate, issuer] = [readCertificate(ana.certificate), readCertificate(ca.certificate)];
    if (!certificate || !issuer) throw new Error('fixture');
    const request = ocspRequest(certificate, issuer);
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-ocsp-'));
    writeFileSync(join(folder, 'request.der'), request.bytes);
    const text = execFileSync('openssl', ['ocsp', '-reqin', join(folder, 'request.der'), '-req_text'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(text.toLowerCase()).toContain(certificate.serial.replace(/^00/, ''));
    expect(text).toContain('OCSP Nonce');
  });

  it('asks the responder the certificate names and takes no answer with another’s nonce', async () => {
    const leaf = await person('Ana', ca, { extensions: [access] });
    const about = { ...fresh, about: leaf };
    const asked: string[] = [];
    const replying =
      (nonce: (request: Uint8Array) => Uint8Array): EvidenceFetch =>
      async ({ url, body }) => {
        asked.push(url);
        return done(ocspAnswer({ ...about, nonce: nonce(body ?? new Uint8Array()) }));
      };
    const honest = trustWith(replying((request) => request.subarray(-16)));
    expect(await honest.judgeCertificate(leaf.certificate, { at: now })).toMatchObject({ verdict: 'valid' });
    expect(asked).toEqual(['http://127.0.0.1/ocsp']);
    const replayed = trustWith(replying(() => new Uint8Array(16)));
    expect(await replayed.judgeCertificate(leaf.certificate, { at: now })).toMatchObject({ reasons: ['revocation-unknown'] });
  });

  it('fetches the list a certificate names, over http only, and lets a dead address rest', async () => {
    const leaf = await person('Ana', ca, { crlUrls: ['ldap://127.0.0.1/x', 'http://127.0.0.1/ca.crl'] });
    const crl = await list(ca);
    const asked: string[] = [];
    const trust = trustWith(async ({ url }) => {
      asked.push(url);
      return done(crl);
    });
    expect(await trust.judgeCertificate(leaf.certificate, { at: now })).toMatchObject({ verdict: 'valid' });
    expect(asked).toEqual(['http://127.0.0.1/ca.crl']);
    const tries: string[] = [];
    const dead = trustWith(async ({ url }) => {
      tries.push(url);
      return { ok: false, failure: { code: 'gatewayUnreachable', detail: '' } };
    });
    await dead.judgeCertificate(leaf.certificate, { at: now });
    await dead.judgeCertificate(leaf.certificate, { at: now });
    expect(tries).toHaveLength(1);
  });

  it('asks few of the addresses a certificate names, and gives all of them together the time of one', async () => {
    const crlUrls = Array.from({ length: 50 }, (_, index) => `http://127.0.0.1/${index}.crl`);
    const leaf = await person('Ana', ca, { crlUrls });
    const given: number[] = [];
    const slow = trustWith(async ({ timeoutMs }) => {
      given.push(timeoutMs);
      await delay(20);
      return { ok: false, failure: { code: 'gatewayUnreachable', detail: '' } };
    });
    await slow.judgeCertificate(leaf.certificate, { at: now });
    expect(given).toHaveLength(4);
    const [first = 0, , , last = 0] = given;
    expect(first).toBeLessThanOrEqual(8000);
    expect(last).toBeLessThanOrEqual(first - 50);
  });
});
