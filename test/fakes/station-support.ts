import { supportCalls } from '#contract/support-api.ts';
import type { Handlers } from '#contract/rpc.ts';

/** A station of the product as a person asks it about itself. */
export const fakeSupport: Handlers<typeof supportCalls> = {
  about: () => ({
    ok: true,
    value: {
      version: '0.1.0',
      isPractice: true,
      runtime: [
        { name: 'Electron', version: '45.4.1' },
        { name: 'Chromium', version: '150.0.7871.46' },
        { name: 'Node.js', version: '24.21.0' },
        { name: 'OpenSSL', version: '3.5.2' },
        { name: 'SQLite', version: '3.54.1' },
        { name: 'libxml2-wasm', version: '0.7.2' },
      ],
      packs: [
        { name: 'phytosanitary', version: '1.0', hash: '1f'.repeat(32), isInstalled: false },
        { name: 'origin', version: '1.8.2', hash: 'c4'.repeat(32), isInstalled: true },
      ],
      licences: [
        { name: 'better-sqlite3', version: '13.2.0', licence: 'MIT' },
        { name: 'react', version: '19.3.1', licence: 'MIT' },
        { name: 'reflect-metadata', version: '0.2.2', licence: 'Apache-2.0' },
      ],
      dataFolder: '/home/funcionaria/.config/Rubrica',
      crashes: [{ at: '2026-03-02T14:05:00.000Z', bytes: 412_000 }],
    },
  }),
  diagnostics: () => ({ ok: true, value: { name: 'rubrica-soporte-20260302T1405.zip', bytes: new Uint8Array([80, 75]) } }),
  notDrawn: () => ({ ok: true, value: {} }),
  licenceTexts: () => ({ ok: true, value: { name: 'rubrica-licencias.txt', bytes: new TextEncoder().encode('MIT') } }),
};
