import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SoftHsmToken } from '#main/token/softhsm.ts';

/** What is odd about a module, told through the environment of its process (test/fixtures/token/odd-module.c). */
export type Oddities = {
  readonly ODD_INITIALIZE?: 'crash' | 'already' | 'refuse';
  readonly ODD_FINALIZE?: 'hang' | 'crash';
  readonly ODD_SIGN_MS?: string;
  /** after so many signatures the device fails */
  readonly ODD_SIGNATURES?: string;
  /** it is no device, and says so */
  readonly ODD_SOFT?: '1';
  /** a file that is there while a process signs: meanwhile no other can read the card */
  readonly ODD_EXCLUSIVE?: string;
  /** the PIN that a person types at the reader's pad, or `cancel` */
  readonly ODD_PAD?: string;
  /** a file: gone, the line to the token is broken */
  readonly ODD_LINE?: string;
};

export type OddModule = {
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** the number told with each call of that kind, in order */
  told(what: string): readonly number[];
};

/** The real token behind a module with a vendor's bad habits. The compiler is there: pkcs11js itself is built with it. */
export function makeOddModule(folder: string, token: SoftHsmToken, oddities: Oddities): OddModule {
  const module = join(folder, 'odd-module.so');
  const source = fileURLToPath(new URL('../../fixtures/token/odd-module.c', import.meta.url));
  if (!existsSync(module)) execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-w', '-o', module, source, '-ldl']);
  const log = join(folder, 'odd.log');
  return {
    module,
    environment: { ...token.environment, ODD_REAL: token.module, ODD_LOG: log, ...oddities },
    told: (what) => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
      return lines.filter((line) => line.startsWith(`${what} `)).map((line) => Number(line.slice(what.length + 1)));
    },
  };
}
