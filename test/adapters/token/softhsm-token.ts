import { existsSync } from 'node:fs';
import { createSoftHsmToken, softHsmPaths, type SoftHsmToken } from '#main/token/softhsm.ts';
import { testIdentity, type IdentityName } from '#test/fixtures/token/identities.ts';

export const softHsmPin = '482915';

/** A SoftHSM token with these identities on it, in a folder of the test's own. */
export function makeSoftHsm(folder: string, names: readonly IdentityName[], label = 'Rúbrica prueba'): SoftHsmToken {
  const module = softHsmPaths.find((path) => existsSync(path));
  if (module === undefined) throw new Error('SoftHSM2 is not installed: the README names the packages');
  return createSoftHsmToken({ folder, label, pin: softHsmPin, soPin: '73518204', identities: names.map(testIdentity), module });
}
