import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { practiceDirectory, practiceRows } from '#main/practice/directory.ts';
import type { Identity } from '#main/practice/issue.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { expectValue, quietLog } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { root } from '#test/practice-world.ts';
import { systemClock } from '#main/system-clock.ts';

const schemaFolder = join(root, 'schemas');
const hourMs = 3_600_000;
const log = quietLog();
let here: StationInPractice;
let aheadMs = 0;
/** the station asks for the directory every ten minutes */
let passedMs = 0;
let sent = 0;
const now = (): Date => new Date(Date.now() + aheadMs);

beforeAll(async () => {
  here = await openStationInPractice('adversity', {
    work: [],
    around: {
      log,
      clock: { now, monotonicMs: () => performance.now() + passedMs, sinceBootMs: () => systemClock.sinceBootMs() + passedMs },
    },
  });
  await expectValue(here.assembled.station.start());
  await here.assembled.station.syncOnce();
});
afterAll(() => here?.close());

function official(country: string, role: 'inspector' | 'certifier'): Identity {
  const found = here.practice.pki.officials.find((one) => one.country === country && one.role === role);
  if (!found) throw new Error(`no ${role} of ${country}`);
  return found.identity;
}

async function sequence(): Promise<number> {
  const { replicas } = await expectValue(here.assembled.station.handlers.directoryReplicas({}));
  return replicas[0]?.sequence ?? 0;
}

/** What the gateway serves under `served`, whatever sequence stands inside; then what the station said of it. */
async function offer(served: number, bytes: Uint8Array): Promise<unknown> {
  here.practice.gateway.admin.addOfficialsFile({ sequence: served, kind: 'delta', bytes });
  const before = log.lines.length;
  passedMs += 11 * 60_000;
  await here.assembled.station.syncOnce();
  return log.lines.slice(before).find((line) => line.event === 'trust.directoryRefused')?.details ?? null;
}

const delta = (number: number, rows: Parameters<typeof practiceDirectory>[1]['rows'] = [], by?: Identity): Promise<Uint8Array> =>
  practiceDirectory(by ?? here.practice.pki.directoryAuthority, {
    isFull: false,
    sequence: number,
    issuedAt: new Date().toISOString(),
    rows,
  });

/** A certificate of PE arrives, signed by whom the test says; its verdict at this station. */
async function verdictOn(signer: Identity, change: (text: string) => string = (text) => text) {
  sent += 1;
  const number = `PRACTICA-PE-2026-0007${String(sent).padStart(2, '0')}`;
  const text = readFileSync(join(schemaFolder, 'samples/phytosanitary/pe-cl-mangos.xml'), 'utf8');
  const bytes = new TextEncoder().encode(change(text.replaceAll('PRACTICA-PE-2026-000402', number)));
  const isRsa = signer.key.kind.startsWith('rsa-');
  const prepared = createXmlSigning().prepare(bytes, { kind: 'enveloped' }, signer.certificate, isRsa ? 'rsa-sha256' : 'ecdsa-sha256');
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const key = createPrivateKey(signer.privateKeyPem);
  const value = sign('sha256', prepared.value.toBeSigned, isRsa ? key : { key, dsaEncoding: 'ieee-p1363' });
  const header = {
    interaction: 'EnvioDocumento',
    service: 'Documento.851',
    sender: 'VUCEPE',
    senderCountry: 'PE',
    receiver: 'VUCECL',
    receiverCountry: 'CL',
    transaction: randomUUID(),
    state: 'ENV',
    at: new Date().toISOString(),
    documentType: '851',
    documentId: number,
    originalTransaction: null,
  };
  here.practice.gateway.admin.addInbound({ header, bytes: prepared.value.assemble(value) });
  await here.assembled.station.syncOnce();
  const { rows } = await expectValue(here.assembled.station.handlers.incoming({ search: number }));
  return rows[0]?.judgement;
}

describe('the directory of officials, as a station lives with it', () => {
  it('lets an official of its country through, and nobody of another country', async () => {
    expect(await verdictOn(official('PE', 'inspector'))).toEqual({ verdict: 'valid', reasons: [] });
    expect(await verdictOn(official('MX', 'inspector'))).toEqual({ verdict: 'invalid', reasons: ['official-not-for-this-document'] });
  });

  it('does not let an official sign for a body that the directory knows as another one', async () => {
    const ofTheOther = (text: string): string =>
      text.replace('Organización Fitosanitaria de Práctica, Perú', 'Autoridad fitosanitaria de práctica PE');
    expect(await verdictOn(official('PE', 'inspector'), ofTheOther)).toEqual({ verdict: 'valid', reasons: [] });
    expect(await verdictOn(official('PE', 'certifier'), ofTheOther)).toEqual({
      verdict: 'invalid',
      reasons: ['official-not-for-this-document'],
    });
  });

  it('is changed by the next step in order, and an official whom it disables signs no more', async () => {
    const held = await sequence();
    const rows = practiceRows(here.practice.pki, new Date()).filter((row) => row.country === 'PE' && row.entityId === 'PE-FITO');
    expect(
      await offer(
        held + 1,
        await delta(
          held + 1,
          rows.map((row) => ({ ...row, isEnabled: false })),
        ),
      ),
    ).toBeNull();
    expect(await sequence()).toBe(held + 1);
    expect(await verdictOn(official('PE', 'inspector'))).toEqual({ verdict: 'invalid', reasons: ['official-disabled'] });
    expect(await offer(held + 2, await delta(held + 2, rows))).toBeNull();
    expect(await verdictOn(official('PE', 'inspector'))).toEqual({ verdict: 'valid', reasons: [] });
  });

  it('is left as it was by a gap, a foreign signer and a roll-back; each is told, and the one held stays in use', async () => {
    const held = await sequence();
    const rows = practiceRows(here.practice.pki, new Date());
    expect(await offer(held + 30, await delta(held + 30, rows))).toMatchObject({ code: 'directoryRefused', reason: 'gap' });
    expect(await offer(held + 20, await delta(held + 1, rows, official('PE', 'inspector')))).toMatchObject({ reason: 'signer' });
    const old = await practiceDirectory(here.practice.pki.directoryAuthority, {
      isFull: true,
      sequence: 1,
      issuedAt: new Date().toISOString(),
      rows,
    });
    expect(await offer(held + 10, old)).toMatchObject({ reason: 'rollback' });
    expect(await sequence()).toBe(held);
    expect(await verdictOn(official('PE', 'inspector'))).toEqual({ verdict: 'valid', reasons: [] });
  });

  it('decides nothing once it is two days old, and the window counts how long it may still be worked with', async () => {
    aheadMs = 50 * hourMs;
    expect(await verdictOn(official('PE', 'inspector'))).toEqual({ verdict: 'undecided', reasons: ['directory-stale'] });
    const { ages } = await expectValue(here.assembled.station.handlers.evidenceAges({}));
    const directory = ages.find(({ kind }) => kind === 'directory');
    expect(Date.parse(directory?.freshUntil ?? '')).toBeLessThan(now().getTime());
    expect(Date.parse(directory?.allowedUntil ?? '')).toBeGreaterThan(now().getTime());
  });
});
