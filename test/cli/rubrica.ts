import { spawnSync } from 'node:child_process';
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

export const json = (ended: Ended): any => JSON.parse(ended.out); // oxlint-disable-line typescript/no-explicit-any
