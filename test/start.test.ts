import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const rooms: Readonly<Record<string, string>> = {
  '#core': 'src/core',
  '#contract': 'src/contract',
  '#main': 'src/main',
  '#renderer': 'src/renderer',
};

/** Every file and package that is read before `entry` runs: static imports, those of types alone left out. */
function readBefore(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [join(root, entry)];
  for (const file of waiting) {
    if (!existsSync(file)) continue;
    for (const [, words = '', from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+([^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
    )) {
      if (words.startsWith('type ')) continue;
      const path = placeOf(from, file);
      const name = path === null ? from : relative(root, path);
      if (seen.has(name)) continue;
      seen.add(name);
      if (path !== null) waiting.push(path);
    }
  }
  return seen;
}

/** Null for a package. */
function placeOf(from: string, file: string): string | null {
  if (from.startsWith('.')) return resolve(dirname(file), from);
  const [room = '', ...rest] = from.split('/');
  const folder = rooms[room];
  return folder === undefined ? null : join(root, folder, ...rest);
}

const among = (read: ReadonlySet<string>, what: RegExp): string[] => [...read].filter((name) => what.test(name));

/** Zod's interface with every method on every schema, and the contract that has its schemas compiled. */
const largeZod = /^zod(?!\/(mini|locales)$)|^src\/contract\/document-view\.ts$/;

describe('what is read before the first picture', () => {
  it('is of the station the store, and nothing that reads XML, judges, sends, signs or writes mail', () => {
    const read = readBefore('src/main/station-process.ts');
    expect(among(read, /^src\/main\/store\/open-store\.ts$/)).toHaveLength(1);
    expect(among(read, /^src\/main\/(xml|trust|gateway|token|mail|practice)\/|libxml2|undici|nodemailer|xmldom|xml-crypto/)).toEqual([]);
    // of the types their names: rules, forms and code lists are for the review
    expect(among(read, /^src\/core\/documents\/(?!([a-z-]+\/)?(type-names|name)\.ts$)/)).toEqual([]);
    expect(among(read, /^src\/core\/documents\/type-names\.ts$/)).toHaveLength(1);
    expect(among(read, largeZod)).toEqual([]);
  });

  it('is of the shell nothing that asks the network or runs a command', () => {
    const read = readBefore('src/main/index.ts');
    expect(among(read, /^src\/main\/shell\/window-mode\.ts$/)).toHaveLength(1);
    expect(
      among(
        read,
        /^src\/main\/(xml|trust|gateway|mail|store|practice|update|token)\/|electron-updater|libxml2|undici|nodemailer|better-sqlite3/,
      ),
    ).toEqual([]);
    expect(among(read, /^src\/main\/cli\//)).toEqual(['src/main/cli/is-command.ts']);
    expect(among(read, largeZod)).toEqual([]);
  });

  it('is of the window one screen, and no contract', () => {
    const read = readBefore('src/renderer/main.tsx');
    expect(among(read, /^src\/renderer\/screens\/.*\.tsx$/)).toEqual(['src/renderer/screens/inbox.tsx']);
    expect(among(read, /^zod|qrcode|^src\/core\/documents\//)).toEqual([]);
  });
});
