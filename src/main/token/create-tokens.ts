import { realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { KeyFile } from '#contract/key-sources-api.ts';
import type { KeySource } from '#contract/token-api.ts';
import type { Clock, Log } from '#main/ports/system.ts';
import type { SigningSession, TokenName, TokenOverview, Tokens } from '#main/ports/token.ts';
import { usualDeadlines, type Deadlines } from '#main/token/deadlines.ts';
import { ModuleProcess, type StartProcess } from '#main/token/module-process.ts';
import { asResult, keptIn, pathOf, withAdvice, type ModuleView } from '#main/token/module-view.ts';
import { openSession, type LiveSession } from '#main/token/open-session.ts';
import { findToken, overviewOf, whyAbsent, type Found } from '#main/token/overview.ts';
import { wipe } from '#main/token/process/with-pin.ts';

/** One allowed source of keys. The path comes from the policy, the settings or our table; never from a document or the network. */
export type ModuleChoice = {
  readonly path: string;
  readonly parameters?: string;
  readonly ignorePinPad?: boolean;
  /** an HSM that signs in parallel: how many sessions */
  readonly sessions?: number;
  /** an HSM: the labels of its partitions in use, none for all of them */
  readonly partitions?: readonly string[];
};

export type TokensOptions = {
  readonly startProcess: StartProcess;
  readonly modules: readonly ModuleChoice[];
  /** only what the policy allows; nothing by default */
  readonly keyFiles?: readonly KeyFile[];
  readonly log: Log;
  readonly clock: Clock;
  readonly deadlines?: Partial<Deadlines>;
  /** a session without a signature for this long is logged out */
  readonly idleMs?: number;
};

type Sought = { readonly fingerprint: string; readonly named: TokenName | undefined };

export type TokenRoom = Tokens & {
  /** screen lock, sleep: logs out everywhere, at once */
  endSessions(): Promise<void>;
  /** settings changed: starts what is new, ends what is gone */
  setModules(modules: readonly ModuleChoice[], keyFiles?: readonly KeyFile[]): Promise<void>;
};

/** The station's side of all tokens: one process a module, one picture of everything, logins that end when they must. */
export function createTokens(options: TokensOptions): TokenRoom {
  const deadlines = { ...usualDeadlines, ...options.deadlines };
  const listeners = new Set<(overview: TokenOverview) => void>();
  const live = new Set<LiveSession>();
  let modules: ModuleProcess[] = [];
  let isTelling = false;
  let told = '';
  /** where each certificate was last seen, to tell "never here" from "taken out" and from "another card lies there now" */
  const lastSeen = new Map<string, TokenName>();

  const views = (): ModuleView[] => modules.map((module) => module.view);
  const overview = (): TokenOverview => overviewOf(views());

  const tell = (): void => {
    remember();
    endOrphans();
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      const now = overview();
      const picture = JSON.stringify(now, (key, value: unknown) => (key === 'der' ? undefined : value));
      if (picture === told) return;
      told = picture;
      for (const listener of listeners) listener(now);
    });
  };

  const remember = (): void => {
    for (const { source, tokens } of views()) {
      for (const { slot, serial, certificates } of tokens) {
        for (const { fingerprint } of certificates) lastSeen.set(fingerprint, { module: pathOf(source), slot, serial });
      }
    }
  };

  /** A token taken out has logged out by itself; what waits for it is told, and never signed on its successor. */
  const endOrphans = (): void => {
    for (const session of live) {
      const { view } = session.module;
      const isThere = view.tokens.some((token) => token.slot === session.slot && token.serial === session.serial);
      if (isThere || view.state !== 'ready') continue;
      void session.end(withAdvice({ code: 'tokenRemoved' }, keptIn(view.source, view.tokens)));
    }
  };

  const setModules = async (choices: readonly ModuleChoice[], keyFiles: readonly KeyFile[] = []): Promise<void> => {
    const wanted = uniqueSources(choices, keyFiles);
    const keyOf = (source: KeySource): string => JSON.stringify(source);
    const keys = new Set(wanted.map(keyOf));
    const gone = modules.filter((module) => !keys.has(keyOf(module.source)));
    modules = wanted.map((source) => modules.find((module) => keyOf(module.source) === keyOf(source)) ?? start(source));
    await Promise.all(gone.map((module) => module.close()));
    tell();
  };
  const start = (source: KeySource): ModuleProcess => {
    const { log, clock, startProcess } = options;
    const module = new ModuleProcess(source, { start: startProcess, log, clock, deadlines, onChange: tell });
    void module.refresh();
    return module;
  };

  const open: Tokens['open'] = async ({ fingerprint, token, pin, confirmFinalTry }) => {
    const bytes = pin === 'pad' ? null : pin;
    try {
      return await logIn({ fingerprint, named: token }, bytes, confirmFinalTry);
    } finally {
      wipe(bytes);
    }
  };

  /** A card that was just put back may not have been read yet: it is absent only when the readers, read anew, do not show it. */
  const seek = async ({ fingerprint, named }: Sought): Promise<Found | null> => {
    const seen = findToken(views(), fingerprint, named);
    await Promise.all(modules.filter((each) => seen === null || each.view === seen.view).map((each) => each.back()));
    const untilMs = options.clock.monotonicMs() + deadlines.seekMs;
    for (;;) {
      const found = findToken(views(), fingerprint, named);
      if (found !== null || options.clock.monotonicMs() >= untilMs) return found;
      await Promise.all(modules.map((each) => each.readAgain()));
      if (findToken(views(), fingerprint, named) === null) await pause(deadlines.aliveMs);
    }
  };

  /** A module has one login a token (PKCS#11 v2.40 section 5.6): its end would be the end of any other. */
  const endOthers = async (module: ModuleProcess, slot: string): Promise<void> => {
    const others = [...live].filter((session) => session.module === module && session.slot === slot);
    await Promise.all(others.map((session) => session.end({ code: 'sessionEnded' })));
  };

  const logIn = async (sought: Sought, pin: Uint8Array | null, isFinalTryConfirmed: boolean): Promise<Result<SigningSession>> => {
    const { fingerprint, named } = sought;
    const found = await seek(sought);
    const module = modules.find((each) => each.view === found?.view);
    if (found === null || module === undefined) return failed(whyAbsent(views(), fingerprint, named ?? lastSeen.get(fingerprint)));
    const { slot, serial, pin: state } = found.token;
    if (state.state === 'locked') return failed({ code: 'pinLocked' });
    if (state.state === 'final' && !isFinalTryConfirmed) return failed({ code: 'finalTryNotConfirmed' });
    const sessions = module.source.kind === 'pkcs11' ? module.source.sessions : 1;
    const request = { slot, serial, fingerprint, pin, isFinalTryConfirmed };
    await endOthers(module, slot);
    const answered = pin === null ? undefined : module.watch(deadlines.firstDoubtMs);
    const login = asResult(await module.call('login', request, pin === null ? deadlines.padMs : deadlines.callMs));
    answered?.();
    options.log.write('info', 'token.login', { module: pathOf(module.source), result: login.ok ? 'ok' : login.failure.code });
    if (!login.ok) {
      // Whoever asks next must know already how many tries are left: the last one is spent only knowingly.
      if (login.failure.code === 'pinWrong' || login.failure.code === 'pinLocked') await module.refresh();
      return failed(login.failure);
    }
    const session = openSession({
      module,
      id: login.value.session,
      slot,
      serial,
      fingerprint,
      sessions,
      idleMs: options.idleMs ?? null,
      signMs: pin === null ? deadlines.padMs : deadlines.callMs,
      isPad: pin === null,
      onClosed: (closed) => live.delete(closed),
    });
    live.add(session);
    return done(session);
  };

  const changePin: Tokens['changePin'] = async ({ serial, module: path, oldPin, newPin, confirmFinalTry = false }) => {
    try {
      const module = modules.find((each) => pathOf(each.source) === path);
      await module?.back();
      const token = module?.view.tokens.find((each) => each.serial === serial);
      if (module === undefined || token === undefined) return failed<null>(absent(module));
      if (token.pin.state === 'locked') return failed<null>({ code: 'pinLocked' });
      if (token.pin.state === 'final' && !confirmFinalTry) return failed<null>({ code: 'finalTryNotConfirmed' });
      const request = { slot: token.slot, serial, oldPin, newPin, isFinalTryConfirmed: confirmFinalTry };
      await endOthers(module, token.slot);
      const changed = asResult(await module.call('changePin', request));
      options.log.write('info', 'token.changePin', { module: path, result: changed.ok ? 'ok' : changed.failure.code });
      if (changed.ok || changed.failure.code === 'pinWrong' || changed.failure.code === 'pinLocked') await module.refresh();
      return changed.ok ? done(null) : changed;
    } finally {
      wipe(oldPin, newPin);
    }
  };

  const endSessions = async (): Promise<void> => {
    await Promise.all([...live].map((session) => session.end({ code: 'sessionEnded' })));
  };

  void setModules(options.modules, options.keyFiles);
  return {
    overview,
    refresh: async () => {
      await Promise.all(modules.map((module) => module.refresh()));
      return overview();
    },
    seek: async (fingerprint) => {
      await seek({ fingerprint, named: undefined });
      return overview();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open,
    changePin,
    endSessions,
    setModules,
    close: async () => {
      await endSessions();
      await Promise.all(modules.map((module) => module.close()));
    },
  };
}

function absent(module: ModuleProcess | undefined): Failure {
  return module?.view.failure ?? { code: 'tokenAbsent' };
}

/** One file reached by two names is loaded once. */
function uniqueSources(choices: readonly ModuleChoice[], keyFiles: readonly KeyFile[]): KeySource[] {
  const seen = new Set<string>();
  const modules = choices.flatMap((choice): KeySource[] => {
    const real = `${realPath(choice.path)}|${choice.parameters ?? ''}`;
    if (seen.has(real)) return [];
    seen.add(real);
    const { path: module, parameters, partitions, ignorePinPad = false, sessions = 1 } = choice;
    return [
      {
        kind: 'pkcs11',
        module,
        ignorePinPad,
        sessions,
        ...(parameters === undefined ? {} : { parameters }),
        ...(partitions === undefined ? {} : { partitions: [...partitions] }),
      },
    ];
  });
  return [...modules, ...keyFiles];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return path;
    throw error;
  }
}
