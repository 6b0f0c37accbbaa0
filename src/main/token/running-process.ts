import type { Failure } from '#core/failure.ts';
import type { Client, Reply, Wire } from '#contract/rpc.ts';
import { tokenApi, type TokenApi } from '#contract/token-api.ts';
import type { Clock } from '#main/ports/system.ts';
import { connect } from '#main/wire/rpc.ts';

export type TokenProcess = { readonly wire: Wire; kill(): void; readonly pid: number | null };

type Call = { readonly deadlineMs: number; readonly postedAt: number; readonly fail: (failure: Failure) => void };

type Calls = Readonly<Record<string, (body: unknown) => Promise<Reply<unknown>>>>;

export type RunningOptions = {
  readonly clock: Clock;
  /** the process is gone by itself */
  readonly onGone: (running: RunningProcess) => void;
  /** readers or tokens changed */
  readonly onChanged: () => void;
  /** a call was not answered in time */
  readonly onLate: (running: RunningProcess, afterMs: number) => void;
  readonly gone: () => Failure;
  /** the failure as it is told: with what decides the advice */
  readonly told: (failure: Failure) => Failure;
};

/** The calls to one token process, each with its deadline. The process works on one at a time. */
export class RunningProcess {
  readonly startedAt: number;
  readonly #process: TokenProcess;
  readonly #options: RunningOptions;
  readonly #client: Calls;
  readonly #calls = new Set<Call>();
  #lastReplyAt: number;
  #alarmAt = Infinity;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(process: TokenProcess, options: RunningOptions) {
    this.#process = process;
    this.#options = options;
    this.startedAt = options.clock.monotonicMs();
    this.#lastReplyAt = this.startedAt;
    const connection = connect(tokenApi, process.wire, { onGone: options.gone });
    this.#client = connection.client as unknown as Calls;
    void connection.closed.then(() => options.onGone(this));
    connection.on('changed', options.onChanged);
  }

  /** how many calls are under way */
  get busy(): number {
    return this.#calls.size;
  }

  send(name: keyof Client<TokenApi>, request: unknown, deadlineMs: number): Promise<Reply<unknown>> {
    return new Promise((resolve) => {
      const entry: Call = {
        deadlineMs,
        postedAt: this.#options.clock.monotonicMs(),
        fail: (failure) => settle({ ok: false, failure }),
      };
      const settle = (reply: Reply<unknown>): void => {
        if (!this.#calls.delete(entry)) return;
        this.#lastReplyAt = this.#options.clock.monotonicMs();
        // With others under way the alarm stays where it is, which is never too late: it looks again when it goes off.
        if (this.#calls.size === 0) clearTimeout(this.#watchdog);
        resolve(reply.ok ? reply : { ...reply, failure: this.#options.told(reply.failure as Failure) });
      };
      this.#calls.add(entry);
      // a call that is due before those under way moves the alarm forward
      if (this.#calls.size === 1 || entry.postedAt + deadlineMs < this.#alarmAt) this.#watch();
      void this.#client[name]?.(request).then(settle);
    });
  }

  /** Each answer gives those behind it their full time again. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    if (this.#calls.size === 0) return;
    const { clock, onLate } = this.#options;
    const due = (call: Call): number => Math.max(call.postedAt, this.#lastReplyAt) + call.deadlineMs;
    const late = (): Call | undefined => [...this.#calls].find((call) => due(call) <= clock.monotonicMs());
    const check = (): void => {
      if (late() === undefined) return this.#watch();
      // After a pause of this very process (a sleep, a busy moment) timers come before what arrived meanwhile: let that in first.
      this.#watchdog = setTimeout(() => {
        const call = late();
        if (call === undefined) return this.#watch();
        onLate(this, call.deadlineMs);
      }, 50);
    };
    this.#alarmAt = Math.min(...[...this.#calls].map(due));
    this.#watchdog = setTimeout(check, Math.max(1, Math.ceil(this.#alarmAt - clock.monotonicMs())));
  }

  /** Every call it owes fails with the reason, and the process ends at once: a module that hangs is not asked politely. */
  end(failure: Failure): void {
    for (const call of this.#calls) call.fail(failure);
    clearTimeout(this.#watchdog);
    this.#process.kill();
  }
}
