import { constants, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { PinState, SigningSession, TokenCertificate, TokenOverview, Tokens } from '#main/ports/token.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import type { TestIdentity } from '#test/fixtures/token/identities.ts';

/** One token in memory, with real keys and a PIN that locks: as fast as OpenSSL, and judged by the same suite as real ones. */
export class MemoryTokens implements Tokens {
  readonly identities: readonly TestIdentity[];
  isPresent = true;
  triesLeft = 3;
  #pin: string;
  #listeners = new Set<(overview: TokenOverview) => void>();
  #open = new Set<{ fault: Failure | null }>();

  constructor(options: { readonly identities: readonly TestIdentity[]; readonly pin: string }) {
    this.identities = options.identities;
    this.#pin = options.pin;
  }

  overview(): TokenOverview {
    const state = {
      path: 'memory',
      name: 'Memory',
      state: 'ready',
      failure: null,
      readersWithoutToken: this.isPresent ? [] : ['memory'],
    } as const;
    if (!this.isPresent) return { modules: [state], tokens: [] };
    const names = { module: 'memory', slot: '0', reader: 'memory', label: 'Memory', serial: '1', manufacturer: 'test', model: 'memory' };
    const pin = { state: this.#pinState(), minLength: 4, maxLength: 32, pad: false } as const;
    return { modules: [state], tokens: [{ ...names, pin, certificates: this.identities.map(certificateOf) }] };
  }

  async refresh(): Promise<TokenOverview> {
    return this.overview();
  }

  async seek(): Promise<TokenOverview> {
    return this.overview();
  }

  onChange(listener: (overview: TokenOverview) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A hand takes the token out: what was open is over. */
  remove(): void {
    this.isPresent = false;
    for (const session of this.#open) session.fault ??= { code: 'tokenRemoved' };
    this.#tell();
  }

  insert(): void {
    this.isPresent = true;
    this.#tell();
  }

  async open(request: { fingerprint: string; pin: Uint8Array | 'pad'; confirmFinalTry: boolean }): Promise<Result<SigningSession>> {
    const { fingerprint, pin } = request;
    const identity = this.identities.find((each) => each.fingerprint === fingerprint);
    try {
      if (!this.isPresent) return failed({ code: 'tokenRemoved' });
      if (identity === undefined) return failed({ code: 'certificateNotOnToken', fingerprint });
      const refusal = this.#spendTry(pin, request.confirmFinalTry);
      return refusal === null ? done(this.#session(identity)) : failed(refusal);
    } finally {
      if (pin !== 'pad') pin.fill(0);
    }
  }

  async changePin(request: { oldPin: Uint8Array; newPin: Uint8Array }): Promise<Result<null>> {
    try {
      const refusal = this.#spendTry(request.oldPin, false);
      if (refusal !== null) return failed(refusal);
      this.#pin = Buffer.from(request.newPin).toString('utf8');
      return done(null);
    } finally {
      request.oldPin.fill(0);
      request.newPin.fill(0);
    }
  }

  async close(): Promise<void> {
    for (const session of this.#open) session.fault ??= { code: 'sessionEnded' };
  }

  #pinState(): PinState['state'] {
    if (this.triesLeft === 0) return 'locked';
    if (this.triesLeft === 1) return 'final';
    return this.triesLeft === 2 ? 'few' : 'ok';
  }

  #spendTry(pin: Uint8Array | 'pad', confirmFinalTry: boolean): Failure | null {
    if (this.triesLeft === 0) return { code: 'pinLocked' };
    if (this.triesLeft === 1 && !confirmFinalTry) return { code: 'finalTryNotConfirmed' };
    if (pin !== 'pad' && Buffer.from(pin).toString('utf8') === this.#pin) {
      this.triesLeft = 3;
      return null;
    }
    this.triesLeft -= 1;
    this.#tell();
    if (this.triesLeft === 0) return { code: 'pinLocked' };
    return { code: 'pinWrong', triesLeft: this.triesLeft === 1 ? 'one' : 'few' };
  }

  #session(identity: TestIdentity): SigningSession {
    const state: { fault: Failure | null } = { fault: null };
    this.#open.add(state);
    return {
      fingerprint: identity.fingerprint,
      sideBySide: 1,
      isOpen: () => state.fault === null,
      paceMs: () => null,
      sign: async (toBeSigned, algorithm) => {
        if (state.fault !== null) return failed(state.fault);
        if (!certificateOf(identity).algorithms.includes(algorithm)) return failed({ code: 'mechanismMissing', needed: algorithm });
        return done(signWith(identity, toBeSigned, algorithm));
      },
      close: async () => {
        state.fault ??= { code: 'sessionEnded' };
        this.#open.delete(state);
      },
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.overview());
  }
}

const algorithms = {
  rsa: ['rsa-sha256', 'rsa-sha384', 'rsa-sha512', 'rsa-pss-sha256', 'rsa-pss-sha384', 'rsa-pss-sha512'],
  ec: ['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'],
} as const satisfies Record<string, readonly SignatureAlgorithm[]>;
const curves: Readonly<Record<string, 'P-256' | 'P-384' | 'P-521'>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

function certificateOf(identity: TestIdentity): TokenCertificate {
  const details = new X509Certificate(identity.certificate).publicKey.asymmetricKeyDetails;
  const curve = curves[details?.namedCurve ?? ''];
  const key = curve === undefined ? ({ kind: 'rsa', bits: details?.modulusLength ?? 0 } as const) : ({ kind: 'ec', curve } as const);
  const { fingerprint, certificate: der, label } = identity;
  return { fingerprint, der, label, keyId: identity.name, key, hasKey: true, algorithms: algorithms[key.kind] };
}

function signWith(identity: TestIdentity, data: Uint8Array, algorithm: SignatureAlgorithm): Uint8Array {
  const key = createPrivateKey(identity.privateKey);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  return sign(hash, data, algorithm.startsWith('rsa-pss') ? { key, ...pss } : { key, dsaEncoding: 'ieee-p1363' });
}
