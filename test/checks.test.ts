import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const home = resolve(import.meta.dirname, '..');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rubrica-check-'));
  for (const name of ['.oxlintrc.json', '.oxfmtrc.json', 'tsconfig.base.json']) cpSync(join(home, name), join(root, name));
  symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
  write('package.json', '{ "name": "house", "type": "module", "imports": { "#core/*": "./src/core/*" } }\n');
  write('knip.json', '{ "entry": ["src/core/open.ts"], "project": ["src/**/*.ts"] }\n');
  write('tsconfig.json', '{ "files": [], "references": [{ "path": "./src/core" }] }\n');
  write(
    'src/core/tsconfig.json',
    '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "outDir": "../../build" }, "include": ["**/*.ts"] }\n',
  );
  write('src/core/door.ts', 'export const door = 1;\n');
  write('src/core/open.ts', "import { door } from '#core/door.ts';\n\nexport const open = door + 1;\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function check(name: string): { status: number | null; output: string } {
  const ended = spawnSync(process.execPath, [join(home, 'scripts/check.ts'), '--root', root, '--only', name], { encoding: 'utf8' });
  return { status: ended.status, output: ended.stdout };
}

/** One fault for each check, which that check must see. */
const faults = {
  types: ['src/core/open.ts', "import { door } from '#core/door.ts';\n\nexport const open: string = door;\n"],
  lint: ['src/core/open.ts', "import { door } from '#core/door.ts';\n\nexport const open: any = door;\n"],
  format: ['src/core/open.ts', "import {door} from '#core/door.ts'\nexport const open   = door + 1\n"],
  deadCode: ['src/core/forgotten.ts', 'export const forgotten = 1;\n'],
} as const;

describe('each check of npm run check', () => {
  for (const [name, [path, text]] of Object.entries(faults)) {
    it(`passes a clean house, and sees what ${name} is there to see`, () => {
      expect(check(name)).toMatchObject({ status: 0 });
      write(path, text);
      const seen = check(name);
      expect(seen.status, seen.output).toBe(1);
      expect(seen.output).toContain(`FAILED  ${name}`);
    });

    it(`fails when ${name} looked at no file`, () => {
      rmSync(join(root, 'src'), { recursive: true });
      expect(check(name).status).toBe(1);
    });
  }
});
