import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate, type CertificateOrder, type Identity } from '#main/practice/issue.ts';
import { isVouchedFor, type PresentedCertificate } from '#main/shell/own-authority.ts';

const dayMs = 24 * 3_600_000;
const now = new Date();
const inDays = (days: number): Date => new Date(now.getTime() + days * dayMs);
const host = 'espejo.rubrica.example';
const authority = {
  ca: true,
  keyKind: 'p-256',
  keyUsage: ['keyCertSign', 'cRLSign'],
  notBefore: inDays(-10),
  notAfter: inDays(10),
} as const;
const leaf = {
  subject: 'CN=espejo',
  keyKind: 'p-256',
  notBefore: inDays(-5),
  notAfter: inDays(5),
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
  alternativeNames: [
    { type: 'dns', value: host },
    { type: 'ip', value: '10.1.2.3' },
  ],
} satisfies CertificateOrder;

let [root, middle, other, notCa]: Identity[] = [];
beforeAll(async () => {
  root = await issueCertificate({ ...authority, subject: 'CN=Raíz de la institución' });
  middle = await issueCertificate({ ...authority, subject: 'CN=Intermedia', issuer: root });
  other = await issueCertificate({ ...authority, subject: 'CN=Otra' });
  notCa = await issueCertificate({ ...leaf, subject: 'CN=no es autoridad', issuer: root });
});

const chain = (...identities: readonly (Identity | undefined)[]): PresentedCertificate =>
  identities.reduceRight<PresentedCertificate | undefined>(
    (issuerCert, one) => ({ data: one?.certificatePem ?? '', ...(issuerCert ? { issuerCert } : {}) }),
    undefined,
  ) ?? { data: '' };
const anchors = (...identities: readonly (Identity | undefined)[]) =>
  identities.map((one) => new X509Certificate(one?.certificatePem ?? ''));
const issue = (issuer: Identity | undefined, change: Partial<CertificateOrder> = {}) =>
  issueCertificate({ ...leaf, ...(issuer ? { issuer } : {}), ...change });

describe('a server whose authority only the institution knows', () => {
  it('is vouched for by that authority, directly or through an intermediate that came along', async () => {
    const [direct, through] = [await issue(root), await issue(middle)];
    expect(isVouchedFor(host, chain(direct), anchors(root), now)).toBe(true);
    expect(isVouchedFor('10.1.2.3', chain(direct), anchors(other, root), now)).toBe(true);
    expect(isVouchedFor(host, chain(through, middle), anchors(root), now)).toBe(true);
    expect(isVouchedFor(host, chain(through, middle, root), anchors(root), now)).toBe(true);
    expect(isVouchedFor(host, chain(through), anchors(root), now)).toBe(false);
  });

  it('is not, under another name, out of its time, or for another purpose', async () => {
    const good = await issue(root);
    for (const name of ['otro.example', 'rubrica.example', '10.1.2.4', '']) {
      expect(isVouchedFor(name, chain(good), anchors(root), now), name).toBe(false);
    }
    for (const at of [inDays(-6), inDays(6)]) expect(isVouchedFor(host, chain(good), anchors(root), at)).toBe(false);
    const late = await issue(root, { notAfter: inDays(30) });
    expect(isVouchedFor(host, chain(late), anchors(root), inDays(20))).toBe(false);
    const client = await issue(root, { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] });
    expect(isVouchedFor(host, chain(client), anchors(root), now)).toBe(false);
    const byName = await issue(root, { subject: `CN=${host}`, alternativeNames: [] });
    expect(isVouchedFor(host, chain(byName), anchors(root), now)).toBe(false);
  });

  it('is not, by another authority, by itself, or by one that may not vouch for others', async () => {
    const good = await issue(root);
    expect(isVouchedFor(host, chain(good), anchors(other), now)).toBe(false);
    expect(isVouchedFor(host, chain(good), [], now)).toBe(false);
    const alone = await issue(undefined);
    expect(isVouchedFor(host, chain(alone), anchors(root), now)).toBe(false);
    const under = await issue(notCa);
    expect(isVouchedFor(host, chain(under, notCa, root), anchors(root), now)).toBe(false);
    // the same name as the authority's, another key
    const twin = await issueCertificate({ ...authority, subject: 'CN=Raíz de la institución' });
    expect(isVouchedFor(host, chain(await issue(twin), twin), anchors(root), now)).toBe(false);
    expect(isVouchedFor(host, { data: 'rubbish' }, anchors(root), now)).toBe(false);
  });
});
