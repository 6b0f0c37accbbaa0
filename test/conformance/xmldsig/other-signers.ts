import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** Whether a program is on this machine; a test without it says so in its name. */
export function has(program: string, argument = '--version'): boolean {
  return spawnSync(program, [argument], { stdio: 'ignore' }).status === 0;
}

export function temporaryFolder(): (name: string, content: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-xmldsig-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

export function xmlsec1(...args: readonly string[]): { readonly isValid: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('xmlsec1', args, { encoding: 'utf8' });
  return { isValid: status === 0, said: stdout + stderr };
}

export function xmlsec1Sign(
  template: string,
  output: string,
  keyFile: string,
  certificateFile: string,
  ...more: readonly string[]
): Uint8Array {
  execFileSync('xmlsec1', ['--sign', '--privkey-pem', `${keyFile},${certificateFile}`, ...more, '--output', output, template], {
    stdio: 'pipe',
  });
  return readFileSync(output);
}

/** One run of the JVM for all that is asked of it: `verb input output key certificate algorithm` a line. */
export function jdk(lines: readonly (readonly string[])[]): readonly string[] {
  const program = fileURLToPath(new URL('JdkSignatures.java', import.meta.url));
  const { stdout, stderr, status } = spawnSync('java', [program], {
    input: lines.map((line) => line.join('\t')).join('\n'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}
