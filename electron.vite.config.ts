/** Main and preload. The renderer has its own: src/renderer/vite.config.ts. */
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { recordBundled } from './scripts/packaging/bundled-packages.ts';
import { leaveOut } from './scripts/packaging/left-out.ts';

const here = (path: string): string => resolve(import.meta.dirname, path);
/** Native addons and WebAssembly stay in node_modules; everything else is bundled. */
const external = [/^electron(\/|$)/, /^better-sqlite3(\/|$)/, /^pkcs11js$/, /^libxml2-wasm(\/|$)/];

export default defineConfig({
  main: {
    plugins: [leaveOut(), recordBundled('main')],
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          index: here('src/main/index.ts'),
          'station-process': here('src/main/station-process.ts'),
          'token-process': here('src/main/token-process.ts'),
          cli: here('src/main/cli.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [recordBundled('preload')],
    build: {
      outDir: 'out/preload',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: here('src/preload/index.ts'), pin: here('src/preload/pin.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
