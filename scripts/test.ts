/**
 * `npm test`: everything, one after the other, and one last line that counts it.
 * Options: --only unit,screens,e2e
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectron } from './electron-runtime.ts';
import { screenWords } from './screen.ts';
import { ensureSystemPackages } from './system-packages.ts';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
type Count = { passed: number; failed: number };

if (!ensureSystemPackages('test', say)) process.exit(4);
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') : undefined;
const reports = mkdtempSync(join(tmpdir(), 'rubrica-test-'));
const electron = await findElectron(say);
const env = {
  ...process.env,
  RUBRICA_ELECTRON: electron.executable,
  ...(electron.nativeBinding === null ? {} : { RUBRICA_ELECTRON_SQLITE_BINDING: electron.nativeBinding }),
};
const run = (command: string, words: readonly string[]): SpawnSyncReturns<Buffer> =>
  spawnSync(command, words, { cwd: root, stdio: 'inherit', env });

const steps: Readonly<Record<string, () => Count>> = {
  check: () => one('check', run(process.execPath, [join(root, 'scripts/check.ts')])),
  unit: () => {
    const report = join(reports, 'unit.json');
    const ended = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    return readVitest(report, ended.status);
  },
  build: () => one('build', run(process.execPath, [join(root, 'scripts/build.ts')])),
  screens: () => playwright('screens', 'playwright.config.ts', []),
  e2e: () => playwright('e2e', 'playwright.e2e.config.ts', screenWords()),
};

const total: Count = { passed: 0, failed: 0 };
for (const [name, step] of Object.entries(steps)) {
  if (only !== undefined && !only.includes(name)) continue;
  say(`\n── ${name}`);
  const count = step();
  total.passed += count.passed;
  total.failed += count.failed;
  if (name === 'build' && count.failed > 0) break;
}
rmSync(reports, { recursive: true, force: true });
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** A step that is one yes or no. */
function one(name: string, ended: SpawnSyncReturns<Buffer>): Count {
  if (ended.status !== 0) say(`${name} failed`);
  return ended.status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function readVitest(report: string, status: number | null): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests || numFailedTestSuites;
  return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}

function playwright(project: string, config: string, before: readonly string[]): Count {
  const report = join(reports, `${project}.json`);
  const words = [...before, bin('playwright'), 'test', '--config', config, `--project=${project}`, '--reporter=line,json'];
  const ended = spawnSync(words[0] ?? '', words.slice(1), {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = stats.unexpected + (stats.expected + stats.unexpected === 0 ? 1 : 0);
  return { passed: stats.expected, failed: failed === 0 && ended.status !== 0 ? 1 : failed };
}
