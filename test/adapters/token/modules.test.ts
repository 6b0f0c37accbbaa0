import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { discoverModules, type Where } from '#main/token/discovery/discover-modules.ts';
import { vendorModules } from '#main/token/discovery/vendor-modules.ts';
import { readModuleHeader } from '#main/token/module-header.ts';
import { makeSoftHsm } from '#test/adapters/token/softhsm-token.ts';
import { startStation, temporaryFolder } from '#test/adapters/token/station.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);

function write(name: string, bytes: Buffer | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

function elf(machine: number, bits: 32 | 64): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x7f454c46, 0);
  bytes[4] = bits === 64 ? 2 : 1;
  bytes[5] = 1;
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

function portableExecutable(machine: number): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  bytes.writeUInt16LE(machine, 0x84);
  return bytes;
}

function universal(...cpus: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + cpus.length * 20);
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(cpus.length, 4);
  for (const [i, cpu] of cpus.entries()) bytes.writeUInt32BE(cpu, 8 + i * 20);
  return bytes;
}

describe('the header of a module, read before its code runs', () => {
  const linux = { platform: 'linux', arch: 'x64' };
  const windows = { platform: 'win32', arch: 'x64' };
  const mac = { platform: 'darwin', arch: 'arm64' };

  it('accepts what this machine can load', () => {
    expect(readModuleHeader(write('a.so', elf(62, 64)), linux).ok).toBe(true);
    expect(readModuleHeader(write('a.dll', portableExecutable(0x8664)), windows).ok).toBe(true);
    expect(readModuleHeader(write('a.dylib', universal(0x01000007, 0x0100000c)), mac).ok).toBe(true);
  });

  it('names the architecture found and the one needed', () => {
    const refusal = (name: string, bytes: Buffer, here: { platform: string; arch: string }) => {
      const read = readModuleHeader(write(name, bytes), here);
      return read.ok ? null : read.failure;
    };
    expect(refusal('b.so', elf(3, 32), linux)).toMatchObject({ code: 'moduleWrongArchitecture', found: 'ia32', needed: 'x64' });
    expect(refusal('c.so', elf(183, 64), linux)).toMatchObject({ found: 'arm64', needed: 'x64' });
    expect(refusal('b.dll', portableExecutable(0x14c), windows)).toMatchObject({ found: 'ia32', needed: 'x64' });
    expect(refusal('b.dylib', universal(0x01000007), mac)).toMatchObject({ found: 'x64', needed: 'arm64' });
    expect(refusal('d.dll', portableExecutable(0x8664), linux)).toMatchObject({ found: 'pe x64', needed: 'x64' });
  });

  it('tells a file that is missing from one that is no library', () => {
    expect(readModuleHeader(at('nothing.so'), linux)).toEqual({ ok: false, failure: { code: 'moduleMissing', module: at('nothing.so') } });
    const text = write('text.so', 'not a library');
    expect(readModuleHeader(text, linux)).toEqual({ ok: false, failure: { code: 'moduleNotPkcs11', module: text } });
    expect(readModuleHeader(write('empty.so', ''), linux).ok).toBe(false);
    const java = Buffer.alloc(40);
    java.writeUInt32BE(0xcafebabe, 0);
    java.writeUInt32BE(65, 4);
    expect(readModuleHeader(write('A.class', java), mac)).toMatchObject({ failure: { code: 'moduleNotPkcs11' } });
  });
});

describe('a module that cannot be used', () => {
  const compiler = spawnSync('gcc', ['--version']).status === 0;

  it.runIf(compiler)(`says why${compiler ? '' : ' (not run: gcc is not installed)'}, while the others work`, async () => {
    const plain = at('plain.so');
    const needing = at('needing.so');
    const dependency = at('libvendorpart.so');
    const source = write('part.c', 'int part(void) { return 1; }');
    execFileSync('gcc', ['-shared', '-fPIC', '-o', plain, source]);
    execFileSync('gcc', ['-shared', '-fPIC', '-o', dependency, source]);
    const caller = write('caller.c', 'int part(void); int use(void) { return part(); }');
    execFileSync('gcc', ['-shared', '-fPIC', '-o', needing, caller, `-L${folder.path}`, '-lvendorpart']);
    rmSync(dependency);
    const { module, environment } = makeSoftHsm(at('good'), ['rsa2048']);
    const paths = [plain, needing, at('nothing.so'), module];
    const station = startStation({ modules: paths.map((path) => ({ path })), environment });
    const overview = await station.tokens.refresh();
    expect(overview.modules.map((each) => each.failure)).toEqual([
      { code: 'moduleNotPkcs11', module: plain },
      { code: 'moduleDependencyMissing', module: needing, dependency: 'libvendorpart.so' },
      { code: 'moduleMissing', module: at('nothing.so') },
      null,
    ]);
    expect(overview.tokens.length).toBe(1);
    await station.close();
  });

  it('is loaded once under two names, and a token two modules show is shown once', async () => {
    const { module, environment } = makeSoftHsm(at('twice'), ['rsa2048']);
    const link = at('same.so');
    symlinkSync(module, link);
    const copy = at('copy.so');
    execFileSync('cp', [module, copy]);
    const station = startStation({ modules: [{ path: module }, { path: link }, { path: copy }], environment });
    const overview = await station.tokens.refresh();
    expect(overview.modules.map((each) => each.path)).toEqual([module, copy]);
    expect(overview.tokens.map((token) => token.module)).toEqual([module]);
    await station.close();
  });

  it('is let go when the settings no longer name it, and started when they do', async () => {
    const { module, environment } = makeSoftHsm(at('settings'), ['p256']);
    const station = startStation({ modules: [], environment });
    await station.tokens.setModules([{ path: module }]);
    await station.until((overview) => overview.tokens.length === 1);
    await station.tokens.setModules([]);
    expect(station.tokens.overview()).toEqual({ modules: [], tokens: [] });
    await station.close();
  });
});

