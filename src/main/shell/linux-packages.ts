import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { DebUpdater, RpmUpdater } from 'electron-updater';

/**
 * How a package of the system is installed: by our helper, which belongs to root. electron-updater runs a shell as root, so
 * the password's dialog names the shell; it has dpkg unpack first and mend afterwards, takes rpm without what it needs,
 * passes a downgrade over, and asks again after a refusal. The helper compares once more, where the user cannot reach.
 */
function installByHelper(file: string | null, sha512: string | undefined): Error | null {
  if (file === null || sha512 === undefined) return new Error('no package was downloaded');
  const words = [join(dirname(process.execPath), 'bin/install-update'), file, Buffer.from(sha512, 'base64').toString('hex')];
  const [program = '', ...rest] = process.getuid?.() === 0 ? words : ['pkexec', '--disable-internal-agent', ...words];
  const { status, signal, stderr, error } = spawnSync(program, rest, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status === 0) return null;
  return error ?? new Error(`${program} ended with ${status ?? signal}: ${stderr.slice(-2_000)}`);
}

export class HelpedDeb extends DebUpdater {
  protected override doInstall(): boolean {
    const refusal = installByHelper(this.downloadedUpdateHelper?.file ?? null, this.updateInfoAndProvider?.info.files[0]?.sha512);
    if (refusal !== null) this.dispatchError(refusal);
    return refusal === null;
  }
}

export class HelpedRpm extends RpmUpdater {
  protected override doInstall(): boolean {
    const refusal = installByHelper(this.downloadedUpdateHelper?.file ?? null, this.updateInfoAndProvider?.info.files[0]?.sha512);
    if (refusal !== null) this.dispatchError(refusal);
    return refusal === null;
  }
}
