import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { everyKey } from '#test/fixtures/trust/every-key.ts';
import { now } from '#test/fixtures/trust/hierarchy.ts';
import { everyKeyInfo } from '#test/fixtures/xml/every-key-info.ts';
import { root } from '#test/practice-world.ts';

/** Node computes with OpenSSL, the installed program with Electron's BoringSSL. */
const runtimes = { openssl: process.execPath, boringssl: process.env['RUBRICA_ELECTRON'] };

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-both-'));
  for (const name of ['certificates', 'documents', 'trust', 'crl']) mkdirSync(join(folder, name));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each file is called by its verdict, in the order of the files, by the program as it is built. */
function verdicts(runtime: keyof typeof runtimes, words: readonly string[]): Readonly<Record<string, string>> {
  const executable = runtimes[runtime];
  if (executable === undefined) throw new Error('RUBRICA_ELECTRON is not set: run the end-to-end tests with npm test -- --only build,e2e');
  const { stdout } = spawnSync(executable, [join(root, 'out/main/cli.js'), ...words, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { results } = JSON.parse(stdout) as { results: { file: string; verdict: string; reasons: string[] }[] };
  return Object.fromEntries(results.map(({ file, verdict, reasons }) => [basename(file), [verdict, ...reasons].join(' ')]));
}

test('a certificate has one verdict, whichever of the two libraries computes it', async () => {
  const cases = await everyKey();
  const file = (name: string): string => `${name}.der`;
  for (const { name, anchor, certificate, crl } of cases) {
    for (const [place, bytes] of Object.entries({ trust: anchor, certificates: certificate, crl })) {
      writeFileSync(join(folder, place, file(name)), bytes);
    }
  }
  const place = (name: string): string => join(folder, name);
  const evidence = ['--trust', place('trust'), '--crl', place('crl'), '--at', now.toISOString(), '--offline'];
  const words = ['verify-cert', ...cases.map(({ name }) => join(place('certificates'), file(name))), ...evidence];
  const expected = Object.fromEntries(cases.map(({ name, expected: verdict }) => [file(name), verdict]));
  expect(verdicts('openssl', words)).toEqual(expected);
  expect(verdicts('boringssl', words)).toEqual(expected);
});

test('a document has one verdict, whichever of the two libraries computes it', () => {
  const cases = everyKeyInfo();
  const file = (name: string): string => `${name}.xml`;
  for (const { name, bytes } of cases) writeFileSync(join(folder, 'documents', file(name)), bytes);
  const words = ['verify', ...cases.map(({ name }) => join(folder, 'documents', file(name))), '--signature-only'];
  const expected = Object.fromEntries(cases.map(({ name, expected: verdict }) => [file(name), verdict]));
  expect(verdicts('openssl', words)).toEqual(expected);
  expect(verdicts('boringssl', words)).toEqual(expected);
});
