import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { done, failed, type Failure } from '#core/failure.ts';
import type { TokenOverview, Tokens } from '#main/ports/token.ts';

const rightPin = '1234';

/** One token with one key and PIN 1234, in memory; it can be pulled out, locked, slowed, or fail at the nth signature. */
export class FakeToken implements Tokens {
  readonly fingerprint = 'ab'.repeat(32);
  readonly opened: string[] = [];
  isPresent = true;
  openSessions = 0;
  signatures = 0;
  latencyMs = 0;
  sideBySide = 1;
  /** called before the token is looked for */
  beforeSeeking: () => void = () => undefined;
  /** called before the nth signature of the session's life is made */
  beforeSigning: (nth: number) => void = () => undefined;
  /** called while the token logs in */
  whileOpening: () => Promise<void> = async () => undefined;
  /** called before a session is logged out */
  beforeClosing: () => Promise<void> = async () => undefined;
  /** its time is over: what was logged in signs nothing more */
  isTimeOver = false;
  failAt: { readonly nth: number; readonly failure: Failure } | null = null;
  busy = 0;
  mostBusy = 0;
  #key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  #listeners = new Set<(overview: TokenOverview) => void>();

  overview(): TokenOverview {
    if (!this.isPresent) return { modules: [], tokens: [] };
    const certificate = {
      fingerprint: this.fingerprint,
      der: Buffer.from('der'),
      label: 'Firma',
      keyId: '01',
      key: { kind: 'rsa', bits: 2048 },
      hasKey: true,
      algorithms: ['rsa-sha256'],
    } as const;
    const pin = { state: 'ok', minLength: 4, maxLength: 8, pad: false } as const;
    return {
      modules: [],
      tokens: [
        {
          module: 'm',
          slot: '0',
          reader: 'r',
          label: 'Token',
          serial: '1',
          manufacturer: 'f',
          model: 'm',
          pin,
          certificates: [certificate],
        },
      ],
    };
  }

  async refresh() {
    return this.overview();
  }

  async seek() {
    this.beforeSeeking();
    return this.overview();
  }

  onChange(listener: (overview: TokenOverview) => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  pull(): void {
    this.isPresent = false;
    for (const listener of this.#listeners) listener(this.overview());
  }

  async open(request: Parameters<Tokens['open']>[0]) {
    if (!this.isPresent) return failed({ code: 'tokenAbsent' });
    const pin = request.pin === 'pad' ? 'pad' : Buffer.from(request.pin).toString();
    this.opened.push(pin);
    if (pin !== rightPin) return failed({ code: 'pinWrong', triesLeft: 'few' });
    await this.whileOpening();
    this.openSessions += 1;
    this.isTimeOver = false;
    return done({
      fingerprint: request.fingerprint,
      sideBySide: this.sideBySide,
      paceMs: () => (this.signatures === 0 ? null : this.latencyMs),
      isOpen: () => !this.isTimeOver,
      sign: async (toBeSigned: Uint8Array) => {
        if (this.isTimeOver) return failed({ code: 'sessionEnded' });
        this.beforeSigning(this.signatures + 1);
        this.busy += 1;
        this.mostBusy = Math.max(this.mostBusy, this.busy);
        if (this.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.latencyMs));
        this.busy -= 1;
        if (!this.isPresent) return failed({ code: 'tokenRemoved' });
        this.signatures += 1;
        if (this.failAt?.nth === this.signatures) return failed(this.failAt.failure);
        return done(new Uint8Array(sign('sha256', toBeSigned, this.#key)));
      },
      close: async () => {
        await this.beforeClosing();
        this.openSessions -= 1;
      },
    });
  }

  async changePin() {
    return done(null);
  }
  async close() {
    this.#listeners.clear();
  }
}
