import { done, failed } from '#core/failure.ts';
import { defaultDeliveryPolicy } from '#core/delivery.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import type { Mail } from '#main/ports/mail.ts';
import type { Authority } from '#main/ports/trust.ts';
import type { Store } from '#main/ports/store.ts';
import type { PinPrompt, PinRequest } from '#main/ports/system.ts';
import { createStation, type RunningStation } from '#main/station/create-station.ts';
import type { StationParts } from '#main/station/station-parts.ts';
import { tables } from '#main/files/table.ts';
import { openStore } from '#main/store/open-store.ts';
import { fakeCourier } from '#test/fakes/fake-courier.ts';
import { FakeGateway } from '#test/fakes/fake-gateway.ts';
import { FakeToken } from '#test/fakes/fake-token.ts';
import { noteType, noteXml } from '#test/fakes/note-documents.ts';
import { systemClock } from '#main/system-clock.ts';
import { untilTold } from '#test/until-told.ts';

/** The official at the PIN window: gives what the test put there, and remembers what was shown. */
export class FakePerson implements PinPrompt {
  readonly asked: PinRequest[] = [];
  pins: (string | 'cancel')[] = [];
  async ask(request: PinRequest) {
    this.asked.push(request);
    const pin = this.pins.shift() ?? '1234';
    if (pin === 'cancel') return failed({ code: 'pinCancelled' });
    return done({ pin: new Uint8Array(Buffer.from(pin)), isFinalTryConfirmed: false });
  }
}

export const allowed: Authority = {
  verdict: 'valid',
  reasons: [],
  certificate: {
    verdict: 'valid',
    reasons: [],
    signer: { subject: 'CN=Ana', serial: '1', fingerprint: 'ab'.repeat(32), country: 'CL' },
    path: [],
    revokedAt: null,
    evidence: [],
  },
  official: null,
  offlineUntil: null,
};

export type Bench = {
  readonly station: RunningStation;
  readonly store: Store;
  readonly gateway: FakeGateway;
  readonly token: FakeToken;
  readonly person: FakePerson;
  readonly log: { event: string; details: unknown }[];
  /** what the desktop showed */
  readonly told: string[];
  authority: Authority;
  nowMs: () => number;
  /** differs from it by what somebody set the clock by */
  sinceBootMs: () => number;
  /** resolves as soon as `holds` is true, looked at after every change the station tells */
  until(holds: () => boolean, withinMs?: number): Promise<void>;
  stop(): Promise<void>;
};

export type BenchOptions = {
  readonly file?: string;
  readonly gateway?: FakeGateway;
  /** another way to the gateway than straight into `gateway` */
  readonly line?: Gateway;
  readonly token?: FakeToken;
  readonly mail?: Mail;
  readonly courier?: StationParts['courier'];
  readonly policy?: Partial<StationParts['policy']>;
  /** of the schema in force; another one is another pack */
  readonly schemaHash?: string;
  /** put around the store and the token, e.g. to die between two of their calls */
  readonly wrap?: <T extends object>(port: T) => T;
};

/** A whole station on the real store, with a gateway, a token and a person in memory. */
export function benchStation(options: BenchOptions = {}): Bench {
  const opened = openStore({ file: options.file ?? ':memory:' });
  if (!opened.ok) throw new Error(opened.failure.code);
  const gateway = options.gateway ?? new FakeGateway();
  const token = options.token ?? new FakeToken();
  const wrap = options.wrap ?? (<T extends object>(port: T): T => port);
  const person = new FakePerson();
  const log: Bench['log'] = [];
  const told: string[] = [];
  const bench = { authority: allowed, nowMs: () => Date.now(), sinceBootMs: systemClock.sinceBootMs };
  const station = createStation({
    version: '0',
    isPractice: true,
    store: wrap(opened.value.store),
    xml: noteXml,
    tokens: wrap(token),
    trust: { judgeCertificate: async () => bench.authority.certificate, authority: async () => bench.authority },
    openGateway: async () => options.line ?? gateway,
    useSources: async () => undefined,
    mail: options.mail ?? null,
    courier: options.courier ?? fakeCourier('CLSAG'),
    clock: { now: () => new Date(bench.nowMs()), monotonicMs: () => performance.now(), sinceBootMs: () => bench.sinceBootMs() },
    log: { write: (_level, event, details) => void log.push({ event, details }) },
    pinPrompt: person,
    secrets: { protect: async (plain) => done(`sealed:${plain}`), reveal: async (sealed) => done(sealed.slice(7)) },
    tables,
    desktop: { notify: (notice) => void told.push(notice.body) },
    unexpected: {
      report: (error, doing) => {
        log.push({ event: 'unexpected', details: { doing, error: error instanceof Error ? error.stack : error } });
        return { code: 'unexpected', incident: doing };
      },
    },
    documentTypes: [noteType],
    schemas: { describe: (schema) => ({ name: schema, hash: options.schemaHash ?? 'h', pack: null }), words: () => null, packs: [] },
    chance: () => 0.5,
    identity: { station: 'CLSAG', country: 'CL', official: null },
    defaults: {
      language: 'es',
      officialName: 'Ana',
      gateway: { url: 'https://gateway', user: 'u', password: 'p', transport: 'rest' },
      keyFilesAllowed: [],
      locked: [],
    },
    support: {
      about: () => ({ runtime: [], packs: [], licences: [], dataFolder: '/data', crashes: [] }),
      licenceTexts: () => new Uint8Array(),
      bundle: () => new Uint8Array(),
    },
    policy: { ...testPolicy, ...options.policy },
  });
  const until: Bench['until'] = (holds, withinMs) =>
    untilTold(station, holds, { about: () => log.slice(-5), ...(withinMs === undefined ? {} : { withinMs }) });
  return Object.assign(bench, {
    station,
    store: opened.value.store,
    gateway,
    token,
    person,
    log,
    told,
    until,
    stop: async () => {
      await station.stop();
      opened.value.store.close();
    },
  });
}

export const testPolicy: StationParts['policy'] = {
  delivery: { ...defaultDeliveryPolicy, backoff: { firstMs: 10, factor: 2, ceilingMs: 50 } },
  breaker: { failuresToOpen: 1, firstProbeMs: 20, ceilingMs: 50, busyMs: 60_000 },
  leaseMs: 5_000,
  width: 4,
  pollMs: 20,
  signaturesAhead: 3,
  pausedSessionMs: 60_000,
  judgeAgainMs: 60_000,
  acknowledgesByItself: true,
  acknowledgeWithinMs: 48 * 3_600_000,
  contingencyAfterMs: 60_000,
  numbersHeld: 0,
  courier: { documents: 5_000, bytes: 64 * 1024 * 1024 },
  digestAfter: 5,
  addresses: [],
};
