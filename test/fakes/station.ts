import { nextOutgoing, type OutgoingEvent } from '#core/lifecycle.ts';
import type { PolicyReport } from '#contract/policy.ts';
import type { Events, Handlers, Reply } from '#contract/rpc.ts';
import { stationApi, type StationApi } from '#contract/station-api.ts';
import type { SampleDocument } from '#test/fakes/station-documents.ts';
import { batchCalls, type createFakeBatch, type BatchOptions } from '#test/fakes/station-batch.ts';
import { incomingCalls } from '#test/fakes/station-incoming.ts';
import { schemaRows } from '#test/fakes/station-schemas.ts';
import { fakeDirectory, fakeTrust } from '#test/fakes/station-officials.ts';
import { createFakeOutage, type ContingencyNow, type NoticesShown } from '#test/fakes/station-outage.ts';
import type { TokenProblem } from '#core/token-problem.ts';
import { showTokenProblem } from '#main/station/show-token-problems.ts';
import { createFakeDrafts } from '#test/fakes/station-drafts.ts';
import { certificatePageOf, incompleteOf, monitorOf, reviewOf } from '#test/fakes/station-pages.ts';
import { inboxRows, incomingRows, outboxRows, type Held, type WorkRow } from '#test/fakes/station-rows.ts';
import { settingsCalls, type Settings } from '#test/fakes/station-settings.ts';
import { fakeSupport } from '#test/fakes/station-support.ts';
import { oneToken } from '#test/fakes/station-tokens.ts';
import { rowsOf, workCalls, type Box } from '#test/fakes/station-work.ts';

type Overview = typeof oneToken;

export type FakeOptions = {
  readonly samples: readonly SampleDocument[];
  readonly settings?: Partial<Settings>;
  readonly tokens?: Overview;
  readonly tokenProblems?: readonly TokenProblem[];
  readonly testProblem?: TokenProblem;
  /** certificates in the inbox beyond the samples */
  readonly extra?: number;
  readonly isEmpty?: boolean;
  readonly line?: 'up' | 'down' | 'unknown';
  /** since when it is down; a quarter of an hour when absent */
  readonly lineSince?: string;
  /** why it is down */
  readonly lineCode?: string;
  readonly clockDifferenceMs?: number;
  readonly isPractice?: boolean;
  readonly batch?: Partial<BatchOptions>;
  readonly contingency?: ContingencyNow;
  readonly notices?: NoticesShown;
  /** contingency numbers, each given once */
  readonly numbers?: readonly string[];
  readonly policy?: PolicyReport;
};

