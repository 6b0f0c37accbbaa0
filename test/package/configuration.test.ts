import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LinuxPackager, MacPackager, WinPackager, type Configuration, type Packager } from 'electron-builder';
import { DOMParser } from '@xmldom/xmldom';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolvedPackager } from '#scripts/package.ts';
import { withTokenHelper } from '#scripts/packaging/mac-signing.ts';

const root = resolve(import.meta.dirname, '../..');
let packager: Packager;
let config: Configuration;
beforeAll(async () => {
  packager = await resolvedPackager({});
  ({ config } = packager);
});

const targetsOf = (target: unknown): string[] =>
  [target].flat().flatMap((each) => {
    const { target: name, arch } = each as { target: string; arch: string[] };
    return arch.map((one) => `${name} ${one}`);
  });

describe('the configuration of the installers, as electron-builder resolves it', () => {
  it('names folders and files without an accent, and the product with it', () => {
    const linux = new LinuxPackager(packager);
    expect([linux.appInfo.productFilename, linux.appInfo.sanitizedProductName, linux.executableName]).toEqual([
      'rubrica',
      'Rubrica',
      'rubrica',
    ]);
    expect(new WinPackager(packager).appInfo.productFilename).toBe('rubrica');
    expect(new MacPackager(packager).appInfo.productFilename).toBe('Rubrica');
    expect(linux.platformSpecificBuildOptions.desktop?.entry?.['Name']).toBe('Rúbrica');
    expect(config.mac?.extendInfo).toMatchObject({ CFBundleDisplayName: 'Rúbrica' });
    expect([config.nsis?.shortcutName, config.msi?.shortcutName]).toEqual(['Rúbrica', 'Rúbrica']);
  });

  it('makes what each system’s administrators install, for both architectures', () => {
    expect(targetsOf(config.win?.target)).toEqual(['nsis x64', 'nsis arm64', 'msi x64', 'msi arm64']);
    expect(targetsOf(config.linux?.target)).toEqual(['deb x64', 'deb arm64', 'rpm x64', 'rpm arm64', 'AppImage x64', 'AppImage arm64']);
    expect(targetsOf(config.mac?.target)).toEqual(['dmg x64', 'dmg arm64', 'zip x64', 'zip arm64']);
  });

  it('installs on Windows for the machine, silently where asked, and never deletes data', () => {
    expect(config.nsis).toMatchObject({ perMachine: true, oneClick: false, deleteAppDataOnUninstall: false, runAfterFinish: false });
    expect(config.msi).toMatchObject({ perMachine: true, runAfterFinish: false });
    expect(config.msi?.upgradeCode).toMatch(/^[0-9A-F-]{36}$/);
    expect(config.win?.requestedExecutionLevel).toBe('asInvoker');
  });

  it('packs our built program and its addons, not the sources of others nor addons for other machines', () => {
    const patterns = JSON.stringify(config.files);
    for (const left of ['**/*.map', 'better-sqlite3/{deps,src}', 'prebuilds/!(${platform}-${arch}).node', 'pkcs11js/{src,'])
      expect(patterns).toContain(left);
    expect(config.asar).toBe(true);
    expect(config.npmRebuild).toBe(false);
  });

  it('says what is in the package beside the program: schemas, bill of materials, licences', () => {
    const resources = [config.extraResources ?? []].flat() as { from: string; to: string; filter?: string[] }[];
    expect(resources.map(({ from }) => from)).toEqual(['schemas', 'out/packages']);
    expect(resources[1]?.filter).toEqual(['sbom.cdx.json', 'third-party.txt']);
  });

  it('brings the command along on every system', () => {
    expect(config.linux?.extraFiles).toEqual([
      { from: 'installers/linux/rubrica', to: 'bin/rubrica' },
      { from: 'installers/linux/install-update', to: 'bin/install-update' },
    ]);
    expect(config.win?.extraFiles).toEqual([{ from: 'installers/windows/rubrica.cmd', to: 'bin/rubrica.cmd' }]);
    expect(config.mac?.extraResources).toEqual([{ from: 'installers/mac/rubrica', to: 'bin/rubrica' }]);
  });

  it('offers Rúbrica for XML and takes nobody’s XML away', () => {
    expect(config.linux?.mimeTypes).toEqual(['application/xml', 'text/xml']);
    expect(config.mac?.fileAssociations).toEqual([{ ext: 'xml', name: 'Trade certificate', role: 'Viewer', rank: 'Alternate' }]);
    // electron-builder's own association would make it the program of every .xml of the machine.
    expect([config.fileAssociations, config.win?.fileAssociations]).toEqual([undefined, undefined]);
    expect(readFileSync(join(root, config.nsis?.include ?? ''), 'utf8')).toContain('OpenWithProgids');
  });

  it('names what the program needs on Debian and on Fedora', () => {
    expect(config.deb?.depends).toEqual(expect.arrayContaining(['libgtk-3-0', 'libnss3', 'libasound2t64 | libasound2']));
    expect(config.rpm?.depends).toEqual(expect.arrayContaining(['gtk3', 'nss', 'alsa-lib']));
    expect(config.deb?.recommends).toContain('pcscd');
  });
});

describe('the macOS app', () => {
  it('is hardened and notarised where the environment says by whom', () => {
    expect(config.mac).toMatchObject({
      hardenedRuntime: true,
      notarize: true,
      entitlementsInherit: 'installers/mac/app.entitlements.plist',
    });
  });

  it('lets the token helper alone load code that others signed', async () => {
    const mac = new MacPackager(packager);
    const app = '/build/Rubrica.app';
    const { helper } = mac as unknown as {
      helper: { getOptionsForFile(app: string, isMas: boolean, options: unknown): Promise<OptionsForFile> };
    };
    const optionsForFile = await helper.getOptionsForFile(app, false, mac.platformSpecificBuildOptions);
    const chosen = withTokenHelper({ app, optionsForFile }).optionsForFile as OptionsForFile;
    const helpers = ['', ' (GPU)', ' (Renderer)', ' (Plugin)'].map((kind) => `${app}/Contents/Frameworks/Rubrica Helper${kind}.app`);
    const programs = [app, ...helpers, ...helpers.map((path) => `${path}/Contents/MacOS/${/Rubrica Helper.*(?=\.app)/.exec(path)?.[0]}`)];
    const mayLoad = programs.filter((path) =>
      keysOf(chosen(path).entitlements).includes('com.apple.security.cs.disable-library-validation'),
    );
    expect(mayLoad).toEqual([helpers[3], `${helpers[3]}/Contents/MacOS/Rubrica Helper (Plugin)`]);
    for (const path of programs) expect(chosen(path), path).toMatchObject({ hardenedRuntime: true });
    for (const path of programs.filter((one) => !mayLoad.includes(one)))
      expect(keysOf(chosen(path).entitlements), path).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('runs token processes in that helper, and the station and the windows not', () => {
    const shell = readFileSync(join(root, 'src/main/shell/fork-token.ts'), 'utf8');
    expect(shell).toContain('allowLoadingUnsignedLibraries: true');
    expect(readFileSync(join(root, 'src/main/shell/station-host.ts'), 'utf8')).not.toContain('allowLoadingUnsignedLibraries');
  });
});

type OptionsForFile = (file: string) => { readonly entitlements?: string; readonly hardenedRuntime?: boolean };

function keysOf(entitlements: string | undefined): string[] {
  const plist = new DOMParser().parseFromString(readFileSync(resolve(root, entitlements ?? ''), 'utf8'), 'application/xml');
  return [...plist.getElementsByTagName('key')].map((key) => key.textContent ?? '');
}
