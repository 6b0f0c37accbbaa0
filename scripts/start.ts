/**
 * `npm start`: the practice station. Makes what it needs once below `.rubrica/practice`, opens the window, and ends
 * with it. Where there is no display the same job runs headless.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openPractice, practicePin } from '#main/practice/environment.ts';
import { buildOnce } from './build.ts';
import { findElectron } from './electron-runtime.ts';
import { ensureSystemPackages } from './system-packages.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, '.rubrica/practice');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (!ensureSystemPackages('run', say)) process.exit(4);
if (process.argv.includes('--fresh')) rmSync(folder, { recursive: true, force: true });
if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  say('There is no display here, so the practice job runs headless (npm run -s rubrica -- demo).');
  const demo = spawn(process.execPath, [join(root, 'src/main/cli.ts'), 'demo'], { stdio: 'inherit', cwd: root });
  process.exitCode = await new Promise<number>((ended) => demo.once('exit', (code) => ended(code ?? 5)));
} else {
  process.exitCode = await openWindow();
}

async function openWindow(): Promise<number> {
  const electron = await findElectron(say);
  if (!buildOnce()) return 5;
  const practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    now: new Date(),
    country: 'CL',
    nativeBinding: electron.nativeBinding,
  });
  say(`The practice station opens. PIN of the practice token: ${practicePin}`);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(electron.executable, [...asRoot, root, `--config=${practice.configFile}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: root,
  });
  const code = await new Promise<number>((ended) => app.once('exit', (status) => ended(status ?? 5)));
  await practice.close();
  return code;
}
