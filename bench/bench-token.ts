/** A SoftHSM token of its own with one RSA-2048 identity, labelled as the Java peer expects it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate, type Identity } from '#main/practice/issue.ts';
import { createSoftHsmToken, softHsmPaths, type SoftHsmToken } from '#main/token/softhsm.ts';

export type BenchToken = SoftHsmToken & { readonly pin: string; readonly identity: Identity; readonly folder: string; remove(): void };

export async function makeBenchToken(): Promise<BenchToken> {
  const module = softHsmPaths.find((path) => existsSync(path));
  if (module === undefined) throw new Error('SoftHSM2 is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-'));
  const now = Date.now();
  const identity = await issueCertificate({
    name: 'firma',
    subject: 'CN=firma',
    keyKind: 'rsa-2048',
    notBefore: new Date(now - 86_400_000),
    notAfter: new Date(now + 86_400_000),
  });
  const identities = [{ label: 'firma', privateKey: identity.key.privateKey, certificate: identity.certificate }];
  const token = createSoftHsmToken({
    folder: join(folder, 'token'),
    label: 'Banco de pruebas',
    pin: '123456',
    soPin: '87654321',
    identities,
    module,
  });
  return { ...token, pin: '123456', identity, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
