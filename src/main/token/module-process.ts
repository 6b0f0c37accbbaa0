import type { Failure, Result } from '#core/failure.ts';
import { done, failed } from '#core/failure.ts';
import type { Client, Reply, Wire } from '#contract/rpc.ts';
import { tokenApi, type KeySource, type TokenApi, type TokenListing, type TokenOnModule } from '#contract/token-api.ts';
import type { Clock, Log } from '#main/ports/system.ts';
import { readModuleHeader } from '#main/token/module-header.ts';
import type { Deadlines } from '#main/token/deadlines.ts';
import { lookAgain } from '#main/token/look-again.ts';
import { connect } from '#main/wire/rpc.ts';

export type TokenProcess = { readonly wire: Wire; kill(): void; readonly pid: number | null };
export type StartProcess = (source: KeySource) => Promise<TokenProcess>;

export type ModuleView = {
  readonly source: KeySource;
  readonly name: string;
  readonly state: 'starting' | 'ready' | 'failed';
  readonly failure: Failure | null;
  readonly tokens: readonly TokenOnModule[];
  readonly readersWithoutToken: readonly string[];
};

type Call = { readonly deadlineMs: number; readonly postedAt: number; readonly fail: (failure: Failure) => void };
type Running = { readonly process: TokenProcess; readonly client: Client<TokenApi>; readonly calls: Set<Call>; lastReplyAt: number };

const nothingSeen = { tokens: [], readersWithoutToken: [] } as const;

export const pathOf = (source: KeySource): string =>
  source.kind === 'pkcs11' ? source.module : source.kind === 'pkcs12' ? source.file : source.certificate;

/** One source of keys and the process that holds it: started, watched, ended when it hangs, started again. */
export class ModuleProcess {
  readonly source: KeySource;
  readonly #start: StartProcess;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #onChange: () => void;
  #running: Running | null = null;
  #starting: Promise<void> | null = null;
  #listing: Promise<void> | null = null;
  #view: ModuleView;
  #deaths = 0;
  #startedAt = 0;
  #restart: NodeJS.Timeout | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #alarmAt = Infinity;
  #alive: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isStale = false;
  #isDoubting = false;
  #second: TokenProcess | null = null;
  #sureUntil = 0;

  constructor(source: KeySource, options: { start: StartProcess; log: Log; clock: Clock; deadlines: Deadlines; onChange: () => void }) {
    this.source = source;
    this.#start = options.start;
    this.#log = options.log;
    this.#clock = options.clock;
    this.#deadlines = options.deadlines;
    this.#onChange = options.onChange;
    this.#view = { source, name: pathOf(source), state: 'starting', failure: null, ...nothingSeen };
  }

