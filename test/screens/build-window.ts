import { resolve } from 'node:path';
import { build } from 'vite';

export const builtWindow = resolve(import.meta.dirname, '../../build/screens');

/** Built once before the screens are looked at. */
export async function buildWindow(): Promise<void> {
  await build({
    configFile: resolve(import.meta.dirname, '../../src/renderer/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: builtWindow, emptyOutDir: true },
  });
}
