import pkcs11js, { type PKCS11 } from 'pkcs11js';
import { done, failed, type Result } from '#core/failure.ts';
import { readModuleHeader } from '#main/token/module-header.ts';
import { failureFromCkr, isCkr } from '#main/token/process/ckr.ts';

export type Module = { readonly pkcs11: PKCS11; readonly name: string; readonly version: string };

/** Reads the file's header, loads the vendor's code and starts it. */
export function openModule(path: string, parameters: string | undefined): Result<Module> {
  const header = readModuleHeader(path);
  if (!header.ok) return header;
  const pkcs11 = new pkcs11js.PKCS11();
  const loaded = load(pkcs11, path);
  if (!loaded.ok) return loaded;
  try {
    // pkcs11js 2.1.7 hands the parameters over one character short: the blank at the end is the one it drops.
    const own = parameters === undefined ? {} : { libraryParameters: `${parameters} ` };
    pkcs11.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK, ...own });
  } catch (error) {
    // Another library of this process has started it already (section 5.4): it is ours to use.
    if (!isCkr(error, 'CKR_CRYPTOKI_ALREADY_INITIALIZED')) return failed(failureFromCkr(error));
  }
  try {
    const info = pkcs11.C_GetInfo();
    const name = `${info.libraryDescription.trim()} (${info.manufacturerID.trim()})`;
    return done({ pkcs11, name, version: `${info.libraryVersion.major}.${info.libraryVersion.minor}` });
  } catch (error) {
    return failed(failureFromCkr(error));
  }
}

/** The dynamic linker's sentence is the only clue to what is missing; each system words it in its own way. */
function load(pkcs11: PKCS11, module: string): Result<null> {
  try {
    pkcs11.load(module);
    return done(null);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/C_GetFunctionList|Win32 error 127\b/.test(text)) return failed({ code: 'moduleNotPkcs11', module });
    const missing =
      /^([^:]+): cannot open shared object file/.exec(text)?.[1] ??
      /Library not loaded: (\S+)/.exec(text)?.[1] ??
      (/Win32 error 126\b/.test(text) ? 'DLL' : undefined);
    if (missing !== undefined && missing !== module) return failed({ code: 'moduleDependencyMissing', module, dependency: missing });
    if (missing === module) return failed({ code: 'moduleMissing', module });
    if (/undefined symbol|version `[^']+' not found|symbol not found/i.test(text)) {
      const dependency = /(?:undefined symbol: |version `)([^\s',]+)/.exec(text)?.[1] ?? 'libc';
      return failed({ code: 'moduleDependencyMissing', module, dependency });
    }
    if (/wrong ELF class|Win32 error 193\b|incompatible architecture/.test(text)) {
      return failed({ code: 'moduleWrongArchitecture', module, found: 'unknown', needed: process.arch });
    }
    return failed({ code: 'moduleNotPkcs11', module });
  }
}
