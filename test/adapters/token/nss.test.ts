import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { identityFile, testIdentity } from '#test/fixtures/token/identities.ts';

const module = '/usr/lib/x86_64-linux-gnu/libsoftokn3.so';
const missing = [module, '/usr/bin/certutil', '/usr/bin/pk12util'].find((path) => !existsSync(path));
const names = ['rsa2048', 'p256', 'p384'] as const;
const password = 'clave-2915';

describe.runIf(missing === undefined)(
  `a module that takes parameters${missing === undefined ? '' : ` (not run: ${missing} is not installed)`}`,
  () => {
    describeToken('NSS softokn', async () => {
      const folder = temporaryFolder();
      makeDatabase(folder.path);
      const parameters = `configdir='sql:${folder.path}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=readOnly`;
      const station = startStation({ modules: [{ path: module, parameters }] });
      return {
        tokens: station.tokens,
        pin: password,
        wrongPin: 'otra-clave',
        identities: names.map(testIdentity),
        close: async () => {
          await station.close();
          folder.remove();
        },
      };
    });
  },
);

/** A certificate database as Firefox and Chromium keep one on Linux. */
function makeDatabase(folder: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  execFileSync('certutil', ['-N', '-d', `sql:${folder}`, '-f', passwordFile]);
  for (const name of names) {
    const p12 = join(folder, `${name}.p12`);
    const certificate = join(folder, `${name}.pem`);
    execFileSync('openssl', ['x509', '-inform', 'DER', '-in', identityFile(name, 'cer'), '-out', certificate]);
    const bundle = ['-inkey', identityFile(name, 'key.pem'), '-in', certificate, '-name', name, '-passout', 'pass:x', '-out', p12];
    execFileSync('openssl', ['pkcs12', '-export', ...bundle]);
    execFileSync('pk12util', ['-i', p12, '-d', `sql:${folder}`, '-k', passwordFile, '-W', 'x']);
  }
}
