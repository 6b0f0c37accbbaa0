/** A whole station on a practice world, for measuring: real token, store, XML and trust; the gateway only where asked. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { StationConfig } from '#contract/station-config.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { givenPin, openHeadless } from '#main/cli/headless-station.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { systemClock } from '#main/system-clock.ts';

const root = resolve(import.meta.dirname, '..');
const clock = systemClock;
const log = {
  write: () => undefined,
  report: (error: unknown) => {
    throw error;
  },
};

export type BenchStation = {
  readonly practice: Practice;
  readonly open: Assembled;
  /** the program ended and started again on the same store */
  reopen(): Promise<void>;
  /** the same, updated meanwhile: the schema of the certificates is another file now, and asks the same of them */
  reopenWithNewSchemas(): Promise<void>;
  close(): Promise<void>;
};

export type BenchOptions = {
  /** another configuration than practice's own */
  readonly configure?: (practice: Practice) => Promise<StationConfig> | StationConfig;
  /** left to the measure to start when false */
  readonly isStarted?: boolean;
};

export async function openBenchStation({ configure, isStarted = true }: BenchOptions = {}): Promise<BenchStation> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-'));
  const schemaFolder = join(folder, 'schemas');
  cpSync(join(root, 'schemas'), schemaFolder, { recursive: true });
  const practice = await openPractice({
    folder,
    schemaFolder,
    version: '0',
    now: new Date(),
    country: 'CO',
    nativeBinding: null,
    work: [],
  });
  const startProcess = (environment: Readonly<Record<string, string>>) =>
    forkTokenProcess(join(root, 'src/main/token-process.ts'), log, environment);
  const config = configure ? await configure(practice) : practice.config;
  const openAgain = async (): Promise<Assembled> => {
    const opened = openHeadless({ startProcess, log, clock }, config, { pinPrompt: givenPin(practice.pin) });
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    if (!isStarted) return opened.value;
    const started = await opened.value.station.start();
    if (!started.ok) throw new Error(JSON.stringify(started.failure));
    await opened.value.station.syncOnce();
    return opened.value;
  };
  let open = await openAgain();
  const reopen = async (): Promise<void> => {
    await open.close();
    open = await openAgain();
  };
  return {
    practice,
    get open() {
      return open;
    },
    reopen,
    reopenWithNewSchemas: async () => {
      appendFileSync(join(schemaFolder, 'sps-17A/codes.xsd'), '\n');
      await reopen();
    },
    close: async () => {
      await open.close();
      await practice.close().catch(() => undefined); // a measure may have closed the gateway before
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
