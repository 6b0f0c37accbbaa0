/**
 * The words that electron-builder computes for its packer, fpm: options, and FILE=PLACE for what goes in. Where that
 * packer cannot be downloaded, the system's own tools make a package of the very same words.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type PackageOrder = {
  readonly words: readonly string[];
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly version: string;
  readonly output: string;
  /** seconds: no file is younger, so that two builds of one commit are one */
  readonly madeAt: number;
};

/** What follows an option. */
export function wordAfter({ words }: PackageOrder, option: string): string {
  return words[words.indexOf(option) + 1] ?? '';
}

/** Each VALUE of an `--option=VALUE` that may come again. */
export function wordsOf({ words }: PackageOrder, option: string): string[] {
  return words.filter((word) => word.startsWith(`${option}=`)).map((word) => word.slice(option.length + 1));
}

/** Where each thing goes, from the root: `FOLDER/=PLACE` takes what is in the folder, `FILE=PLACE` the file. */
function inputsOf({ words }: PackageOrder): { readonly from: string; readonly place: string }[] {
  return words
    .filter((word) => !word.startsWith('-') && word.indexOf('=/') > 0)
    .map((word) => ({ from: word.slice(0, word.indexOf('=/')).replace(/\/$/, ''), place: word.slice(word.indexOf('=/') + 1) }));
}

/** Lays out what the package puts on a machine, lends it to `make`, and takes it away. */
export function withPayload<T>(order: PackageOrder, make: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'rubrica-payload-'));
  try {
    chmodSync(root, 0o755);
    for (const { from, place } of inputsOf(order)) {
      const to = join(root, place);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      if (statSync(to).isFile()) chmodSync(to, 0o644);
    }
    return make(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Is there such a tool on this machine? */
export function hasTool(name: string): boolean {
  return process.platform === 'linux' && spawnSync(name, ['--version']).status === 0;
}
