import { tokenApi, type KeySource, type TokenListing, type TokenOnModule } from '#contract/token-api.ts';
import type { Clock } from '#main/ports/system.ts';
import type { TokenProcess } from '#main/token/running-process.ts';
import { connect } from '#main/wire/rpc.ts';

/**
 * A module may hang for ever on a card that was pulled out (OpenSC 0.23 waits for its own lock). A second process looks at
 * the same readers for a moment: what it sees decides whether the first one waits for nothing.
 */
export class SecondLook {
  readonly #start: () => Promise<TokenProcess | null>;
  readonly #clock: Clock;
  readonly #restMs: number;
  #second: Promise<TokenProcess | null> | null = null;
  #isLooking = false;
  #restUntil = 0;

  constructor(options: { start: () => Promise<TokenProcess | null>; clock: Clock; restMs: number }) {
    this.#start = options.start;
    this.#clock = options.clock;
    this.#restMs = options.restMs;
  }

  /** The second process takes longer to start than to look: it is started at the first suspicion. */
  prepare(): void {
    if (this.#clock.monotonicMs() >= this.#restUntil) this.#second ??= this.#start();
  }

  /** The answer came. A machine on which it often comes late gets no process for each time that it does. */
  dismiss(): void {
    if (this.#second === null || this.#isLooking) return;
    this.#restUntil = this.#clock.monotonicMs() + this.#restMs;
    this.end();
  }

  /** Null when it hangs too. */
  async look(source: KeySource, withinMs: number): Promise<TokenListing | null> {
    this.#second ??= this.#start();
    this.#isLooking = true;
    const second = await this.#second;
    const late = setTimeout(() => second?.kill(), withinMs);
    const seen = second === null ? null : await listedBy(second, source, withinMs);
    clearTimeout(late);
    this.#isLooking = false;
    this.end();
    return seen;
  }

  end(): void {
    void this.#second?.then((second) => second?.kill());
    this.#second = null;
  }
}

async function listedBy(process: TokenProcess, source: KeySource, withinMs: number) {
  const { client } = connect(tokenApi, process.wire, { onGone: () => ({ code: 'tokenNotAnswering', afterMs: withinMs }) });
  const loaded = await client.load(source);
  const listed = loaded.ok ? await client.list({}) : loaded;
  return listed.ok ? listed.value : null;
}

/** A card that is in and cannot be read may be the very one: some modules keep it to themselves while they sign. */
export function isStillThere({ serial, reader }: TokenOnModule, seen: TokenListing): boolean {
  return seen.readersUnread.includes(reader) || seen.tokens.some((each) => each.serial === serial);
}
