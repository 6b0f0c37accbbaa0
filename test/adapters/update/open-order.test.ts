import { sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SignedOrder } from '#contract/update-order.ts';
import { signOrder } from '#scripts/update-order.ts';
import { openOrder } from '#main/update/open-order.ts';
import { openUpdateOrders } from '#main/update/update-orders.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubrica-orders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [ours, next, other, p256, p384] = [
  makeUpdateKey(),
  makeUpdateKey(),
  makeUpdateKey(),
  makeUpdateKey('p256'),
  makeUpdateKey('p384'),
] as const;
const content = {
  format: 1,
  product: 'int.alianzapacifico.rubrica',
  version: '1.2.0',
  issuedAt: '2026-11-20T00:00:00.000Z',
  expiresAt: '2026-12-20T00:00:00.000Z',
  minimumVersion: null,
  withdrawn: [],
  staging: { percentage: 100, groups: [] },
  files: [],
};
const text = JSON.stringify(content);
const unsigned: SignedOrder = { order: text, signatures: [] };
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const open = (value: unknown, keys = [ours.line]) => openOrder(bytesOf(value), keys);
const refused = (reason: string) => ({ ok: false, failure: { code: 'updateRefused', reason } });

describe('a signed order', () => {
  it('is read when a trusted key signed it, of either kind', () => {
    expect(open(signOrder(unsigned, ours))).toEqual({ ok: true, value: content });
    expect(open(signOrder(unsigned, p256), [p256.line])).toEqual({ ok: true, value: content });
  });

  it('is read by the next key, and with the signatures of both while keys are changed', () => {
    const both = signOrder(signOrder(unsigned, ours), next);
    for (const keys of [[ours.line], [next.line], [ours.line, next.line], [other.line, next.line]]) {
      expect(open(both, keys)).toMatchObject({ ok: true });
    }
  });

  it('is refused without a signature, and with none of a trusted key', () => {
    expect(open(unsigned)).toEqual(refused('unsigned'));
    expect(open(signOrder(unsigned, other))).toEqual(refused('unknownKey'));
  });

  it('is refused after any change of its text, down to a space', () => {
    const signed = signOrder(unsigned, ours);
    for (const order of [text.replace('1.2.0', '1.2.1'), `${text} `, text.replace(':100', ':99')]) {
      expect(open({ ...signed, order })).toEqual(refused('badSignature'));
    }
  });

  it('is refused with a signature of another under the name of a trusted key', () => {
    const [signature] = signOrder(unsigned, other).signatures;
    const [own] = signOrder(unsigned, ours).signatures;
    expect(open({ order: text, signatures: [{ key: own?.key, value: signature?.value }] })).toEqual(refused('badSignature'));
  });

  it('is refused where what was signed is the text alone, without what says that it is an order', () => {
    const value = sign(null, Buffer.from(text), ours.privateKey);
    expect(() => signOrder(unsigned, { publicKey: ours.publicKey, sign: () => value })).toThrow(/does not match/);
    const [signature] = signOrder(unsigned, ours).signatures;
    expect(open({ order: text, signatures: [{ ...signature, value: value.toString('base64') }] })).toEqual(refused('badSignature'));
  });

  it('is refused by a station without a key, and by one whose keys are of a kind that does not count', () => {
    const signed = signOrder(unsigned, ours);
    for (const keys of [[], ['rubbish'], [p384.line]]) expect(open(signed, keys)).toEqual(refused('noKeys'));
  });

  it('is not one when it is anything else', () => {
    for (const value of ['', 'null', '[]', '<html>', { order: text }, { ...unsigned, signatures: [{ key: 'x', value: 'y' }] }]) {
      expect(open(value), JSON.stringify(value)).toEqual(refused('notAnOrder'));
    }
  });

  it('is not one when it is signed and says what this version does not understand', () => {
    const changes: readonly object[] = [
      { format: 2 },
      { version: '1.2' },
      { version: '1.2.0-beta' },
      { minimumSystem: '11' },
      { files: [{ platform: 'linux', arch: 'x64', form: 'deb', name: '../x.deb', size: 1, sha512: `${'A'.repeat(86)}==` }] },
      { files: [{ platform: 'linux', arch: 'x64', form: 'deb', name: 'x.deb', size: 1, sha512: 'AA==' }] },
      { staging: { percentage: 101, groups: [] } },
      { issuedAt: 'yesterday' },
    ];
    for (const change of changes) {
      const signed = signOrder({ order: JSON.stringify({ ...content, ...change }), signatures: [] }, ours);
      expect(open(signed), JSON.stringify(change)).toEqual(refused('notAnOrder'));
    }
  });
});

describe('what a station remembers of updates', () => {
  it('stays from one start to the next, and only its owner reads it', () => {
    const first = openUpdateOrders(folder, []);
    const { stationId } = first.memory();
    first.remember({ lastIssuedAt: content.issuedAt });
    const again = openUpdateOrders(folder, []);
    expect(again.memory()).toEqual({ stationId, lastIssuedAt: content.issuedAt, installing: null });
    expect(statSync(join(folder, 'updates/memory.json')).mode & 0o777).toBe(0o600);
  });

  it('begins anew where the file is damaged', () => {
    writeFileSync(join(folder, 'updates/memory.json'), '{"stationId":7');
    const { memory } = openUpdateOrders(folder, []);
    expect(memory()).toMatchObject({ lastIssuedAt: null });
    expect(JSON.parse(readFileSync(join(folder, 'updates/memory.json'), 'utf8'))).toEqual(memory());
  });
});
