import { safeStorage } from 'electron';
import { done, failed, type Result } from '#core/failure.ts';

/** What the system's keychain keeps for us: a few words of this person on this computer, never what a signature depends on. */
export const desktopSecrets = {
  /** `os:` sealed by the system's keychain; `plain:` only encoded, because there is none. The settings say which. */
  protect: (plain: string): Result<string> =>
    done(hasKeychain() ? `os:${safeStorage.encryptString(plain).toString('base64')}` : `plain:${Buffer.from(plain).toString('base64')}`),
  /** Sealed on another computer or under another account, it cannot be opened: the person types it again. */
  reveal: (sealed: string): Result<string> => {
    const content = Buffer.from(sealed.slice(sealed.indexOf(':') + 1), 'base64');
    if (!sealed.startsWith('os:')) return done(content.toString());
    try {
      return done(safeStorage.decryptString(content));
    } catch {
      return failed({ code: 'secretUnreadable' });
    }
  },
};

/** On Linux without a keyring Chromium would seal with a key that everybody knows. */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
