import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { documentTypes } from '#core/documents/types.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { openPractice } from '#main/practice/environment.ts';
import { openStore } from '#main/store/open-store.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { findElectron, type ElectronRuntime } from '../../scripts/electron-runtime.ts';
import { ordinaryCertificate } from '../documents.ts';
import { atMost, type Measure } from '../measure.ts';

const root = resolve(import.meta.dirname, '../..');
const certificates = 10_000;
const rounds = 7;
const restMs = 4_000;

/** (e) and (f): from process start to an inbox one can click, and memory at rest, against an empty Electron window. */
export const window: Measure = {
  id: 'window',
  title: `the window with ${certificates} certificates in store, against an empty Electron window`,
  run: async () => {
    const electron = await findElectron(() => undefined);
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-'));
    const practice = await openPractice({
      folder,
      schemaFolder: join(root, 'schemas'),
      version: '0',
      now: new Date(),
      country: 'CL',
      nativeBinding: electron.nativeBinding,
      work: [],
    });
    try {
      fillStore(practice.config);
      const empty = writeEmptyApp(folder);
      const samples = { ours: [] as Sample[], empty: [] as Sample[] };
      for (let round = 0; round < rounds; round += 1) {
        samples.empty.push(await startAndRest(electron, [empty], ['button', 'empty']));
        samples.ours.push(
          await startAndRest(electron, [root, `--config=${practice.configFile}`], ['[role="row"] >> text=BENCH-', 'BENCH-']),
        );
      }
      const [ours, nothing] = [samples.ours, samples.empty].map((list) => ({
        startMs: median(list.map((one) => one.startMs)),
        megabytes: median(list.map((one) => one.megabytes)),
      }));
      if (ours === undefined || nothing === undefined) throw new Error('nothing was measured');
      return [
        {
          what: 'start to a clickable inbox',
          figures: `${ours.startMs.toFixed(0)} ms against ${nothing.startMs.toFixed(0)} ms`,
          ...atMost(ours.startMs / nothing.startMs, 1.5),
        },
        {
          what: 'memory of all processes at rest (PSS)',
          figures: `${ours.megabytes.toFixed(0)} MB against ${nothing.megabytes.toFixed(0)} MB`,
          ...atMost(ours.megabytes / nothing.megabytes, 1.6),
        },
      ];
    } finally {
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Sample = { readonly startMs: number; readonly megabytes: number };

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function fillStore(config: StationConfig): void {
  const opened = openStore({ file: join(config.dataFolder, 'station.db') });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { store } = opened.value;
  const text = new TextDecoder().decode(ordinaryCertificate());
  const documents = createXmlDocuments({ schemaFolder: config.schemaFolder });
  const at = new Date().toISOString();
  for (let i = 0; i < certificates; i += 1) {
    const bytes = new TextEncoder().encode(text.replace(/(<ram:ID>)[^<]+/, `$1BENCH-${i}`));
    const tree = documents.read(bytes);
    const type = tree.ok ? documentTypes.find((one) => one.recognise(tree.value) !== null) : undefined;
    if (!tree.ok || type === undefined) throw new Error('the sample is not recognised');
    const kept = store.outgoing.receive({
      id: `bench-${i}`,
      bytes,
      type: type.id,
      version: type.recognise(tree.value)?.id ?? '',
      summary: type.summarise(tree.value),
      source: 'file',
      sourceId: `${i}.xml`,
      assignedTo: null,
      arrivedAt: at,
      dueAt: null,
      errors: 0,
      warnings: 0,
      by: 'bench',
    });
    if (!kept.ok) throw new Error(JSON.stringify(kept.failure));
  }
  store.close();
}

function writeEmptyApp(folder: string): string {
  const app = mkdtempSync(join(folder, 'empty-'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty', version: '0.0.0', type: 'module', main: 'main.js' }));
  const source = `import { app, BrowserWindow } from 'electron';
void app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,<button>empty</button>'));
`;
  writeFileSync(join(app, 'main.js'), source);
  return app;
}

async function startAndRest(
  electron: ElectronRuntime,
  words: readonly string[],
  [clickable, text]: readonly [string, string],
): Promise<Sample> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = performance.now();
  const app = await _electron.launch({ executablePath: electron.executable, args: [...asRoot, ...words] });
  const page = await app.firstWindow();
  // Looked for at every frame: Playwright's own waiting looks less and less often, at last twice a second. What a click then
  // opens is no part of the start: it ends when the page has the click.
  const clicked = await page.waitForFunction(
    (wanted) => {
      if (!document.body.textContent.includes(wanted)) return null;
      const at = new Promise<number>((resolve) =>
        addEventListener('click', ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { capture: true, once: true }),
      );
      return { at };
    },
    text,
    { polling: 'raf' },
  );
  await page.locator(clickable).first().click();
  const startMs = (await clicked.evaluate((click) => click?.at ?? Number.NaN)) - performance.timeOrigin - start;
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const megabytes = familyOf(app.process().pid ?? 0).reduce((sum, pid) => sum + proportionalMegabytes(pid), 0);
  await app.close();
  return { startMs, megabytes };
}

/** The process and all below it. */
function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return [{ pid: Number(name), parent: Number(fields[1]) }];
      } catch {
        return []; // gone meanwhile
      }
    });
  const family = [pid];
  for (const member of family) family.push(...parents.filter(({ parent }) => parent === member).map((one) => one.pid));
  return family;
}

function proportionalMegabytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // gone meanwhile
  }
}
