/**
 * electron-builder gives every helper of a macOS app the same entitlements. Only the helper that token processes run in
 * may load code that others signed (utilityProcess with allowLoadingUnsignedLibraries runs in "Helper (Plugin)"), so the
 * choice is made here, file by file.
 */
import { resolve } from 'node:path';
import { signAsync, type SignOptions } from '@electron/osx-sign';

const token = resolve(import.meta.dirname, '../../installers/mac/token.entitlements.plist');

/** electron-builder's `mac.sign`: its options, the token helper's excepted. */
export function signMacApp(options: SignOptions): Promise<void> {
  return signAsync(withTokenHelper(options));
}

export function withTokenHelper(options: SignOptions): SignOptions {
  const { optionsForFile } = options;
  return {
    ...options,
    optionsForFile: (file) => ({ ...optionsForFile?.(file), ...(isTokenHelper(file) ? { entitlements: token } : {}) }),
  };
}

/** The helper's bundle and its executable; what lies in its folders besides is no program. */
function isTokenHelper(file: string): boolean {
  return / Helper \(Plugin\)(\.app)?$/.test(file);
}