/** The station as the window knows it, made from the contract: requests and answers are parsed by its schemas. */
export class FakeStation {
  readonly calls: { readonly name: string; readonly request: unknown }[] = [];
  tokens: Overview;
  readonly #work: Held<WorkRow>[];
  readonly #incoming: ReturnType<typeof incomingRows>;
  readonly #settings: ReturnType<typeof settingsCalls>;
  readonly #drafts = createFakeDrafts(
    (id) => this.emit('changed', { ids: [id] }),
    (id) => this.#held(id)?.document.bytes ?? null,
  );
  readonly #options: FakeOptions;
  readonly #outage: ReturnType<typeof createFakeOutage>;
  readonly #failures = new Map<string, { readonly code: string }>();
  readonly #holds = new Map<string, { readonly until: Promise<void>; isMeant(request: unknown): boolean }>();
  readonly #batches = new Map<string, ReturnType<typeof createFakeBatch>>();
  #listener: (name: string, payload: unknown) => void = () => undefined;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#outage = createFakeOutage(options.contingency ?? {}, () => this.emit('statusChanged', {}), options.notices, [
      ...(options.numbers ?? []),
    ]);
    this.tokens = options.tokens ?? oneToken;
    this.#work = options.isEmpty ? [] : [...inboxRows(options.samples, options.extra ?? 0), ...outboxRows(options.samples)];
    this.#incoming = options.isEmpty ? [] : incomingRows(options.samples);
    this.#settings = settingsCalls(options.settings);
  }

  /** Everything the station tells goes here. */
  onEvent(listener: (name: string, payload: unknown) => void): void {
    this.#listener = listener;
  }

  emit<Name extends keyof Events<StationApi> & string>(name: Name, payload: Events<StationApi>[Name]): void {
    this.#listener(name, stationApi[name].payload.parse(payload));
  }

  /** Those in which there is no place for a signature. */
  readonly unsignable = new Set<string>();

  /** The next call of this name fails so. */
  failNext(name: keyof Handlers<StationApi>, failure: { readonly code: string; readonly [fact: string]: unknown }): void {
    this.#failures.set(name, failure);
  }

  /** The next call of this name, or the next that is meant, is answered once what this gives is called. */
  holdNext(name: keyof Handlers<StationApi>, isMeant: (request: unknown) => boolean = () => true): () => void {
    let answer = (): void => undefined;
    this.#holds.set(name, { until: new Promise((resolve) => (answer = resolve)), isMeant });
    return () => answer();
  }

  /** Work comes in while somebody looks. */
  arrive(): void {
    const rows = inboxRows(this.#options.samples, 0);
    this.#work.push(...rows);
    this.emit('changed', { ids: rows.map(({ row }) => row.id) });
  }

  setTokens(tokens: Overview): void {
    this.tokens = tokens;
    this.emit('tokensChanged', {});
  }

  setContingency(next: ContingencyNow): void {
    this.#outage.put(next);
  }

  batch(): ReturnType<typeof createFakeBatch> | undefined {
    return [...this.#batches.values()].at(-1);
  }

  stateOf(id: string): string | undefined {
    return this.#work.find((held) => held.row.id === id)?.row.state;
  }

  async call(name: string, request: unknown): Promise<Reply<unknown>> {
    const contract = stationApi[name as keyof StationApi];
    if (contract?.kind !== 'call') return { ok: false, failure: { code: 'badRequest' } };
    const parsed = contract.request.parse(request);
    this.calls.push({ name, request: parsed });
    const hold = this.#holds.get(name);
    if (hold?.isMeant(parsed) === true) {
      this.#holds.delete(name);
      await hold.until;
    }
    const failure = this.#failures.get(name);
    if (failure && this.#failures.delete(name)) return { ok: false, failure };
    const handler = this.#handlers()[name as keyof Handlers<StationApi>] as (request: unknown) => Promise<Reply<unknown>> | Reply<unknown>;
    const reply = await handler(parsed);
    return reply.ok ? { ok: true, value: contract.answer.parse(reply.value) } : reply;
  }

  close(): void {
    for (const batch of this.#batches.values()) batch.close();
  }

  #held(id: string): Held<WorkRow> | undefined {
    return this.#work.find((held) => held.row.id === id);
  }

  #step(id: string, event: OutgoingEvent): Reply<Record<string, never>> {
    const held = this.#held(id);
    if (!held) return notFound;
    const state = nextOutgoing(held.row.state, event);
    if (state === null) return { ok: false, failure: { code: 'stateForbids' } };
    held.row = { ...held.row, state, changedAt: new Date().toISOString() };
    this.emit('changed', { ids: [id] });
    this.emit('statusChanged', {});
    return nothing;
  }

  #handlers(): Handlers<StationApi> {
    const options = this.#options;
    const rowsIn = (box: Box): readonly WorkRow[] => rowsOf(this.#work, box);
    return {
      schemas: () => ({ ok: true, value: { rows: schemaRows } }),
      status: () => ({
        ok: true,
        value: {
          version: '0.1.0',
          isPractice: options.isPractice ?? true,
          line: {
            state: options.line ?? 'up',
            since: options.line === 'down' ? (options.lineSince ?? new Date(Date.now() - 900_000).toISOString()) : null,
            code: options.line === 'down' ? (options.lineCode ?? 'gatewayUnreachable') : null,
            detail: null,
          },
          counts: {
            inbox: rowsIn('inbox').length,
            outbox: rowsIn('outbox').length,
            attention: rowsIn('all').filter((row) => row.state === 'needsAttention').length,
            incoming: this.#incoming.filter((held) => held.row.state !== 'acknowledged').length,
          },
          clockDifferenceMs: options.clockDifferenceMs ?? 0,
          toRead: this.#outage.toRead(),
          countriesOut: [],
          startedAt: new Date().toISOString(),
        },
      }),
      ...workCalls(rowsIn),
      receiveFile: ({ name }) =>
        name.endsWith('.xml')
          ? { ok: true, value: { id: 'PRACTICA-CL-2026-000101', number: 'PRACTICA-CL-2026-000101' } }
          : {
              ok: false,
              failure: (name.endsWith('.rss')
                ? { code: 'documentTypeUnknown', root: 'rss' }
                : { code: 'documentRefused', reason: 'not-xml' }) as never,
            },
      openReview: ({ id }) => {
        const held = this.#held(id);
        if (!held) return notFound;
        if (held.row.state === 'pending') this.#step(id, 'claim');
        return { ok: true, value: reviewOf(held, options.samples, !this.unsignable.has(id)) };
      },
      approve: ({ id, digest }) =>
        this.#held(id)?.document.sha256 === digest?.slice(7)
          ? this.#step(id, 'approve')
          : { ok: false, failure: { code: 'reviewChanged' } },
      release: ({ id }) => this.#step(id, 'release'),
      withdrawApproval: ({ id }) => this.#step(id, 'withdrawApproval'),
      decline: ({ id }) => this.#step(id, 'decline'),
      tokens: () => ({ ok: true, value: this.tokens }),
      tokenProblems: () => ({
        ok: true,
        value: { problems: (this.#options.tokenProblems ?? []).map((problem) => showTokenProblem(problem)) },
      }),
      addModule: () => ({ ok: true, value: {} }),
      addKeyFile: () => ({ ok: true, value: {} }),
      removeKeySource: () => ({ ok: true, value: {} }),
      testSignature: () => {
        const problem = this.#options.testProblem ? showTokenProblem(this.#options.testProblem) : null;
        return { ok: true, value: { problem, algorithm: 'rsa-sha256', tookMs: 340 } };
      },
      changePin: () => ({ ok: true, value: {} }),
      tokensFor: () => ({ ok: true, value: this.tokens }),
      refreshTokens: () => ({ ok: true, value: this.tokens }),
      authority: ({ ids }) => ({
        ok: true,
        value: {
          rows: ids.map((id) => ({
            id,
            number: this.#held(id)?.row.number ?? id,
            judgement: { verdict: 'valid' as const, reasons: [] },
            sentences: [
              { es: 'Usted está habilitada para este documento y este país.', en: 'You are enabled for this document and this country.' },
            ],
            offlineUntil: null,
          })),
        },
      }),
      ...batchCalls(this.#batches, options.batch, {
        numberOf: (id) => this.#held(id)?.row.number ?? id,
        signed: (id) => this.#step(id, 'signed'),
        changed: (batchId) => this.emit('batchChanged', { batchId }),
      }),
      certificate: ({ id }) => {
        const held = this.#held(id);
        return held
          ? { ok: true, value: { ...certificatePageOf(held), contingency: this.#outage.issuedUnder(held.row.destinationCountry) } }
          : notFound;
      },
      retry: ({ id }) => this.#step(id, 'retry'),
      syncNow: () => nothing,
      ...incomingCalls(this.#incoming, (id) => this.emit('changed', { ids: [id] })),
      acknowledgementDocument: ({ id }) => ({ ok: true, value: { name: `${id}.acknowledgement.xml`, bytes: new Uint8Array() } }),
      documentBytes: ({ id }) => {
        const held = this.#held(id) ?? this.#incoming.find((one) => one.row.id === id);
        return held ? { ok: true, value: { name: `${held.row.number}.xml`, bytes: held.document.bytes } } : notFound;
      },
      monitor: () => ({
        ok: true,
        value: monitorOf(
          this.#work.map((held) => held.row),
          this.#incoming.map((held) => held.row),
        ),
      }),
      incomplete: ({ official }) => ({
        ok: true,
        value: incompleteOf(
          this.#work.map((held) => held.row),
          official,
        ),
      }),
      exportWork: ({ format }) => ({
        ok: true,
        value: { name: `certificados.${format}`, bytes: new Uint8Array([1, 2, 3]), count: this.#work.length },
      }),
      ...this.#drafts,
      ...this.#outage.calls,
      ...fakeDirectory,
      ...fakeTrust,
      ...fakeSupport,
      policy: () => ({ ok: true, value: this.#options.policy ?? { isReplaced: true, rows: [], problems: [] } }),
      ...this.#settings,
    };
  }
}

const nothing = { ok: true, value: {} } as const;
const notFound = { ok: false, failure: { code: 'documentNotFound' } } as const;
