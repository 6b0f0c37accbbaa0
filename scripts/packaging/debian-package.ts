/**
 * A Debian package where electron-builder's own packer cannot be downloaded: from exactly the words that it would have
 * been given, by the dpkg-deb that every Debian has.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type DebianOrder = {
  /** the words for fpm: options, and FILE=PLACE for what goes in */
  readonly words: readonly string[];
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly version: string;
  readonly output: string;
  /** seconds: no file is younger, so that two builds of one commit are one */
  readonly madeAt: number;
};

/** Returns the path of the package. */
export function debianPackage(order: DebianOrder): string {
  const root = mkdtempSync(join(tmpdir(), 'rubrica-deb-'));
  try {
    chmodSync(root, 0o755);
    for (const word of order.words) placeInput(word, root);
    const control = join(root, 'DEBIAN');
    mkdirSync(control);
    const value = (option: string): string => order.words[order.words.indexOf(option) + 1] ?? '';
    const [name, architecture] = [value('--name'), value('--architecture')];
    writeFileSync(join(control, 'control'), controlOf(order, value, kilobytes(root)));
    for (const [option, script] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ] as const) {
      writeFileSync(join(control, script), readFileSync(value(option)), { mode: 0o755 });
    }
    const made = join(order.output, `${name}_${order.version}_${architecture}.deb`);
    const ended = spawnSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', root, made], {
      encoding: 'utf8',
      env: { ...process.env, SOURCE_DATE_EPOCH: String(order.madeAt) },
    });
    if (ended.status !== 0) throw new Error(`dpkg-deb: ${ended.stderr}`);
    return made;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `FOLDER/=PLACE` takes what is in the folder, `FILE=PLACE` the file. */
function placeInput(word: string, root: string): void {
  const at = word.indexOf('=/');
  if (at <= 0 || word.startsWith('-')) return;
  const [from, to] = [word.slice(0, at), join(root, word.slice(at + 1))];
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from.replace(/\/$/, ''), to, { recursive: true, verbatimSymlinks: true });
  if (statSync(to).isFile()) chmodSync(to, 0o644);
}

function controlOf({ version, depends, recommends }: DebianOrder, value: (option: string) => string, size: number): string {
  const [synopsis = '', ...description] = value('--description').split('\n');
  const fields: readonly (readonly [string, string])[] = [
    ['Package', value('--name')],
    ['Version', version],
    ['Architecture', value('--architecture')],
    ['Maintainer', value('--maintainer')],
    ['Installed-Size', String(size)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', value('--category')],
    ['Priority', value('--deb-priority')],
    ['Homepage', value('--url')],
    ['Description', [synopsis, ...description.map((line) => ` ${line.trim()}`)].join('\n')],
  ];
  return `${fields.map(([name, text]) => `${name}: ${text}`).join('\n')}\n`;
}

function kilobytes(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.ceil(names.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0) / 1024);
}

/** Where dpkg-deb is, a package can be made. */
export function canMakeDebianPackage(): boolean {
  return process.platform === 'linux' && spawnSync('dpkg-deb', ['--version']).status === 0;
}
