import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#test/practice-world.ts';

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** `rubrica WORDS`, run to its end in an environment with `more`. */
export function runRubrica(words: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
  const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...more },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

/** The same while this process goes on, as a gateway of its own must. */
export function runRubricaBeside(words: readonly string[], more: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), ...words], { env: { ...process.env, ...more } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

export const json = (ended: Ended): any => JSON.parse(ended.out); // oxlint-disable-line typescript/no-explicit-any