describe('the list of modules', () => {
  const where = (change: Partial<Where> = {}): Where => ({
    platform: 'linux',
    environment: {},
    p11KitFolders: [],
    isOnlyPolicy: false,
    ...change,
  });

  it('keeps what policy and settings name, in that order, each file once', () => {
    const real = write('real.so', elf(62, 64));
    symlinkSync(real, at('alias.so'));
    const found = discoverModules({ policy: [real, '/nowhere/vendor.so'], settings: [at('alias.so')] }, where());
    expect(found.slice(0, 2).map(({ path, origin }) => [path, origin])).toEqual([
      [real, 'policy'],
      ['/nowhere/vendor.so', 'policy'],
    ]);
    expect(found.some((each) => each.path === at('alias.so'))).toBe(false);
  });

  it('holds nothing but the policy’s own where the policy says so', () => {
    const found = discoverModules({ policy: ['/a.so'], settings: ['/b.so'] }, where({ isOnlyPolicy: true }));
    expect(found.map((each) => each.path)).toEqual(['/a.so']);
  });

  it('reads p11-kit’s registrations, without trust stores, remote ends and switched-off modules', () => {
    const system = at('p11-system');
    const user = at('p11-user');
    for (const each of [system, user]) mkdirSync(each);
    const vendor = write('vendor.so', elf(62, 64));
    writeFileSync(join(system, 'vendor.module'), `# a vendor\nmodule: ${vendor}\n`);
    writeFileSync(join(system, 'trust.module'), `module: ${vendor}2\ntrust-policy: yes\n`);
    writeFileSync(join(system, 'remote.module'), 'remote: |ssh host p11-kit remote\n');
    const off = write('off.so', elf(62, 64));
    writeFileSync(join(system, 'off.module'), `module: ${off}\n`);
    writeFileSync(join(user, 'off.module'), 'module:\n');
    const found = discoverModules({ policy: [], settings: [] }, where({ p11KitFolders: [system, user], platform: 'win32' }));
    expect(found.map(({ path, origin }) => [path, origin])).toEqual([[vendor, 'p11-kit']]);
  });

  it('looks where each vendor installs on Windows', () => {
    const environment = { SystemRoot: at('windows'), ProgramFiles: at('programs') };
    const found = () => discoverModules({ policy: [], settings: [] }, where({ platform: 'win32', environment }));
    expect(found()).toEqual([]);
    for (const { product, win32 = [] } of vendorModules) {
      for (const path of win32) {
        // one file name here, the path of a file there
        const file = path.replace('%System%', `${at('windows')}\\System32`).replace('%Programs%', at('programs'));
        writeFileSync(file, portableExecutable(0x8664));
        expect(found()).toEqual([{ path: file, product, origin: 'vendor' }]);
        rmSync(file);
      }
    }
  });

  it('finds a vendor’s 32-bit edition where there is no other, so that it is told what is needed instead', () => {
    const old = `${at('windows')}\\SysWOW64\\eTPKCS11.dll`;
    writeFileSync(old, portableExecutable(0x14c));
    const environment = { SystemRoot: at('windows') };
    const found = () => discoverModules({ policy: [], settings: [] }, where({ platform: 'win32', environment })).map(({ path }) => path);
    expect(found()).toEqual([old]);
    const right = `${at('windows')}\\System32\\eTPKCS11.dll`;
    writeFileSync(right, portableExecutable(0x8664));
    expect(found()).toEqual([right]);
  });
});
