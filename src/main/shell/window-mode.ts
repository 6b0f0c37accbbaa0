import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { app, BrowserWindow, Notification, powerMonitor, session } from 'electron';
import type { StationConfig } from '#contract/station-config.ts';
import { isInTheMiddle } from '#core/update.ts';
import type { CrashDumps } from '#main/ports/crash-dumps.ts';
import type { WriteFile } from '#main/ports/files.ts';
import type { Log } from '#main/ports/system.ts';
import type { UpdateOrders } from '#main/ports/update.ts';
import { beginAgain } from '#main/shell/begin-again.ts';
import { comeForward, pinWindowOf } from '#main/shell/come-forward.ts';
import { keepCrashReports } from '#main/shell/crash-reports.ts';
import { forTheNext, leaveToTheNext, takeFromTheLast } from '#main/shell/for-the-next.ts';
import { lockDown, lockDownEveryPage } from '#main/shell/lock-down.ts';
import { openMainWindow } from '#main/shell/main-window.ts';
import { receiveOpenedFiles } from '#main/shell/open-files.ts';
import { registerPageScheme, servePages } from '#main/shell/page-protocol.ts';
import { askPin } from '#main/shell/pin-window.ts';
import { desktopSecrets } from '#main/shell/secrets.ts';
import { startUpdates } from '#main/shell/start-updates.ts';
import { startStation, type ShellServices, type StationHost } from '#main/shell/station-host.ts';
import type { Updates } from '#main/shell/updates.ts';
import { watchTheEnd } from '#main/shell/watch-the-end.ts';
import { servePage } from '#main/shell/window-calls.ts';
import type { PageLine } from '#main/wire/page-line.ts';

/** for an answer of the station, and for its end */
const patienceMs = 5_000;
/** windows that ask for a PIN now */
let openPins = 0;

/** The app with its window. `out` is the folder of the built programs: main, preload, renderer. */
export async function runWindow(
  out: string,
  config: StationConfig,
  dumps: CrashDumps,
  log: Log,
  openOrders: () => Promise<UpdateOrders>,
  write: WriteFile,
): Promise<void> {
  app.setPath('userData', join(config.dataFolder, 'window'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  keepCrashReports(dumps, log);
  // The product's name has an accent; a header may not, and Chromium writes the name into one.
  app.userAgentFallback = `Rubrica/${config.version}`;
  // Windows shows a notification only for the name the installer's shortcut carries.
  app.setAppUserModelId('int.alianzapacifico.rubrica');
  registerPageScheme();
  lockDownEveryPage(log);
  app.on('session-created', (created) => {
    lockDown(created, log);
    servePages(created.protocol, join(out, 'renderer'));
  });
  await app.whenReady();

  // The station first: its process starts while the window's does.
  const host = startStation(join(out, 'main'), config, log);
  const window = openMainWindow(join(out, 'preload/index.cjs'), config.isPractice);
  servePage(window, host.page, write, log);
  host.serve(shellServices(() => (window.isDestroyed() ? null : window), host.page, join(out, 'preload/pin.cjs')));
  const left = join(app.getPath('userData'), 'opened.json');
  const openNoMore = receiveOpenedFiles(window, host.page, [...process.argv.slice(1), ...takeFromTheLast(left)], process.cwd());
  app.on('will-quit', () => leaveToTheNext(left, log));

  app.on('second-instance', () => comeForward(window));
  window.webContents.on('render-process-gone', (_event, details) => {
    log.write('error', 'shell.windowGone', { reason: details.reason });
    window.webContents.reload();
  });
  // a PIN that is asked for a station that fell would go nowhere
  host.page.onEvent((name) => {
    if (name === 'stationFell') pinWindowOf(window)?.close();
  });
  powerMonitor.on('lock-screen', () => host.tellPower('lock'));
  powerMonitor.on('suspend', () => host.tellPower('suspend'));
  powerMonitor.on('resume', () => host.tellPower('resume'));
  let updates: Updates | null = null;
  const leave = endWithStation(host, window, openNoMore, () => updates);
  const isSigning = (): Promise<boolean> => isBeingSigned(host);
  updates = await startUpdates(config, { window, log, openOrders, isSigning, leave });
}

/** Leaves only when the station has written what it had in hand; never waits for a vendor's module for long. */
function endWithStation(
  host: StationHost,
  window: BrowserWindow,
  openNoMore: () => void,
  updates: () => Updates | null,
): () => Promise<void> {
  const isByPerson = watchTheEnd({ app, window, machine: powerMonitor });
  let stopped: Promise<void> | null = null;
  let isOver = false;
  const stop = (): Promise<void> => (stopped ??= host.stop(patienceMs));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isOver) return;
    event.preventDefault();
    void endAll();
  });
  const endAll = async (): Promise<void> => {
    const mayInstall = stopped === null && isByPerson() && !(await isBeingSigned(host));
    await stop();
    // the machine may have begun to end meanwhile
    if (mayInstall && isByPerson()) await updates()?.installAtQuit();
    isOver = true;
    try {
      // a machine or a session that ends is not held up by a program that begins: what was opened waits for the next start
      if (app.isPackaged && forTheNext.size > 0 && isByPerson()) beginAgain();
    } finally {
      app.quit();
    }
  };
  return async () => {
    openNoMore();
    window.hide();
    await stop();
    app.releaseSingleInstanceLock();
    isOver = true;
  };
}

/** A station that is gone signs nothing; of one that does not answer nobody knows. */
async function isBeingSigned(host: StationHost): Promise<boolean> {
  if (openPins > 0) return true;
  const open = await Promise.race([host.page.client.openBatches({}), pause(patienceMs, null, { ref: false })]);
  return open === null || (open.ok && open.value.batches.some(isInTheMiddle));
}

function shellServices(window: () => BrowserWindow | null, station: PageLine, pinPreload: string): ShellServices {
  return {
    askPin: async (request) => {
      const settings = await station.client.settings({});
      const { language, theme } = settings.ok ? settings.value : { language: 'es' as const, theme: 'system' as const };
      openPins += 1;
      try {
        return { ok: true, value: await askPin(window(), pinPreload, { ...request, language, theme }) };
      } finally {
        openPins -= 1;
      }
    },
    protectSecret: ({ plain }) => {
      const sealed = desktopSecrets.protect(plain);
      return sealed.ok ? { ok: true, value: { sealed: sealed.value } } : sealed;
    },
    revealSecret: ({ sealed }) => {
      const plain = desktopSecrets.reveal(sealed);
      return plain.ok ? { ok: true, value: { plain: plain.value } } : plain;
    },
    proxyFor: async ({ url }) => {
      const answer = await session.defaultSession.resolveProxy(url);
      const proxy = /^(?:PROXY|HTTPS) ([^;]+)/.exec(answer)?.[1];
      return { ok: true, value: { proxy: proxy === undefined ? null : `http://${proxy}` } };
    },
    notify: ({ title, body }) => {
      const notification = new Notification({ title, body });
      notification.on('click', () => window()?.show());
      notification.show();
      return { ok: true, value: {} };
    },
  };
}
