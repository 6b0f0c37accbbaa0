import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openPractice, type Practice, type PracticeOptions } from '#main/practice/environment.ts';

export const root = resolve(import.meta.dirname, '..');

export type PracticeWorld = {
  readonly folder: string;
  readonly practice: Practice;
  /** ends the gateway and leaves nothing behind */
  remove(): Promise<void>;
};

/** Keys, token and gateway of Chile in a folder of their own, as `npm start` makes them. */
export async function openPracticeWorld(
  name: string,
  options: Partial<Omit<PracticeOptions, 'folder' | 'now'>> = {},
): Promise<PracticeWorld> {
  const folder = mkdtempSync(join(tmpdir(), `rubrica-${name}-`));
  const practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0.1.0',
    now: new Date(),
    country: 'CL',
    // set where a runtime older than the addon's prebuilt one is going to open the store
    nativeBinding: process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] ?? null,
    ...options,
  });
  return {
    folder,
    practice,
    remove: async () => {
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The words of `rubrica sign` for the inspector of practice. */
export function signWords({ practice, folder }: PracticeWorld, file: string, out: string, pin = practice.pin): string[] {
  const pinFile = join(folder, 'pin');
  writeFileSync(pinFile, `${pin}\n`);
  const module = practice.config.modules[0]?.path ?? '';
  const key = ['--module', module, '--token', 'Practica CL', '--cert', 'inspector', '--pin-file', pinFile];
  return ['sign', file, ...key, '--out', out, '--json'];
}
