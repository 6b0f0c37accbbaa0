import { app, ipcMain, type BrowserWindow } from 'electron';
import type { Reply } from '#contract/rpc.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { updateAsk, type UpdateAsk, type UpdateState } from '#contract/update-api.ts';
import type { Log } from '#main/ports/system.ts';
import type { UpdateOrders } from '#main/ports/update.ts';
import { beginAgain } from '#main/shell/begin-again.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';
import type { Updates } from '#main/shell/updates.ts';

export type UpdateSurroundings = {
  readonly window: BrowserWindow;
  readonly log: Log;
  /** opened only where updates are on */
  readonly openOrders: () => Promise<UpdateOrders>;
  isSigning(): Promise<boolean>;
  /** the station writes what it had in hand and ends; the next instance may start */
  leave(): Promise<void>;
};

const hourMs = 3_600_000;
/** A mirror of an agency serves hundreds of stations that are switched on at eight. */
const firstCheckMs = (): number => 60_000 + Math.random() * 300_000;
const nextCheckMs = (): number => 5 * hourMs + Math.random() * 2 * hourMs;

/** Looks for updates now and then and answers the window. Off means off: nothing of it is even loaded. */
export function startUpdates(config: StationConfig, parts: UpdateSurroundings): Promise<Updates | null> {
  const feed = config.updates ?? null;
  let without: UpdateState['step'] = { kind: 'off' };
  const opening = (feed === null ? Promise.resolve(null) : openFor(config, feed, parts)).catch((error: unknown) => {
    // Whatever is wrong with updates, the station works.
    parts.log.write('error', 'update.notStarted', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    without = { kind: 'failed', failure: { code: 'unexpected', incident: 'updates' } };
    return null;
  });
  answerWindow(parts.window, async (ask) => {
    const updates = await opening;
    if (updates === null) return { ok: true, value: { version: config.version, checkedAt: null, step: without } };
    if (ask === 'check') await updates.check();
    const done = ask === 'restart' ? await updates.restart() : null;
    return done !== null && !done.ok ? done : { ok: true, value: updates.state() };
  });
  return opening;
}

async function openFor(config: StationConfig, feed: NonNullable<StationConfig['updates']>, parts: UpdateSurroundings): Promise<Updates> {
  const { window, log } = parts;
  const [{ openElectronCarrier }, { openUpdates }, orders] = await Promise.all([
    import('#main/shell/electron-carrier.ts'),
    import('#main/shell/updates.ts'),
    parts.openOrders(),
  ]);
  const updates = openUpdates({
    version: config.version,
    group: feed.group,
    carrier: await openElectronCarrier(config, feed, log),
    orders,
    clock: { now: () => new Date() },
    log,
    isSigning: parts.isSigning,
    leave: parts.leave,
    changed: () => {
      if (!window.isDestroyed()) window.webContents.send('station-event', 'updateChanged', {});
    },
    end: (isInstalled) => {
      try {
        if (!isInstalled) beginAgain();
      } finally {
        if (!isInstalled || process.platform !== 'darwin') app.quit();
      }
    },
  });
  const next = (afterMs: number): void => {
    setTimeout(() => void updates.check().finally(() => next(nextCheckMs())), afterMs).unref();
  };
  next(firstCheckMs());
  return updates;
}

function answerWindow(window: BrowserWindow, answer: (ask: UpdateAsk) => Promise<Reply<UpdateState>>): void {
  ipcMain.handle('updates', async (event, asked: unknown): Promise<Reply<UpdateState>> => {
    const ask = updateAsk.safeParse(asked);
    if (!ask.success || !isOwnFrame(event, window.webContents)) return { ok: false, failure: { code: 'badRequest' } };
    return answer(ask.data);
  });
}
