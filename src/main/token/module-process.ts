import { setTimeout as pause } from 'node:timers/promises';
import { failed, type Failure } from '#core/failure.ts';
import type { Client, Reply } from '#contract/rpc.ts';
import type { KeySource, TokenApi, TokenListing } from '#contract/token-api.ts';
import type { Clock, Log } from '#main/ports/system.ts';
import { readModuleHeader } from '#main/token/module-header.ts';
import type { Deadlines } from '#main/token/deadlines.ts';
import { isHsm, keptIn, lostFrom, nothingSeen, pathOf, withAdvice, type ModuleView } from '#main/token/module-view.ts';
import { isStillThere, SecondLook } from '#main/token/look-again.ts';
import { RunningProcess, type TokenProcess } from '#main/token/running-process.ts';

export type StartProcess = (source: KeySource) => Promise<TokenProcess>;

/** One source of keys and the process that holds it: started, watched, ended when it hangs, started again. */
export class ModuleProcess {
  readonly source: KeySource;
  readonly #start: StartProcess;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #onChange: () => void;
  #running: RunningProcess | null = null;
  #starting: Promise<void> | null = null;
  #listing: Promise<void> | null = null;
  #view: ModuleView;
  #keptIn: ReturnType<typeof keptIn>;
  #deaths = 0;
  #restart: NodeJS.Timeout | undefined;
  #alive: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isStale = false;
  #hasRead = false;
  #isDoubting = false;
  readonly #second: SecondLook;
  #sureUntil = 0;
  #falseAlarms = 0;

  constructor(source: KeySource, options: { start: StartProcess; log: Log; clock: Clock; deadlines: Deadlines; onChange: () => void }) {
    this.source = source;
    this.#keptIn = keptIn(source, []);
    this.#start = options.start;
    this.#log = options.log;
    this.#clock = options.clock;
    this.#deadlines = options.deadlines;
    this.#onChange = options.onChange;
    this.#second = new SecondLook({ start: () => this.#startSafely(), clock: options.clock, restMs: options.deadlines.callMs });
    this.#view = { source, name: pathOf(source), state: 'starting', failure: null, ...nothingSeen };
  }

  /** How long a signature may take before anything is wrong, by the slowest one so far. */
  patienceMs(slowestMs: number): number {
    const { doubtMs, firstDoubtMs } = this.#deadlines;
    return slowestMs === 0 ? firstDoubtMs : Math.max(doubtMs, slowestMs * 4);
  }

  /** another one where the process was started anew: logins and all it knew went with the one before */
  get run(): object | null {
    return this.#running;
  }

  get view(): ModuleView {
    return this.#view;
  }

