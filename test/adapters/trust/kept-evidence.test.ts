import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Gateway } from '#main/ports/gateway.ts';
import { practiceDirectory } from '#main/practice/directory.ts';
import { refreshTrust } from '#main/station/refresh-trust.ts';
import { openStore } from '#main/store/open-store.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import type { OpenTrust, TrustOptions } from '#main/trust/create-trust.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { expectValue, quietLog } from '#test/flow/expect-value.ts';
import { authority, day, from, list, now, person, root } from '#test/fixtures/trust/hierarchy.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubrica-evidence-'));
const { store } = await expectValue(openStore({ file: join(folder, 'station.db') }));
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const anchor = await root();
const ca = await authority('CA', anchor);
const ana = await person('Ana', ca);
const keeper = await person('Keeper', ca);

const trustAt = (clock: Date, more: Partial<TrustOptions> = {}): OpenTrust =>
  createTrust({
    anchors: [anchor.certificate],
    intermediates: [ca.certificate],
    evidence: store.evidence,
    clock: { now: () => clock },
    ...more,
  });
const question = { certificate: ana.certificate, documentType: 'phytosanitary', country: null, body: null };

describe('evidence that the store keeps', () => {
  it('comes from the gateway once and serves the next start without a line', async () => {
    const directory = { authorities: [keeper.certificate], verification: createXmlVerification() };
    const trust = trustAt(now, { officials: store.officials, directory });
    const row = { sequence: 3, isFull: true, issuedAt: from(-0.1).toISOString(), rows: [] };
    const files = [await practiceDirectory(keeper, row)];
    const crls = [await list(anchor), await list(ca), new Uint8Array([1, 2, 3])];
    const asked: number[] = [];
    const gateway: Pick<Gateway, 'officials' | 'crls'> = {
      crls: async () => ({ ok: true, value: { crls } }),
      officials: async (sequence) => {
        asked.push(sequence);
        return { ok: true, value: { files } };
      },
    };
    const parts = { gateway, keeping: trust.keeping, officials: store.officials, log: quietLog() };
    expect(await expectValue(refreshTrust(parts))).toEqual({ files: 1, crls: 2 });
    expect(await expectValue(refreshTrust(parts))).toEqual({ files: 0, crls: 2 });
    expect(asked).toEqual([0, 3]);
    expect(await trustAt(now).judgeCertificate(ana.certificate, { at: now })).toMatchObject({ verdict: 'valid' });
    expect((await expectValue(store.evidence.find({ kind: 'directory' }))).map((one) => Buffer.from(one.bytes))).toEqual(
      files.map((file) => Buffer.from(file)),
    );
  });

  it('may be worked with for the days of the contingency after it ran out, and not a moment longer', async () => {
    const ranOut = from(6);
    const soon = new Date(ranOut.getTime() + day);
    const late = new Date(ranOut.getTime() + 3 * day + 1000);
    expect(await trustAt(soon).authority({ ...question, at: soon })).toMatchObject({
      verdict: 'undecided',
      reasons: ['revocation-stale'],
      offlineUntil: new Date(ranOut.getTime() + 3 * day).toISOString(),
    });
    const { offlineUntil } = await trustAt(late).authority({ ...question, at: late });
    expect(Date.parse(offlineUntil ?? '')).toBeLessThan(late.getTime());
  });

  it('holds the path and the lists that a verdict stood on, though they came from a folder', async () => {
    const other = await root({ subject: 'O=Other, CN=Root' });
    const eva = await person('Eva', other);
    const crl = await list(other);
    await trustAt(now, { anchors: [other.certificate], crls: [crl] }).authority({ ...question, certificate: eva.certificate, at: now });
    const kept = await expectValue(store.evidence.find({ kind: 'certificate', key: eva.fingerprint }));
    expect(kept).toHaveLength(1);
    expect(await trustAt(now, { anchors: [other.certificate] }).judgeCertificate(eva.certificate, { at: now })).toMatchObject({
      verdict: 'valid',
    });
  });
});
