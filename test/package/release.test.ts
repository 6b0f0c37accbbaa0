import { describe, expect, it } from 'vitest';
import { pinnedUpdateKeys } from '#core/update-keys.ts';
import { readUpdateKey } from '#main/update/open-order.ts';
import { resolvedPackager } from '#scripts/package.ts';
import { isRelease, missingOfRelease, type Build } from '#scripts/packaging/release.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';

const [inUse, next] = [makeUpdateKey().line, makeUpdateKey('p256').line];
const ready: Build = { environment: {}, platform: 'linux', isStandIn: false, changes: '', updateKeys: [inUse, next] };
const signed = { RUBRICA_SIGN_SHA1: 'A1B2' };
const onMac = { CSC_NAME: 'Publisher', APPLE_API_KEY: '/key.p8' };

describe('a release', () => {
  it('is a build that is called one, or one that somebody signs', () => {
    expect(isRelease([], {})).toBe(false);
    expect(isRelease(['--release'], {})).toBe(true);
    const signers = ['RUBRICA_SIGN_PKCS11_MODULE', 'RUBRICA_SIGN_SHA1', 'RUBRICA_SIGN_AZURE_ENDPOINT', 'RUBRICA_SIGN_COMMAND'];
    for (const name of [...signers, 'WIN_CSC_LINK', 'CSC_LINK', 'CSC_NAME']) expect(isRelease([], { [name]: 'x' }), name).toBe(true);
    expect(isRelease([], { CSC_LINK: '' })).toBe(false);
  });

  it('is made where nothing is missing, on each system', () => {
    expect(missingOfRelease(ready)).toEqual([]);
    expect(missingOfRelease({ ...ready, platform: 'win32', environment: signed })).toEqual([]);
    expect(missingOfRelease({ ...ready, platform: 'darwin', environment: onMac })).toEqual([]);
  });

  it('is refused without the key in use and the next one, and says where they go', () => {
    for (const updateKeys of [[], [inUse], [inUse, inUse], [inUse, 'AAAA'], [inUse, makeUpdateKey('p384').line]]) {
      const missing = missingOfRelease({ ...ready, updateKeys });
      expect(missing, updateKeys.join(' ')).toEqual([expect.stringContaining('src/core/update-keys.ts')]);
    }
  });

  it('is refused on a stand-in, from files that are in no commit, and unsigned where the system asks for a signature', () => {
    const refused = (build: Partial<Build>) => missingOfRelease({ ...ready, ...build });
    expect(refused({ isStandIn: true })).toEqual([expect.stringContaining('stand-in')]);
    expect(refused({ changes: ' M src/main/index.ts' })).toEqual([expect.stringContaining('src/main/index.ts')]);
    expect(refused({ platform: 'win32' })).toEqual([expect.stringContaining('code signing')]);
    expect(refused({ platform: 'darwin', environment: { CSC_NAME: 'Publisher' } })).toEqual([expect.stringContaining('notarisation')]);
  });

  it('ends where a file of it is not signed, whoever was to sign', async () => {
    expect((await resolvedPackager({})).config.forceCodeSigning).toBe(false);
    expect((await resolvedPackager(signed)).config.forceCodeSigning).toBe(true);
  });
});

describe('the keys this program carries', () => {
  it('are none yet, so that no release is made of it, or ones that a station reads', () => {
    expect(pinnedUpdateKeys.filter((line) => readUpdateKey(line) === null)).toEqual([]);
    expect(missingOfRelease({ ...ready, updateKeys: pinnedUpdateKeys }).length).toBe(new Set(pinnedUpdateKeys).size >= 2 ? 0 : 1);
  });
});
