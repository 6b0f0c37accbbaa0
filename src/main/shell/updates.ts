import type { UpdateState } from '#contract/update-api.ts';
import { productId } from '#contract/update-order.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import { decideUpdate, type InstallForm, type OrderedFile, type UpdateOrder } from '#core/update.ts';
import type { Clock, Log } from '#main/ports/system.ts';
import type { UpdateOrders } from '#main/ports/update.ts';

/** What carries an update: asks the feed, fetches the file, and hands it to the system's installer. */
export type UpdateCarrier = {
  /** null: nothing here can replace this program from within */
  readonly form: InstallForm | null;
  /** no password and no question: it may also be installed when a person closes the window */
  readonly isQuiet: boolean;
  fetchOrder(): Promise<Result<Uint8Array>>;
  /** the path of the file, whatever it holds */
  fetchFile(file: OrderedFile, version: string, tellPercent: (percent: number) => void): Promise<Result<string>>;
  /** false: it did not begin */
  install(isRunAfter: boolean): boolean;
};

export type UpdateParts = {
  readonly version: string;
  readonly group: string | null;
  readonly carrier: UpdateCarrier;
  readonly orders: UpdateOrders;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** something is being signed, asks for a PIN, or is paused in between */
  isSigning(): Promise<boolean>;
  changed(): void;
  /** the station writes what it had in hand and ends */
  leave(): Promise<void>;
  /** after `leave`: the program ends, and begins again where nothing was installed */
  end(isInstalled: boolean): void;
};

export type Updates = {
  state(): UpdateState;
  check(): Promise<void>;
  /** a person's press: installs what is ready and starts the new version */
  restart(): Promise<Result<null>>;
  /** after the station has ended because a person closed the window; true where it was installed */
  installAtQuit(): Promise<boolean>;
};

type Ready = { readonly order: UpdateOrder; readonly file: OrderedFile; readonly path: string };

/** Takes an order from the feed to an installed program, one step after the other. Installs only at safe points. */
export function openUpdates(parts: UpdateParts): Updates {
  const { version, carrier, orders, clock, log } = parts;
  let state: UpdateState = { version, checkedAt: null, step: lastTime(parts) };
  let ready: Ready | null = null;
  let checking: Promise<void> | null = null;

  const show = (step: UpdateState['step']): void => {
    state = { ...state, step };
    parts.changed();
  };
  const fail = (failure: Failure, isRequired = false): void => {
    log.write('warn', 'update.failed', { ...failure });
    show({ kind: 'failed', failure, ...(isRequired ? { isRequired } : {}) });
  };
  const unexpected = (error: unknown): void => {
    log.write('error', 'update.unexpected', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    fail({ code: 'unexpected', incident: 'update' });
  };
  const decide = (order: UpdateOrder) => {
    const { stationId, lastIssuedAt } = orders.memory();
    const { platform, arch } = process;
    const here = { product: productId, version, platform, arch, form: carrier.form, group: parts.group };
    return decideUpdate(order, { ...here, stationId, now: clock.now(), lastIssuedAt });
  };

  async function checkOnce(): Promise<void> {
    const before = ready;
    if (before === null) show({ kind: 'checking' });
    const bytes = await carrier.fetchOrder();
    // No line is no reason to forget what was downloaded; its order still ends at its time.
    if (!bytes.ok) return before === null ? fail(bytes.failure) : undefined;
    ready = null;
    const opened = orders.open(bytes.value);
    if (!opened.ok) return fail(opened.failure);
    const order = opened.value;
    const decision = decide(order);
    if (decision.kind === 'refused') return fail({ code: 'updateRefused', reason: decision.reason });
    orders.remember({ lastIssuedAt: order.issuedAt });
    state = { ...state, checkedAt: clock.now().toISOString() };
    log.write('info', 'update.checked', { offered: order.version, decision: decision.kind });
    if (decision.kind === 'nothing') return show({ kind: 'current' });
    const { file, isRequired, isDowngrade } = decision;
    if (file === null) return show({ kind: 'byIt', version: order.version, isRequired });
    if (before?.file.sha512 !== file.sha512) show({ kind: 'downloading', version: order.version, percent: 0 });
    const fetched = await carrier.fetchFile(file, order.version, (percent) =>
      show({ kind: 'downloading', version: order.version, percent }),
    );
    if (!fetched.ok) return fail(fetched.failure, isRequired);
    if (!(await orders.isAsOrdered(fetched.value, file))) return fail({ code: 'updateRefused', reason: 'fileDiffers' }, isRequired);
    ready = { order, file, path: fetched.value };
    show({ kind: 'ready', version: order.version, isRequired, isDowngrade });
  }

  /** What is ready, unless its time ran out or its file was changed since. */
  async function stillGood(): Promise<Result<Ready>> {
    if (ready === null) return failed({ code: 'badRequest', detail: 'no update is ready' });
    const decision = decide(ready.order);
    if (decision.kind === 'refused') return failed({ code: 'updateRefused', reason: decision.reason });
    const isGood = await orders.isAsOrdered(ready.path, ready.file);
    return isGood ? done(ready) : failed({ code: 'updateRefused', reason: 'fileDiffers' });
  }

  function install({ order }: Ready, isRunAfter: boolean): boolean {
    try {
      orders.remember({ installing: order.version });
      log.write('info', 'update.installing', { version: order.version, isRunAfter });
      return carrier.install(isRunAfter);
    } catch (error) {
      unexpected(error); // the station has ended already: what counts is that it begins again
      return false;
    }
  }

  return {
    state: () => state,
    check: () => {
      checking ??= checkOnce()
        .catch(unexpected)
        .finally(() => {
          checking = null;
        });
      return checking;
    },
    restart: async () => {
      await checking;
      const good = await stillGood();
      if (!good.ok) {
        if (ready !== null) fail(good.failure);
        ready = null;
        return good;
      }
      // last of all: comparing the file takes as long as an impatient person needs to sign
      if (await parts.isSigning()) return failed({ code: 'updateMustWait' });
      show({ kind: 'restarting', version: good.value.order.version });
      await parts.leave();
      parts.end(install(good.value, true));
      return done(null);
    },
    installAtQuit: async () => {
      if (!carrier.isQuiet || checking !== null) return false;
      try {
        const good = await stillGood();
        return good.ok && install(good.value, false);
      } catch (error) {
        unexpected(error); // the program ends, whatever became of the folder of what is remembered
        return false;
      }
    },
  };
}

/** An installation that was begun and did not leave its version here is told, once. */
function lastTime({ version, orders, log }: UpdateParts): UpdateState['step'] {
  const { installing } = orders.memory();
  if (installing === null) return { kind: 'idle' };
  orders.remember({ installing: null });
  log.write('info', 'update.afterInstalling', { installing, version });
  return installing === version ? { kind: 'idle' } : { kind: 'failed', failure: { code: 'updateNotInstalled', version: installing } };
}
