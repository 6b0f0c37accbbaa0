import { describe, expect, it } from 'vitest';
import { decideUpdate, isInTheMiddle, placeOf, type OrderedFile, type UpdateOrder, type UpdatingStation } from '#core/update.ts';
import { compareVersions } from '#core/versions.ts';

const file: OrderedFile = { platform: 'linux', arch: 'x64', form: 'appimage', name: 'a.AppImage', size: 1, sha512: '' };
const order: UpdateOrder = {
  product: 'rubrica',
  version: '1.2.0',
  issuedAt: '2026-11-20T00:00:00.000Z',
  expiresAt: '2026-12-20T00:00:00.000Z',
  minimumVersion: null,
  withdrawn: [],
  staging: { percentage: 100, groups: [] },
  files: [file, { ...file, arch: 'arm64', name: 'b.AppImage' }, { ...file, form: 'deb', name: 'c.deb' }],
};
const station: UpdatingStation = {
  product: 'rubrica',
  version: '1.1.0',
  platform: 'linux',
  arch: 'x64',
  form: 'appimage',
  group: null,
  stationId: 'station',
  now: new Date('2026-11-27T00:00:00.000Z'),
  lastIssuedAt: null,
};
const decide = (change: Partial<UpdateOrder> = {}, here: Partial<UpdatingStation> = {}) =>
  decideUpdate({ ...order, ...change }, { ...station, ...here });
const refused = (reason: string) => ({ kind: 'refused', reason });
const nothing = (reason: string) => ({ kind: 'nothing', reason });

describe('an update order', () => {
  it('offers a newer version with the file for this station, and no other', () => {
    expect(decide()).toEqual({ kind: 'offered', version: '1.2.0', file, isRequired: false, isDowngrade: false });
    expect(decide({}, { arch: 'arm64' })).toMatchObject({ file: { name: 'b.AppImage' } });
    expect(decide({}, { form: 'deb' })).toMatchObject({ file: { name: 'c.deb' } });
  });

  it('offers it without a file where IT has to install it', () => {
    for (const here of [{ form: null }, { form: 'msi' as const }, { platform: 'win32' }]) {
      expect(decide({}, here)).toMatchObject({ kind: 'offered', file: null });
    }
  });

  it('offers nothing for the version that runs, and nothing older', () => {
    expect(decide({}, { version: '1.2.0' })).toEqual(nothing('current'));
    expect(decide({}, { version: '1.2.1' })).toEqual(nothing('older'));
    expect(decide({}, { version: '1.10.0' })).toEqual(nothing('older'));
  });

  it('is refused for another program, after its end, from the future, and when a later one was taken before', () => {
    expect(decide({ product: 'other' })).toEqual(refused('otherProduct'));
    expect(decide({ expiresAt: '2026-11-27T00:00:00.000Z' })).toEqual(refused('expired'));
    expect(decide({ issuedAt: '2026-11-28T00:00:00.001Z' })).toEqual(refused('issuedInFuture'));
    expect(decide({ issuedAt: '2026-11-27T20:00:00.000Z' })).toMatchObject({ kind: 'offered' });
    expect(decide({}, { lastIssuedAt: '2026-11-20T00:00:00.001Z' })).toEqual(refused('olderThanSeen'));
    expect(decide({}, { lastIssuedAt: order.issuedAt })).toMatchObject({ kind: 'offered' });
    expect(decide({}, { lastIssuedAt: '2026-11-19T21:00:00-03:00' })).toMatchObject({ kind: 'offered' });
  });

  it('goes back only for the versions it withdraws, and those do not wait for their turn', () => {
    const back = { version: '1.1.5', withdrawn: ['1.2.0'], staging: { percentage: 1, groups: [] } };
    expect(decide(back, { version: '1.2.0' })).toEqual({ kind: 'offered', version: '1.1.5', file, isRequired: true, isDowngrade: true });
    expect(decide(back, { version: '1.2.1' })).toEqual(nothing('older'));
    expect(decide(back, { version: '1.1.6' })).toEqual(nothing('older'));
    expect(decide({ withdrawn: ['1.1.0'], staging: back.staging })).toMatchObject({
      kind: 'offered',
      isRequired: true,
      isDowngrade: false,
    });
  });

  it('does not let a version below the minimum wait for its turn', () => {
    const staging = { percentage: 0.001, groups: [] };
    expect(decide({ staging })).toEqual(nothing('notYourTurn'));
    expect(decide({ staging, minimumVersion: '1.1.0' })).toEqual(nothing('notYourTurn'));
    expect(decide({ staging, minimumVersion: '1.1.1' })).toMatchObject({ kind: 'offered', isRequired: true });
  });

  it('comes to its groups at once; with 0 in a hundred to them alone, whatever the minimum says', () => {
    const stopped = { staging: { percentage: 0, groups: ['piloto'] }, minimumVersion: '9.0.0' };
    expect(decide(stopped)).toEqual(nothing('notYourTurn'));
    expect(decide(stopped, { group: 'otro' })).toEqual(nothing('notYourTurn'));
    expect(decide(stopped, { group: 'piloto' })).toMatchObject({ kind: 'offered' });
  });

  it('comes to as many stations as it says; a higher percentage only adds some, and each version begins with others', () => {
    const ids = Array.from({ length: 5_000 }, (_, n) => `station-${n}`);
    const takenAt = (percentage: number, version: string) =>
      new Set(ids.filter((stationId) => decide({ version, staging: { percentage, groups: [] } }, { stationId }).kind === 'offered'));
    const tenth = takenAt(10, '1.2.0');
    expect(tenth.size).toBeGreaterThan(400);
    expect(tenth.size).toBeLessThan(600);
    const half = takenAt(50, '1.2.0');
    expect(Math.abs(half.size - 2_500)).toBeLessThan(200);
    expect([...tenth].every((id) => half.has(id))).toBe(true);
    expect([...takenAt(10, '1.3.0')].filter((id) => tenth.has(id)).length).toBeLessThan(120);
    expect(takenAt(100, '1.2.0').size).toBe(ids.length);
    expect(ids.every((id) => placeOf(id, '1.2.0') >= 0 && placeOf(id, '1.2.0') < 100)).toBe(true);
  });
});

describe('a batch', () => {
  it('keeps the version from being exchanged while its official may still sign, and no longer', () => {
    const states = ['askingPin', 'signing', 'paused', 'halted'];
    const withItems = (...items: readonly string[]) =>
      states.filter((state) => isInTheMiddle({ state, items: items.map((each) => ({ state: each })) }));
    expect(withItems('signed', 'waiting')).toEqual(['askingPin', 'signing', 'paused']);
    expect(withItems('signing')).toEqual(['askingPin', 'signing', 'paused']);
    expect(withItems('signed', 'failed')).toEqual(['askingPin']);
  });
});

describe('versions', () => {
  it('are compared as numbers, one with a suffix before the one without', () => {
    const sorted = ['0.9.9', '1.0.0-beta', '1.0.0', '1.2.0', '1.10.0', '2.0.0'];
    expect(sorted.toReversed().toSorted(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.2.3', '1.2.3')).toBe(0);
  });
});
