/**
 * `npm test`: everything, one after the other, and one last line that counts it.
 * Options: --only unit,screens,e2e
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectron } from './electron-runtime.ts';
import { onlyOf } from './only.ts';
import { screenWords } from './screen.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { countPlaywright, countStep, countVitest, type Count } from './test-reports.ts';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const only = onlyOf(process.argv.slice(2), ['check', 'unit', 'build', 'screens', 'e2e']);
if (!ensureSystemPackages('test', say)) process.exit(4);
const reports = mkdtempSync(join(tmpdir(), 'rubrica-test-'));
const electron = await findElectron(say);
const env = {
  ...process.env,
  RUBRICA_ELECTRON: electron.executable,
  ...(electron.nativeBinding === null ? {} : { RUBRICA_ELECTRON_SQLITE_BINDING: electron.nativeBinding }),
};
const run = (command: string, words: readonly string[]): SpawnSyncReturns<Buffer> =>
  spawnSync(command, words, { cwd: root, stdio: 'inherit', env });

const steps: Readonly<Record<(typeof only)[number], () => Count>> = {
  check: () => countStep(run(process.execPath, [join(root, 'scripts/check.ts')]).status),
  unit: () => {
    const report = join(reports, 'unit.json');
    const ended = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    return countVitest(report, ended.status, root);
  },
  build: () => countStep(run(process.execPath, [join(root, 'scripts/build.ts')]).status),
  screens: () => playwright('screens', 'playwright.config.ts', []),
  e2e: () => playwright('e2e', 'playwright.e2e.config.ts', screenWords()),
};

const failures: string[] = [];
let passed = 0;
for (const name of only) {
  say(`\n── ${name}`);
  const count = steps[name]();
  passed += count.passed;
  failures.push(...count.failures.map((failure) => `${name}: ${failure}`));
  if (name === 'build' && count.failures.length > 0) break;
}
rmSync(reports, { recursive: true, force: true });
for (const failure of failures) say(`failed: ${failure}`);
say(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 && passed > 0 ? 0 : 1);

function playwright(project: string, config: string, before: readonly string[]): Count {
  const report = join(reports, `${project}.json`);
  const words = [...before, bin('playwright'), 'test', '--config', config, `--project=${project}`, '--reporter=line,json'];
  const ended = spawnSync(words[0] ?? '', words.slice(1), {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return countPlaywright(report, ended.status);
}
