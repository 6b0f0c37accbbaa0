import pkcs11js from 'pkcs11js';
import { createHash } from 'node:crypto';

/** C_SignInit and C_Sign in a loop, in this process: nothing can be faster on this token. Signatures a second. */
export function signRaw(
  token: { readonly module: string; readonly environment: Readonly<Record<string, string>>; readonly pin: string },
  count: number,
  warmUp: number,
): number {
  Object.assign(process.env, token.environment);
  const pkcs11 = new pkcs11js.PKCS11();
  pkcs11.load(token.module);
  pkcs11.C_Initialize();
  try {
    const slot = pkcs11.C_GetSlotList(true)[0];
    if (slot === undefined) throw new Error('no slot');
    const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
    pkcs11.C_Login(session, pkcs11js.CKU_USER, token.pin);
    pkcs11.C_FindObjectsInit(session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
      { type: pkcs11js.CKA_KEY_TYPE, value: pkcs11js.CKK_RSA },
    ]);
    const key = pkcs11.C_FindObjects(session, 1)[0];
    pkcs11.C_FindObjectsFinal(session);
    if (key === undefined) throw new Error('no key');
    const data = createHash('sha256').update('x').digest();
    const signOnce = () => {
      pkcs11.C_SignInit(session, { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS }, key);
      pkcs11.C_Sign(session, data, Buffer.alloc(256));
    };
    for (let i = 0; i < warmUp; i += 1) signOnce();
    const start = performance.now();
    for (let i = 0; i < count; i += 1) signOnce();
    return (count * 1000) / (performance.now() - start);
  } finally {
    pkcs11.C_Finalize();
    pkcs11.close();
    for (const name of Object.keys(token.environment)) delete process.env[name];
  }
}
