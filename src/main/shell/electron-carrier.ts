import { accessSync, constants, copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import {
  AppImageUpdater,
  type BaseUpdater,
  CancellationToken,
  MacUpdater,
  NsisUpdater,
  Provider,
  type AppUpdater,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater';
import type { StationConfig } from '#contract/station-config.ts';
import { orderFileName } from '#contract/update-order.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { InstallForm, OrderedFile } from '#core/update.ts';
import type { Log } from '#main/ports/system.ts';
import { beginAgain } from '#main/shell/begin-again.ts';
import { HelpedDeb, HelpedRpm } from '#main/shell/linux-packages.ts';
import { ownImage } from '#main/shell/own-image.ts';
import { openUpdateSession, type UpdateSession } from '#main/shell/update-session.ts';
import type { UpdateCarrier } from '#main/shell/updates.ts';

type Feed = NonNullable<StationConfig['updates']>;

/** electron-updater does the fetching and the installing; what it fetches comes from the order alone. */
export async function openElectronCarrier(config: StationConfig, feed: Feed, log: Log): Promise<UpdateCarrier> {
  const base = new URL(feed.feed.endsWith('/') ? feed.feed : `${feed.feed}/`);
  const orderUrl = new URL(orderFileName, base);
  const patienceMs = feed.patienceMs ?? 30_000;
  const own = await openUpdateSession(config, orderUrl, log);
  const form = installedForm();
  const updater = form === null ? null : createUpdater(form, config.version, log);
  return {
    form,
    isQuiet: form === 'appimage',
    fetchOrder: () => own.fetchOrder(orderUrl, patienceMs),
    fetchFile: async (file, version, tellPercent) => {
      if (updater === null) throw new Error('nothing can be installed here');
      const url = new URL(file.name, base);
      own.allow(url, file.size);
      return fetchFile(updater, own, describe(file, version, url), patienceMs, tellPercent);
    },
    install: (isRunAfter) => {
      if (updater === null) return false;
      if (process.platform === 'linux') return installHere(updater, isRunAfter);
      if (!(updater instanceof MacUpdater)) return updater.install(true, isRunAfter);
      // Squirrel.Mac takes the file first and ends the program by itself; where it cannot, the program begins again.
      updater.once('error', () => {
        app.relaunch();
        app.quit();
      });
      updater.quitAndInstall();
      return true;
    },
  };
}

/** On Linux the library installs, and we begin again. */
function installHere(updater: BaseUpdater | MacUpdater, isRunAfter: boolean): boolean {
  const isInstalled = (updater as BaseUpdater).install(true, false);
  if (isInstalled && isRunAfter) beginAgain();
  return isInstalled;
}

/** How this program was installed; null where it cannot replace itself: an MSI, an unpacked folder, a place we may not write. */
function installedForm(): InstallForm | null {
  if (!app.isPackaged) return null;
  if (process.platform === 'darwin') return 'mac';
  if (process.platform === 'win32') {
    return readdirSync(dirname(process.execPath)).some((name) => /^Uninstall .*\.exe$/i.test(name)) ? 'nsis' : null;
  }
  const image = ownImage();
  if (image !== null) return isWritable(dirname(image)) ? 'appimage' : null;
  const mark = join(process.resourcesPath, 'package-type');
  const kind = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null;
  return kind === 'deb' || kind === 'rpm' ? kind : null;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function createUpdater(form: InstallForm, version: string, log: Log): BaseUpdater | MacUpdater {
  const create = { appimage: SwappedAppImage, deb: HelpedDeb, rpm: HelpedRpm, nsis: ElevatedNsis, msi: ElevatedNsis, mac: MacUpdater };
  const updater = new create[form]();
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.requestHeaders = { 'User-Agent': `Rubrica/${version}` };
  // A proxy that wants a user we do not have: an answer without one ends the request instead of leaving it open.
  updater.on('login', (_info, answer) => (answer as () => void)());
  updater.logger = {
    info: (message) => log.write('debug', 'update.info', { message: String(message) }),
    warn: (message) => log.write('warn', 'update.warn', { message: String(message) }),
    error: (message) => log.write('warn', 'update.error', { message: String(message) }),
  };
  // Its own check asks PowerShell; ours compares the file with the order, before it is called ready and before it is installed.
  if (updater instanceof NsisUpdater) updater.verifyUpdateCodeSignature = () => Promise.resolve(null);
  return updater;
}

type Description = { readonly info: UpdateInfo; readonly file: ResolvedUpdateFileInfo };

function describe({ name, size, sha512 }: OrderedFile, version: string, url: URL): Description {
  const info = { url: name, size, sha512 };
  return { info: { version, files: [info], path: name, sha512, releaseDate: '' }, file: { url, info } };
}

/** Where electron-updater would read latest.yml, it gets what the order says. */
class OrderedUpdate extends Provider<UpdateInfo> {
  readonly #description: Description;

  constructor({ description }: { readonly description: Description }, _updater: AppUpdater, runtime: never) {
    super(runtime);
    this.#description = description;
  }

  getLatestVersion(): Promise<UpdateInfo> {
    return Promise.resolve(this.#description.info);
  }

  resolveFiles(): ResolvedUpdateFileInfo[] {
    return [this.#description.file];
  }
}

async function fetchFile(
  updater: AppUpdater,
  own: UpdateSession,
  description: Description,
  patienceMs: number,
  tellPercent: (percent: number) => void,
): Promise<Result<string>> {
  const token = new CancellationToken();
  let isStalled = false;
  const giveUp = (): void => {
    isStalled = true;
    token.cancel();
    void own.drop();
  };
  let timer = setTimeout(giveUp, patienceMs);
  const onProgress = ({ percent }: { readonly percent: number }): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, patienceMs);
    tellPercent(Math.floor(percent));
  };
  updater.on('download-progress', onProgress);
  try {
    updater.setFeedURL({ provider: 'custom', updateProvider: OrderedUpdate as never, description });
    updater.allowDowngrade = true; // the order decided; see core/update.ts
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) return failed({ code: 'updateNotDownloaded', detail: 'electron-updater' });
    const [path] = await updater.downloadUpdate(token);
    return path === undefined ? failed({ code: 'updateNotDownloaded', detail: 'electron-updater' }) : done(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_CHECKSUM_MISMATCH') {
      return failed({ code: 'updateRefused', reason: 'fileDiffers' });
    }
    const detail = isStalled ? `> ${patienceMs / 1000} s` : error instanceof Error ? error.message : String(error);
    return failed({ code: 'updateNotDownloaded', detail });
  } finally {
    clearTimeout(timer);
    updater.off('download-progress', onProgress);
  }
}

/**
 * electron-updater deletes the old image and then moves the new one there: a full disk in between leaves no program at
 * all. Here the new one is put beside it first and takes its name in one step.
 */
class SwappedAppImage extends AppImageUpdater {
  protected override doInstall(): boolean {
    const image = ownImage();
    const fetched = this.installerPath;
    if (image === null || fetched === null) return false;
    copyFileSync(fetched, `${image}.new`);
    renameSync(`${image}.new`, image);
    return true;
  }
}

/**
 * An installer for the whole machine needs an administrator, always. electron-updater tries it without one first, and
 * where the file is gone has the system's shell open it: nothing of ours is ever opened that way.
 */
class ElevatedNsis extends NsisUpdater {
  protected override doInstall({ isSilent, isForceRunAfter }: { readonly isSilent: boolean; readonly isForceRunAfter: boolean }): boolean {
    const installer = this.installerPath;
    if (installer === null) return false;
    const words = ['--updated', ...(isSilent ? ['/S'] : []), ...(isForceRunAfter ? ['--force-run'] : [])];
    this.spawnLog(join(process.resourcesPath, 'elevate.exe'), [installer, ...words]).catch((error: Error) => this.dispatchError(error));
    return true;
  }
}
