import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSoftHsmToken } from '#main/token/softhsm.ts';
import { freshRoom } from '#test/adapters/token/fresh-room.ts';
import { makeOddModule } from '#test/adapters/token/odd-module.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, type TestStation } from '#test/adapters/token/station.ts';
import { testIdentity, verifies } from '#test/fixtures/token/identities.ts';

const rsa = testIdentity('rsa2048');
const other = testIdentity('other');

const room = freshRoom();

async function openOn(on: TestStation, fingerprint = rsa.fingerprint) {
  const opened = await on.tokens.open({ fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}

/** One HSM with two partitions, each with its own key. */
function twoPartitions() {
  const first = makeSoftHsm(room.folder, ['rsa2048'], 'Firma');
  createSoftHsmToken({
    folder: room.folder,
    label: 'Pruebas',
    pin: softHsmPin,
    soPin: '73518204',
    identities: [other],
    module: first.module,
  });
  return first;
}

describe('an HSM', () => {
  it.each([2, 6])('has %i signatures under way at once where the policy gives it as many sessions, and no more', async (sessions) => {
    const { module, environment, told } = makeOddModule(room.folder, makeSoftHsm(room.folder, ['rsa2048']), { ODD_SIGN_MS: '60' });
    const station = room.start({ modules: [{ path: module, sessions, partitions: [] }], environment });
    await station.tokens.refresh();
    const session = await openOn(station);
    const documents = Array.from({ length: 24 }, (_, i) => Buffer.from(`documento ${i}`));
    const signed = await Promise.all(documents.map((document) => session.sign(document, 'rsa-sha256')));
    for (const [i, result] of signed.entries()) {
      expect(result.ok && verifies(rsa.certificate, 'rsa-sha256', documents[i] ?? Buffer.alloc(0), result.value)).toBe(true);
    }
    expect(Math.max(...told('signing'))).toBe(sessions);
    expect(told('login with a PIN').length).toBe(1);
  });

  it('shows all its partitions, or only those the policy names', async () => {
    const { module, environment } = twoPartitions();
    const shown = async (partitions: readonly string[]) => {
      const station = room.start({ modules: [{ path: module, sessions: 2, partitions }], environment });
      const overview = await station.tokens.refresh();
      await station.close();
      return overview;
    };
    expect((await shown([])).tokens.map((token) => token.label).sort()).toEqual(['Firma', 'Pruebas']);
    const named = await shown(['Pruebas']);
    expect(named.tokens.map((token) => token.label)).toEqual(['Pruebas']);
    expect(named.modules[0]).toMatchObject({ state: 'ready', failure: null, readersWithoutToken: [] });
  });

  it('is told as one, and so is its failure, against which nothing is taken out', async () => {
    const { module, environment } = makeSoftHsm(room.folder, ['rsa2048']);
    const station = room.start({ modules: [{ path: module, sessions: 2, partitions: [] }], environment });
    expect((await station.tokens.refresh()).tokens.map(({ isHsm }) => isHsm)).toEqual([true]);
    process.kill(station.pids[0] ?? 0, 'SIGKILL');
    const lost = await station.until((overview) => overview.modules[0]?.state === 'failed');
    expect(lost.modules[0]?.failure).toEqual({ code: 'moduleCrashed', module, keptIn: 'hsm' });
  });

  it('says which partition is missing, and signs with the one that is there', async () => {
    const { module, environment } = twoPartitions();
    const station = room.start({ modules: [{ path: module, sessions: 2, partitions: ['Firma', 'Ajena'] }], environment });
    const overview = await station.tokens.refresh();
    expect(overview.modules[0]).toMatchObject({ state: 'ready', failure: { code: 'partitionAbsent', partitions: 'Ajena' } });
    const session = await openOn(station);
    expect((await session.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
  });

  it('is told as out of reach when its line breaks, and is found again by itself, with a module that would never try', async () => {
    const line = join(room.folder, 'line');
    writeFileSync(line, '');
    const { module, environment, told } = makeOddModule(room.folder, makeSoftHsm(room.folder, ['rsa2048']), { ODD_LINE: line });
    const station = room.start({ modules: [{ path: module, sessions: 4, partitions: [] }], environment });
    await station.tokens.refresh();
    const session = await openOn(station);
    expect((await session.sign(Buffer.from('antes'), 'rsa-sha256')).ok).toBe(true);
    rmSync(line);
    const lost = await station.until((overview) => overview.modules[0]?.failure?.code === 'hsmNotReachable');
    expect(lost.tokens).toEqual([]);
    expect(await session.sign(Buffer.from('durante'), 'rsa-sha256')).toMatchObject({ ok: false });
    const unopened = await station.tokens.open({ fingerprint: rsa.fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
    expect(unopened).toMatchObject({ ok: false, failure: { code: 'hsmNotReachable' } });
    writeFileSync(line, '');
    await station.until((overview) => overview.tokens.length === 1 && overview.modules[0]?.failure === null);
    const again = await openOn(station);
    expect((await again.sign(Buffer.from('después'), 'rsa-sha256')).ok).toBe(true);
    expect(told('initialize').length).toBeGreaterThan(1);
  });
});
