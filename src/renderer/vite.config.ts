import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { recordBundled } from '../../scripts/packaging/bundled-packages.ts';

const root = import.meta.dirname;

/** Two pages: the window, and the PIN window, which is a process of its own. */
export default defineConfig({
  root,
  base: './',
  plugins: [react(), recordBundled('renderer')],
  build: {
    outDir: resolve(root, '../../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // the polyfill would fetch, and connect-src is 'none'
    modulePreload: { polyfill: false },
    // an inlined asset is a data: address, and the policy knows only 'self'
    assetsInlineLimit: 0,
    rollupOptions: { input: { index: resolve(root, 'index.html'), pin: resolve(root, 'pin.html') } },
  },
});
