/** The peer: what a Java desktop signer does on the same token, where Java and the measure stand beside the checkout. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const source = resolve(import.meta.dirname, '../../shared/bench/JdkXmlDsig.java');

export type JdkSpeed = { readonly signPerSecond: number; readonly verifyPerSecond: number };

/** Warm figures of the second round, or null where there is no Java. The key is labelled `firma`. */
export function measureJdk(
  token: { module: string; environment: Readonly<Record<string, string>>; pin: string },
  file: string,
  count: number,
): JdkSpeed | null {
  if (!existsSync(source) || spawnSync('java', ['-version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-jdk-'));
  try {
    const config = join(folder, 'pkcs11.cfg');
    writeFileSync(config, `name = bench\nlibrary = ${token.module}\nslotListIndex = 0\n`);
    const ended = spawnSync('java', [source, 'both', config, token.pin, file, String(count)], {
      encoding: 'utf8',
      env: { ...process.env, ...token.environment },
    });
    const rate = (line: RegExp): number => Number(line.exec(ended.stdout)?.[1] ?? Number.NaN);
    const speed = { signPerSecond: rate(/sign round 1: (\d+)/), verifyPerSecond: rate(/verify round 1: (\d+)/) };
    if (Number.isNaN(speed.signPerSecond)) throw new Error(`the Java peer did not run: ${ended.stderr}`);
    return speed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
