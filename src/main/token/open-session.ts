import { done, failed, type Failure, type Result } from '#core/failure.ts';
import { mostTogether } from '#contract/token-api.ts';
import type { SigningSession } from '#main/ports/token.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import type { ModuleProcess } from '#main/token/module-process.ts';
import { asResult } from '#main/token/module-view.ts';

export type LiveSession = SigningSession & {
  readonly module: ModuleProcess;
  readonly slot: string;
  readonly serial: string;
  /** ends it from outside: screen lock, sleep, removal, time allowed */
  end(failure: Failure): Promise<void>;
};

type Waiting = {
  readonly toBeSigned: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly settle: (result: Result<Uint8Array>) => void;
};

/** a token that signs in less than this signs a few before it answers */
const fastMs = 2;
/** and one that takes this long has little waiting there: a stop is a stop */
const slowMs = 50;
const few = mostTogether / 2;
/** so many answers must be slow before a token is: one may have had to wait for the processor */
const recentAnswers = 4;

/**
 * One login. Callers may ask for many signatures at once: a few lie ready in the token process, so that the token never
 * waits for the next document, and the rest wait here. After the first fault nothing more is signed.
 */
export function openSession(options: {
  readonly module: ModuleProcess;
  readonly id: string;
  readonly slot: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly sessions: number;
  /** logged out after this long without a signature */
  readonly idleMs: number | null;
  /** a signature made at a PIN pad waits for a person's fingers */
  readonly signMs: number;
  readonly isPad: boolean;
  readonly onClosed: (session: LiveSession) => void;
}): LiveSession {
  // A fast token gets more ahead, so that a busy station does not starve it; a slow one, or one that nothing is known of, little.
  const ahead = (): number => options.sessions * 2 + ((paceMs() ?? slowMs) < slowMs ? 46 : 1);
  const { run } = options.module;
  const waiting: Waiting[] = [];
  let underWay = 0;
  /** nothing more goes to the token; why, is known a moment later */
  let isOver = false;
  let fault: Failure | null = null;
  let slowestMs = 0;
  /** milliseconds a signature took the token's own process, of the last answers */
  const paces: number[] = [];
  let lastAnswer = 0;
  let answered: (() => void) | undefined;
  let idle: NodeJS.Timeout | undefined;
  let closing: Promise<void> | null = null;

  const rest = (): void => {
    clearTimeout(idle);
    if (options.idleMs === null || closing !== null) return;
    idle = setTimeout(() => void session.end({ code: 'sessionEnded' }), options.idleMs);
    idle.unref();
  };
  /** Nothing came back for much longer than ever before in this session: is the token still there? */
  const watchPace = (): void => {
    answered?.();
    answered = undefined;
    lastAnswer = performance.now();
    // At a PIN pad it is the person who takes the time.
    if (underWay === 0 || options.isPad) return;
    answered = options.module.watch(options.module.patienceMs(slowestMs));
  };
  const stop = (failure: Failure): void => {
    isOver = true;
    fault ??= failure;
    for (const each of waiting.splice(0)) each.settle(failed(fault));
  };
  const paceMs = (): number | null => (paces.length === 0 ? null : Math.min(...paces));
  const isFast = (): boolean => options.sessions === 1 && (paceMs() ?? fastMs) < fastMs;
  /** Half of what may lie ready at once, or a few for a token that has a few: one message to its process carries many. */
  const pump = (): void => {
    if (isOver || underWay > ahead() / 2) return;
    for (;;) {
      const ready = Math.min(waiting.length, ahead() - underWay);
      if (isFast() && underWay >= few && ready < few) return;
      const [first, ...others] = nextGroup(ready);
      if (first === undefined) return;
      void signTogether([first, ...others]);
    }
  };
  /**
   * A fast token is asked for several signatures in one message, whose answer comes within a few milliseconds; of any
   * other each signature leaves the token process before the next is made.
   */
  const nextGroup = (ready: number): readonly Waiting[] => {
    const together = Math.min(ready, isFast() ? mostTogether : 1);
    const other = waiting.findIndex(({ algorithm }) => algorithm !== waiting[0]?.algorithm);
    return waiting.splice(0, other < 0 ? together : Math.min(together, other));
  };
  /** Some modules crash on a card that is pulled out: the cause is told, not what came of it. */
  const explained = async (failure: Failure): Promise<Failure> =>
    failure.code === 'moduleCrashed' ? options.module.whyCrashed(options.serial) : failure;
  const signTogether = async (group: readonly [Waiting, ...Waiting[]]): Promise<void> => {
    underWay += group.length;
    watchPace();
    const request = { session: options.id, toBeSigned: group.map(({ toBeSigned }) => toBeSigned), algorithm: group[0].algorithm };
    const signed = asResult(await options.module.call('sign', request, options.signMs));
    underWay -= group.length;
    const tookMs = performance.now() - lastAnswer;
    slowestMs = Math.max(slowestMs, tookMs);
    watchPace();
    if (signed.ok) {
      const { signatures } = signed.value;
      paces.push(signed.value.tookMs / signatures.length);
      if (paces.length > recentAnswers) paces.shift();
      for (const [i, signature] of signatures.entries()) group[i]?.settle(done(signature));
      const left = group.slice(signatures.length);
      if (fault === null) waiting.unshift(...left);
      else for (const { settle } of left) settle(failed(fault));
    } else {
      if (signed.failure.code !== 'mechanismMissing') {
        isOver = true;
        stop(await explained(signed.failure));
      }
      for (const { settle } of group) settle(failed(fault ?? signed.failure));
    }
    pump();
    rest();
  };
  const close = (): Promise<void> => {
    stop({ code: 'sessionEnded' });
    clearTimeout(idle);
    closing ??= options.module.call('logout', { session: options.id }).then(() => options.onClosed(session));
    return closing;
  };

  const session: LiveSession = {
    fingerprint: options.fingerprint,
    sideBySide: options.sessions,
    isOpen: () => !isOver && fault === null && options.module.run === run,
    paceMs,
    module: options.module,
    slot: options.slot,
    serial: options.serial,
    sign: (toBeSigned, algorithm) =>
      new Promise((resolve) => {
        if (fault !== null) return resolve(failed(fault));
        clearTimeout(idle);
        waiting.push({ toBeSigned, algorithm, settle: resolve });
        pump();
      }),
    close,
    end: (failure) => {
      stop(failure);
      return close();
    },
  };
  rest();
  return session;
}
