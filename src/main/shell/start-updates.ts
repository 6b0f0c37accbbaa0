import { app, ipcMain, type BrowserWindow } from 'electron';
import type { Reply } from '#contract/rpc.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { updateAsk, type UpdateState } from '#contract/update-api.ts';
import type { Log } from '#main/ports/system.ts';
import type { UpdateOrders } from '#main/ports/update.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';
import { openUpdates, type Updates } from '#main/shell/updates.ts';

export type UpdateSurroundings = {
  readonly window: BrowserWindow;
  readonly log: Log;
  /** opened only where updates are on */
  readonly openOrders: () => UpdateOrders;
  isSigning(): Promise<boolean>;
  /** the station writes what it had in hand and ends; the next instance may start */
  leave(): Promise<void>;
};

const hourMs = 3_600_000;
/** A mirror of an agency serves hundreds of stations that are switched on at eight. */
const firstCheckMs = (): number => 60_000 + Math.random() * 300_000;
const nextCheckMs = (): number => 5 * hourMs + Math.random() * 2 * hourMs;

/** Looks for updates now and then and answers the window. Off means off: nothing of it is even loaded. */
export async function startUpdates(config: StationConfig, parts: UpdateSurroundings): Promise<Updates | null> {
  const { window, log } = parts;
  const feed = config.updates ?? null;
  if (feed === null) {
    const state: UpdateState = { version: config.version, checkedAt: null, step: { kind: 'off' } };
    answerWindow(window, () => Promise.resolve({ ok: true, value: state }));
    return null;
  }
  const { openElectronCarrier } = await import('#main/shell/electron-carrier.ts');
  const updates = openUpdates({
    version: config.version,
    group: feed.group,
    carrier: await openElectronCarrier(config, feed, log),
    orders: parts.openOrders(),
    clock: { now: () => new Date() },
    log,
    isSigning: parts.isSigning,
    leave: parts.leave,
    changed: () => {
      if (!window.isDestroyed()) window.webContents.send('station-event', 'updateChanged', {});
    },
    end: (isInstalled) => {
      // An AppImage's own path is not that of its mounted program.
      if (!isInstalled) app.relaunch({ execPath: process.env['APPIMAGE'] ?? process.execPath, args: process.argv.slice(1) });
      app.quit();
    },
  });
  answerWindow(window, async (ask) => {
    if (ask === 'check') await updates.check();
    const done = ask === 'restart' ? await updates.restart() : null;
    return done !== null && !done.ok ? done : { ok: true, value: updates.state() };
  });
  const next = (afterMs: number): void => {
    setTimeout(() => void updates.check().finally(() => next(nextCheckMs())), afterMs).unref();
  };
  next(firstCheckMs());
  return updates;
}

function answerWindow(window: BrowserWindow, answer: (ask: 'state' | 'check' | 'restart') => Promise<Reply<UpdateState>>): void {
  ipcMain.handle('updates', async (event, asked: unknown): Promise<Reply<UpdateState>> => {
    const ask = updateAsk.safeParse(asked);
    if (!ask.success || !isOwnFrame(event, window.webContents)) return { ok: false, failure: { code: 'badRequest' } };
    return answer(ask.data);
  });
}
