import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCommand } from '#main/cli/is-command.ts';
import { completeMsiProject } from '#scripts/packaging/windows-msi.ts';

const installers = resolve(import.meta.dirname, '../../installers');
let folder = '';
let link = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-command-'));
  mkdirSync(join(folder, 'opt/Rubrica/bin'), { recursive: true });
  mkdirSync(join(folder, 'usr/bin'), { recursive: true });
  cpSync(join(installers, 'linux/rubrica'), join(folder, 'opt/Rubrica/bin/rubrica'));
  writeFileSync(join(folder, 'opt/Rubrica/rubrica'), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 3\n');
  chmodSync(join(folder, 'opt/Rubrica/rubrica'), 0o755);
  link = join(folder, 'usr/bin/rubrica');
  symlinkSync('../../opt/Rubrica/bin/rubrica', link);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the `rubrica` command', () => {
  const typed = [
    [],
    ['doctor'],
    ['verify', '/a b/c.xml', '--json'],
    ['nonsense'],
    ['--help'],
    ['--version'],
    ['cert.xml'],
    ['CERT.XML'],
    ['/etc/a'],
    ['--config=/a'],
    ['--lang', 'es'],
    ['--lang=es', 'cert.xml'],
    ['--json', 'verify', '/a b/c.xml'],
    ['--debug', '--lang', 'en', 'doctor'],
    ['--lang', 'en', '--json', 'doctor'],
    ['--lang=en', 'tokens'],
    ['--json'],
    [''],
  ];

  it('may stand behind the options every command takes; a language alone, or before a file, is for the window', () => {
    const commands = typed.filter(isCommand).map((words) => words.join(' '));
    expect(commands).toEqual([
      'doctor',
      'verify /a b/c.xml --json',
      'nonsense',
      '--help',
      '--version',
      '--json verify /a b/c.xml',
      '--debug --lang en doctor',
      '--lang en --json doctor',
      '--lang=en tokens',
      '--json',
      '',
    ]);
  });

  it('on Linux asks for no display where a command is typed, hands on every word, and answers with the program’s code', () => {
    for (const words of typed) {
      const { stdout, status } = spawnSync(link, words, { encoding: 'utf8' });
      const given = stdout.split('\n').slice(0, -1);
      expect(given.includes('--ozone-platform=headless'), words.join(' ')).toBe(isCommand(words));
      expect(given.slice(given.length - words.length), words.join(' ')).toEqual(words);
      expect(status).toBe(3);
    }
  });

  it('leaves Chromium’s sandbox to the window whoever starts it, and lets root run commands', () => {
    const given = (...words: readonly string[]): string => spawnSync(link, words, { encoding: 'utf8' }).stdout;
    expect(given('cert.xml')).not.toContain('--no-sandbox');
    expect(given('doctor').includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  });

  it('is plain text that Windows and macOS run: the program beside it, its words, its code', () => {
    expect(readFileSync(join(installers, 'windows/rubrica.cmd'), 'utf8')).toMatch(
      /"%~dp0\.\.\\rubrica\.exe" %\*\r?\nexit \/b %errorlevel%/,
    );
    const app = join(folder, 'Rubrica.app/Contents');
    mkdirSync(join(app, 'Resources/bin'), { recursive: true });
    mkdirSync(join(app, 'MacOS'), { recursive: true });
    cpSync(join(installers, 'mac/rubrica'), join(app, 'Resources/bin/rubrica'));
    cpSync(join(folder, 'opt/Rubrica/rubrica'), join(app, 'MacOS/Rubrica'));
    symlinkSync(join(app, 'Resources/bin/rubrica'), join(folder, 'linked'));
    expect(spawnSync(join(folder, 'linked'), ['doctor', '--json'], { encoding: 'utf8' })).toMatchObject({
      stdout: 'doctor\n--json\n',
      status: 3,
    });
  });
});

describe('the Windows installers', () => {
  it('have a script of ours that compiles without a warning, for installing and for removing', () => {
    for (const isUninstaller of [false, true]) {
      const script = join(folder, 'whole.nsi');
      const [installing, removing] = isUninstaller ? ['', '!insertmacro customUnInstall'] : ['!insertmacro customInstall', ''];
      writeFileSync(
        script,
        [
          'Unicode true',
          `!include "${join(installers, 'windows/installer.nsh')}"`,
          `Name x\nOutFile "${join(folder, 'x.exe')}"`,
          `Section part\n${installing}\nWriteUninstaller "$INSTDIR\\u.exe"\nSectionEnd`,
          `Section un.part\n${removing}\nSectionEnd\n`,
        ].join('\n'),
      );
      const ended = spawnSync('makensis', ['-V2', '-WX', ...(isUninstaller ? ['-DBUILD_UNINSTALLER'] : []), script], { encoding: 'utf8' });
      expect(ended.status, `${ended.stdout}${ended.stderr}`).toBe(0);
    }
  });

  it('put the command on the PATH of the machine and take it away again, the rest of the PATH untouched', () => {
    const script = readFileSync(join(installers, 'windows/installer.nsh'), 'utf8');
    expect(script).toContain('WriteRegExpandStr HKLM "${RUBRICA_ENVIRONMENT}" "Path" "$3${AFTER}"');
    expect(script).toMatch(/customUnInstall[\s\S]*rubricaPath UnStrRep ""/);
    // never the data folder, never a whole key of the system
    expect(script).not.toMatch(/RMDir|\$APPDATA|\$LOCALAPPDATA/);
  });

  it('say the same in the MSI', () => {
    const project = join(folder, 'project.wxs');
    const head =
      '<Wix xmlns="http://wixtoolset.org/schemas/v4/wxs"><ComponentGroup Id="ProductComponents">\n  <Component/>\n</ComponentGroup></Wix>';
    writeFileSync(project, head);
    completeMsiProject(project);
    const written = new DOMParser().parseFromString(readFileSync(project, 'utf8'), 'application/xml');
    const components = [...written.getElementsByTagName('Component')];
    expect(components).toHaveLength(2);
    expect(components[1]?.parentNode?.nodeName).toBe('ComponentGroup');
    const path = written.getElementsByTagName('Environment')[0];
    expect(['Name', 'Part', 'Permanent', 'System', 'Value'].map((name) => path?.getAttribute(name))).toEqual([
      'PATH',
      'last',
      'no',
      'yes',
      '[APPLICATIONFOLDER]bin',
    ]);
    const keys = [...written.getElementsByTagName('RegistryValue')].map((value) => value.getAttribute('Key'));
    expect(keys).toContain('Software\\Classes\\.xml\\OpenWithProgids');
    expect(keys).not.toContain('Software\\Classes\\.xml');
    writeFileSync(project, '<Wix/>');
    expect(() => completeMsiProject(project)).toThrow('no component group');
  });
});