  /** How long a signature may take before anything is wrong, by the slowest one so far. */
  patienceMs(slowestMs: number): number {
    const { doubtMs, firstDoubtMs } = this.#deadlines;
    return slowestMs === 0 ? firstDoubtMs : Math.max(doubtMs, slowestMs * 4);
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

  /** One call. A process that does not answer in time is ended, and every call it owed fails with the reason. */
  call<Name extends keyof Client<TokenApi>>(
    name: Name,
    request: Parameters<Client<TokenApi>[Name]>[0],
    deadlineMs: number = this.#deadlines.callMs,
  ): Promise<Awaited<ReturnType<Client<TokenApi>[Name]>>> {
    type Answer = Awaited<ReturnType<Client<TokenApi>[Name]>>;
    const running = this.#running;
    if (running === null) return Promise.resolve(failed(this.#view.failure ?? this.#crashed()) as Answer);
    return this.#send(running, name, request, deadlineMs) as Promise<Answer>;
  }

  #send(running: Running, name: string, request: unknown, deadlineMs: number): Promise<Reply<unknown>> {
    return new Promise((resolve) => {
      const entry: Call = {
        deadlineMs,
        postedAt: this.#clock.monotonicMs(),
        fail: (failure) => settle({ ok: false, failure }),
      };
      const settle = (reply: Reply<unknown>): void => {
        if (!running.calls.delete(entry)) return;
        running.lastReplyAt = this.#clock.monotonicMs();
        this.#watch(running);
        resolve(reply);
      };
      running.calls.add(entry);
      // a call that is due before those under way moves the alarm forward
      if (running.calls.size === 1 || entry.postedAt + deadlineMs < this.#alarmAt) this.#watch(running);
      const client = running.client as unknown as Readonly<Record<string, (body: unknown) => Promise<Reply<unknown>>>>;
      void client[name]?.(request).then(settle);
    });
  }

  /** The process works on one call at a time, so each answer gives those behind it their full time again. */
  #watch(running: Running): void {
    clearTimeout(this.#watchdog);
    if (running.calls.size === 0 || this.#running !== running) return;
    const due = (call: Call): number => Math.max(call.postedAt, running.lastReplyAt) + call.deadlineMs;
    const next = Math.min(...[...running.calls].map(due));
    const late = (): Call | undefined => [...running.calls].find((call) => due(call) <= this.#clock.monotonicMs());
    const check = (): void => {
      if (late() === undefined) return this.#watch(running);
      // After a pause of this very process (a sleep, a busy moment) timers come before what arrived meanwhile: let that in first.
      this.#watchdog = setTimeout(() => {
        const call = late();
        if (call === undefined) return this.#watch(running);
        this.#log.write('warn', 'token.notAnswering', { module: pathOf(this.source), afterMs: call.deadlineMs });
        this.#ended(running, { code: 'tokenNotAnswering', afterMs: call.deadlineMs });
      }, 50);
    };
    this.#alarmAt = next;
    this.#watchdog = setTimeout(check, Math.max(1, Math.ceil(next - this.#clock.monotonicMs())));
  }

  async #boot(): Promise<void> {
    clearTimeout(this.#restart);
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
    const connection = connect(tokenApi, process.wire, { onGone: () => this.#crashed() });
    const running: Running = { process, client: connection.client, calls: new Set(), lastReplyAt: this.#clock.monotonicMs() };
    this.#running = running;
    this.#startedAt = this.#clock.monotonicMs();
    void connection.closed.then(() => this.#ended(running, this.#crashed()));
    connection.on('changed', () => void this.#list());
    const loaded = await this.#sendSlow(running, 'load', source);
    if (this.#running !== running) return;
    if (!loaded.ok) {
      // A module that cannot be loaded stays so until somebody changes something; a token service may come back by itself.
      if (!loaded.failure.code.startsWith('module')) this.#startLater(this.#deadlines.listMs);
      this.#running = null;
      process.kill();
      return this.#show({ state: 'failed', failure: loaded.failure as Failure, ...nothingSeen });
    }
    // An HSM that is looked for again stays told as out of reach until it is seen.
    this.#show({ name: (loaded.value as { name: string }).name, state: 'starting', ...(this.#isHsm ? {} : { failure: null }) });
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

  /** Reading a new card can take many commands: after the usual time it is told, and only later given up. */
  async #sendSlow(running: Running, name: 'load' | 'list' | 'alive', request: unknown): Promise<Reply<unknown>> {
    const { callMs, listMs } = this.#deadlines;
    const slow = setTimeout(
      () => this.#show({ state: 'failed', failure: { code: 'tokenNotAnswering', afterMs: callMs }, ...nothingSeen }),
      callMs,
    );
    const reply = await this.#send(running, name, request, listMs);
    clearTimeout(slow);
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
      const lost = this.#lost(listed as Reply<TokenListing>);
      if (lost !== null) return this.#ended(running, lost);
      if (!listed.ok) return this.#show({ state: 'ready', failure: listed.failure as Failure, ...nothingSeen });
      const { partitionsAbsent, ...seen } = listed.value as TokenListing;
      const failure: Failure | null =
        partitionsAbsent.length === 0 ? null : { code: 'partitionAbsent', partitions: partitionsAbsent.join(', ') };
      this.#show({ state: 'ready', failure, ...seen });
    })();
    this.#listing = reading;
    await reading.finally(() => (this.#listing = null));
    if (this.#isStale) await this.#list();
  }

  get #isHsm(): boolean {
    return this.source.kind === 'pkcs11' && this.source.partitions !== undefined;
  }

  /** A line to a token elsewhere that broke: most modules find it again only in a process that starts anew. */
  #lost(listed: Reply<TokenListing>): Failure | null {
    if (this.#isHsm && (!listed.ok || listed.value.tokens.length === 0)) return { code: 'hsmNotReachable', module: pathOf(this.source) };
    return !listed.ok && listed.failure.code === 'tokenRefused' ? (listed.failure as Failure) : null;
  }

  /** Killed by us, crashed by its module, or gone with the shell: the picture is cleared and the process started again. */
  #ended(running: Running, failure: Failure, seen?: Pick<ModuleView, 'tokens' | 'readersWithoutToken'>): void {
    if (this.#running !== running) return;
    this.#running = null;
    clearTimeout(this.#watchdog);
    for (const call of running.calls) call.fail(failure);
    running.process.kill();
    this.#show(seen === undefined ? { state: 'failed', failure, ...nothingSeen } : { state: 'ready', failure: null, ...seen });
    if (this.#isClosed) return;
    this.#log.write('warn', 'token.ended', { module: pathOf(this.source), code: failure.code });
    const livedMs = this.#clock.monotonicMs() - this.#startedAt;
    this.#deaths = livedMs > 60_000 || seen !== undefined ? 0 : Math.min(this.#deaths + 1, 8);
    this.#startLater(this.#deaths === 0 ? 0 : Math.min(30_000, this.#deadlines.restartMs * 2 ** (this.#deaths - 1)));
  }

  #startLater(waitMs: number): void {
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => void this.refresh(), waitMs).unref();
  }

  /** No answer for longer than usual: a second process says whether a token that is shown is gone. Then this one waits for nothing. */
  async doubt(): Promise<void> {
    const running = this.#running;
    const isTooSoon = this.#isDoubting || this.#clock.monotonicMs() < this.#sureUntil;
    if (running === null || isTooSoon || this.#view.tokens.length === 0) return;
    this.#isDoubting = true;
    const seen = await lookAgain(async () => (this.#second = await this.#startSafely()), this.source, this.#deadlines.callMs);
    this.#second = null;
    this.#isDoubting = false;
    if (seen === null || this.#running !== running) return;
    const isGone = this.#view.tokens.some((token) => !seen.tokens.some((each) => each.serial === token.serial));
    if (isGone && running.calls.size > 0) return this.#ended(running, { code: 'tokenRemoved' }, seen);
    // A false alarm on a busy machine must not make it busier.
    this.#sureUntil = this.#clock.monotonicMs() + this.#deadlines.callMs;
  }

  /** An idle process is asked from time to time; one that is stuck on a card pulled out is found out in this way too. */
  async #askAlive(): Promise<void> {
    const running = this.#running;
    if (running === null || running.calls.size > 0) return;
    const doubt = setTimeout(() => void this.doubt(), this.#deadlines.doubtMs * 0.7);
    await this.#sendSlow(running, 'alive', {});
    clearTimeout(doubt);
    // It was told as silent, and is not: a card that took its time.
    if (this.#running === running && this.#view.state === 'failed') await this.#list();
  }

  #crashed(): Failure {
    return { code: 'moduleCrashed', module: pathOf(this.source) };
  }

  #show(change: Partial<ModuleView>): void {
    this.#view = { ...this.#view, ...change };
    this.#onChange();
  }

  /** Logs out and unloads; a module that hangs on the way out is not waited for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restart);
    clearInterval(this.#alive);
    // It may be stuck as well, and nobody would be left to end it.
    this.#second?.kill();
    const running = this.#running;
    if (running === null) return;
    await this.#send(running, 'unload', {}, Math.min(2_000, this.#deadlines.callMs));
    clearTimeout(this.#watchdog);
    this.#running = null;
    running.process.kill();
  }
}

export function asResult<T>(reply: Reply<T>): Result<T> {
  return reply.ok ? done(reply.value) : failed(reply.failure as Failure);
}