  /** Starts the process where none runs, and reads what is there. */
  async refresh(): Promise<void> {
    if (this.#isClosed) return;
    if (this.#running === null) await (this.#starting ??= this.#boot().finally(() => (this.#starting = null)));
    else await this.#list();
  }

  /** A process on its way back and a reading under way are waited for: whoever asks now wants the token, not the reason it was away. */
  async back(): Promise<void> {
    const isAway = this.#running === null && this.#restart !== undefined;
    const coming = this.#starting ?? this.#listing ?? (isAway ? this.refresh() : null);
    if (coming !== null) await this.#within(coming);
  }

  /** What is there now, read anew, as far as the module answers in time. */
  readAgain(): Promise<void> {
    return this.#within(this.refresh());
  }

  /** The token did not answer any more: it went, and took its module along, or the module crashed by itself. */
  async whyCrashed(serial: string): Promise<Failure> {
    await this.back();
    const isGone = this.#view.state === 'ready' && !this.#view.tokens.some((token) => token.serial === serial);
    return isGone ? withAdvice({ code: 'tokenRemoved' }, this.#keptIn) : this.#crashed();
  }

  async #within(coming: Promise<void>): Promise<void> {
    await Promise.race([coming, pause(this.#deadlines.callMs, null, { ref: false })]);
  }

  /** One call. A process that does not answer in time is ended, and every call it owed fails with the reason. */
  call<Name extends keyof Client<TokenApi>>(
    name: Name,
    request: Parameters<Client<TokenApi>[Name]>[0],
    deadlineMs: number = this.#deadlines.callMs,
  ): Promise<Awaited<ReturnType<Client<TokenApi>[Name]>>> {
    type Answer = Awaited<ReturnType<Client<TokenApi>[Name]>>;
    const running = this.#running;
    if (running === null) return Promise.resolve(failed(this.#view.failure ?? this.#crashed()) as Answer);
    return running.send(name, request, deadlineMs) as Promise<Answer>;
  }

  async #boot(): Promise<void> {
    clearTimeout(this.#restart);
    this.#restart = undefined;
    const { source } = this;
    if (source.kind === 'pkcs11') {
      const header = readModuleHeader(source.module);
      if (!header.ok) return this.#show({ state: 'failed', failure: header.failure, ...nothingSeen });
    }
    const process = await this.#startSafely();
    if (process === null) {
      this.#show({ state: 'failed', failure: this.#crashed(), ...nothingSeen });
      return this.#startLater(this.#deadlines.listMs);
    }
    if (this.#isClosed) return process.kill();
    const running = new RunningProcess(process, {
      clock: this.#clock,
      gone: () => this.#crashed(),
      told: (failure) => withAdvice(failure, this.#keptIn),
      onGone: (gone) => this.#ended(gone, this.#crashed()),
      onChanged: () => void this.#list(),
      onLate: (late, afterMs) => {
        this.#log.write('warn', 'token.notAnswering', { module: pathOf(source), afterMs });
        this.#ended(late, { code: 'tokenNotAnswering', afterMs });
      },
    });
    this.#running = running;
    this.#hasRead = false;
    const loaded = await this.#sendSlow(running, 'load', source);
    if (this.#running !== running) return;
    if (!loaded.ok) {
      // A module that cannot be loaded stays so until somebody changes something; a token service may come back by itself.
      if (!loaded.failure.code.startsWith('module')) this.#startLater(this.#deadlines.listMs);
      this.#running = null;
      running.end(loaded.failure as Failure);
      return this.#show({ state: 'failed', failure: loaded.failure as Failure, ...nothingSeen });
    }
    // An HSM that is looked for again stays told as out of reach until it is seen.
    this.#show({ name: (loaded.value as { name: string }).name, state: 'starting', ...(isHsm(source) ? {} : { failure: null }) });
    await this.#list();
    this.#alive ??= setInterval(() => void this.#askAlive(), this.#deadlines.aliveMs).unref();
  }

  /** A machine short of memory or a shell that is closing starts no process: told, and tried again later. */
  async #startSafely(): Promise<TokenProcess | null> {
    try {
      return await this.#start(this.source);
    } catch (error) {
      this.#log.write('error', 'token.notStarted', { module: pathOf(this.source), error: String(error) });
      return null;
    }
  }

  /**
   * Reading a new card can take many commands: after the usual time it is told, and only later given up. Meanwhile a
   * second process looks whether the card that this one is stuck on is still there.
   */
  async #sendSlow(running: RunningProcess, name: 'load' | 'list' | 'alive', request: unknown): Promise<Reply<unknown>> {
    const { callMs, listMs, readDoubtMs } = this.#deadlines;
    let isAnswered = false;
    const slow = setTimeout(
      () => this.#show({ state: 'failed', failure: { code: 'tokenNotAnswering', afterMs: callMs }, ...nothingSeen }),
      callMs,
    );
    // Behind a signature at a PIN pad a reading waits for a person's fingers: that is no doubt.
    const doubts = setInterval(() => void this.#doubt(() => !isAnswered && running.busy === 1), readDoubtMs);
    const reply = await running.send(name, request, listMs);
    isAnswered = true;
    clearTimeout(slow);
    clearInterval(doubts);
    return reply;
  }

  /** One reading at a time; a change while reading asks for one more. */
  async #list(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#isStale = this.#listing !== null;
    if (this.#listing !== null) return this.#listing;
    const reading = (async () => {
      const listed = await this.#sendSlow(running, 'list', {});
      if (this.#running !== running) return;
      const lost = lostFrom(this.source, listed as Reply<TokenListing>);
      if (lost !== null) return this.#ended(running, lost);
      if (!listed.ok) return this.#show({ state: 'ready', failure: listed.failure as Failure, ...nothingSeen });
      this.#hasRead = true;
      const { partitionsAbsent, ...seen } = listed.value as TokenListing;
      const failure: Failure | null =
        partitionsAbsent.length === 0 ? null : { code: 'partitionAbsent', partitions: partitionsAbsent.join(', ') };
      if (seen.tokens.length > 0) this.#keptIn = keptIn(this.source, seen.tokens);
      this.#show({ state: 'ready', failure, ...seen });
    })();
    this.#listing = reading;
    await reading.finally(() => (this.#listing = null));
    if (this.#isStale) await this.#list();
  }

  /** Killed by us, crashed by its module, or gone with the shell: the picture is cleared and the process started again. */
  #ended(running: RunningProcess, failure: Failure, seen?: Pick<ModuleView, 'tokens' | 'readersWithoutToken'>): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#falseAlarms = 0;
    running.end(failure);
    this.#show(seen === undefined ? { state: 'failed', failure, ...nothingSeen } : { state: 'ready', failure: null, ...seen });
    if (this.#isClosed) return;
    this.#log.write('warn', 'token.ended', { module: pathOf(this.source), code: failure.code });
    const livedMs = this.#clock.monotonicMs() - running.startedAt;
    // One that could read its tokens is back soon, however often a bad card brings it down; one that never could gets longer waits.
    const most = this.#hasRead ? 2 : 8;
    this.#deaths = livedMs > 60_000 || seen !== undefined ? 0 : Math.min(this.#deaths + 1, most);
    this.#startLater(this.#deaths === 0 ? 0 : Math.min(30_000, this.#deadlines.restartMs * 2 ** (this.#deaths - 1)));
  }

  #startLater(waitMs: number): void {
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => void this.refresh(), waitMs).unref();
  }

  /** Half the patience, and a second process is made ready; all of it, and that one looks, now and then until the answer. */
  watch(patienceMs: number): () => void {
    const suspicion = setTimeout(() => {
      if (this.#running !== null && this.#view.tokens.length > 0) this.#second.prepare();
    }, patienceMs / 2);
    const look = (): void => {
      const restMs = this.#sureUntil - this.#clock.monotonicMs();
      if (restMs <= 0) void this.#doubt();
      doubt = setTimeout(look, Math.max(restMs, this.#deadlines.doubtMs / 2));
    };
    let doubt = setTimeout(look, patienceMs);
    return () => {
      clearTimeout(suspicion);
      clearTimeout(doubt);
      this.#second.dismiss();
    };
  }

  /**
   * No answer for longer than usual: a second process says whether a token that is shown is gone, or reads what this one
   * is stuck on. Then nobody waits for this one.
   */
  async #doubt(isStuck: () => boolean = () => false): Promise<void> {
    const running = this.#running;
    const isTooSoon = this.#isDoubting || this.#clock.monotonicMs() < this.#sureUntil;
    if (running === null || isTooSoon || (this.#view.tokens.length === 0 && !isStuck())) return;
    this.#isDoubting = true;
    const askedMs = this.#clock.monotonicMs();
    const seen = await this.#second.look(this.source, this.#deadlines.callMs);
    const isGone = seen !== null && this.#view.tokens.some((token) => !isStillThere(token, seen));
    // Two readers of one slow card slow each other down. Who has no answer after as long again is stuck, not slow.
    if (seen !== null && !isGone && isStuck()) await pause(this.#clock.monotonicMs() - askedMs, null, { ref: false });
    this.#isDoubting = false;
    if (seen === null || this.#running !== running) return;
    if ((isGone || isStuck()) && running.busy > 0) return this.#ended(running, { code: 'tokenRemoved' }, seen);
    // False alarms on a busy machine must not make it busier.
    this.#falseAlarms += 1;
    this.#sureUntil = this.#clock.monotonicMs() + Math.min(this.#deadlines.callMs, this.#deadlines.doubtMs * 2 ** this.#falseAlarms);
  }

  /** An idle process is asked from time to time; one that is stuck on a card pulled out is found out in this way too. */
  async #askAlive(): Promise<void> {
    const running = this.#running;
    if (running === null || running.busy > 0) return;
    const answered = this.watch(this.#deadlines.doubtMs / 2);
    await this.#sendSlow(running, 'alive', {});
    answered();
    // It was told as silent, and is not: a card that took its time.
    if (this.#running === running && this.#view.state === 'failed') await this.#list();
  }

  #crashed(): Failure {
    return withAdvice({ code: 'moduleCrashed', module: pathOf(this.source) }, this.#keptIn);
  }

  #show(change: Partial<ModuleView>): void {
    const view = { ...this.#view, ...change };
    this.#view = { ...view, failure: view.failure && withAdvice(view.failure, this.#keptIn) };
    this.#onChange();
  }

  /** Logs out and unloads; a module that hangs on the way out is not waited for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restart);
    clearInterval(this.#alive);
    // It may be stuck as well, and nobody would be left to end it.
    this.#second.end();
    const running = this.#running;
    if (running === null) return;
    await running.send('unload', {}, Math.min(2_000, this.#deadlines.callMs));
    this.#running = null;
    running.end({ code: 'sessionEnded' });
  }
}
