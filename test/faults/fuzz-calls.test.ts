import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame } from '#contract/rpc.ts';
import { stationApi } from '#contract/station-api.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import { serve } from '#main/wire/rpc.ts';
import { wireOverPort } from '#main/wire/wires.ts';
import { brokenFrame, chanceFrom, hostileTexts, hostileValue, nearlyRight, type Chance } from '#test/faults/fuzz-values.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { expectValue, realClock } from '#test/flow/expect-value.ts';

/** RUBRICA_FAULTS=long makes five times as many. */
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const hostileCalls = isLong ? 100_000 : 20_000;
const patience = isLong ? 15 * 60_000 : 120_000;
const seed = Number(process.env['RUBRICA_SEED'] ?? 20_261_122);
const atOnce = 100;

const root = join(import.meta.dirname, '../..');
const samples = ['cl-pe-uvas', 'cl-co-manzanas'].map((name) => readFileSync(join(root, `schemas/samples/phytosanitary/${name}.xml`)));
const calls = Object.entries(stationApi).flatMap(([name, entry]) => (entry.kind === 'call' ? [{ name, request: entry.request }] : []));
const names = calls.map(({ name }) => name);
const unknownNames = [
  '__proto__',
  'constructor',
  'toString',
  'Status',
  'status ',
  'changed',
  'then',
  '',
  'x'.repeat(5_000),
  ...hostileTexts,
];

let folder: string;
let assembled: Assembled;
let port: MessagePort;
let ids: { reviews: string[]; draft: string };
const unexpected: unknown[] = [];
const person = new FakePerson();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-fuzz-'));
  const log = {
    write: (_level: string, event: string, details?: unknown) => void (event === 'unexpected' && unexpected.push(details)),
    report: (error: unknown, doing: string) => {
      unexpected.push({ doing, error });
      return { code: 'unexpected', incident: doing } as const;
    },
  };
  assembled = await expectValue(
    assembleStation(configIn(folder), {
      startToken: () => Promise.reject(new Error('no token here')),
      pinPrompt: person,
      secrets: { protect: async (value) => ({ ok: true, value }), reveal: async (value) => ({ ok: true, value }) },
      desktop: { notify: () => undefined },
      proxyFor: async () => null,
      log,
      clock: realClock,
      openTrust,
    }),
  );
  const { handlers } = assembled.station;
  const reviews: string[] = [];
  for (const bytes of samples) {
    const { id } = await expectValue(handlers.receiveFile({ name: 'a.xml', bytes }));
    await expectValue(handlers.openReview({ id }));
    reviews.push(id);
  }
  ids = { reviews, draft: (await expectValue(handlers.startDraft({ type: 'phytosanitary', version: '13B' }))).id };
  const { port1, port2 } = new MessageChannel();
  serve(stationApi, wireOverPort(port1), handlers, log);
  port = port2;
});

afterAll(async () => {
  port?.close();
  await assembled?.close();
  rmSync(folder, { recursive: true, force: true });
});

function configIn(dataFolder: string): StationConfig {
  return {
    version: '0',
    isPractice: true,
    dataFolder,
    schemaFolder: join(root, 'schemas'),
    nativeBinding: null,
    country: 'CL',
    entity: null,
    modules: [{ path: join(dataFolder, 'no-such-module.so') }],
    ignorePinPad: false,
    tokenEnvironment: {},
    gateway: null,
    trust: { anchorsFolder: null, intermediatesFolder: null, crlFolder: null, directoryAuthorityFile: null, offlineEvidenceHours: 72 },
    mail: null,
  };
}

type Sent = { readonly name: string; readonly body: unknown };
type Answered = Sent & { readonly reply: { ok: boolean; failure?: { code: string; detail?: string } } };

/** Sends frames as they are and waits for one answer to each that is a request; what it cannot be read as is answered by none. */
async function send(frames: readonly unknown[]): Promise<Answered[]> {
  const awaited = frames.flatMap((raw) => {
    const read = frame.safeParse(structuredClone(raw));
    return read.success && read.data.kind === 'request' ? [read.data] : [];
  });
  const answers: Answered[] = [];
  await new Promise<void>((resolve) => {
    if (awaited.length === 0) return resolve();
    const hear = (reply: { id: number; reply: Answered['reply'] }): void => {
      const asked = awaited.find(({ id }) => id === reply.id);
      answers.push({ name: asked?.name ?? '?', body: asked?.body, reply: reply.reply });
      if (answers.length < awaited.length) return;
      port.off('message', hear);
      resolve();
    };
    port.on('message', hear);
    for (const raw of frames) port.postMessage(raw);
  });
  if (awaited.length === 0) for (const raw of frames) port.postMessage(raw);
  return answers;
}

/** Ids that exist are given only to calls that change nothing, or that must be refused in the state these documents are in. */
const mayNameReal = [
  'certificate',
  'openReview',
  'approve',
  'withdrawApproval',
  'sign',
  'retry',
  'documentBytes',
  'authority',
  'contingencyNumber',
];

function hostileFrame(chance: Chance, id: number): unknown {
  if (chance.oneIn(10)) return brokenFrame(chance, names);
  if (chance.oneIn(12)) return { kind: 'request', id, name: chance.pick(unknownNames), body: hostileValue(chance) };
  const { name, request } = chance.pick(calls);
  const real = mayNameReal.includes(name) ? ids.reviews : [];
  const idLike = [...hostileTexts, ...real, ...real];
  const plausible = {
    id: idLike,
    ids: [real, [...real, 'no-such-id'], hostileTexts, [''], Array.from({ length: 1_001 }, () => 'a')],
    digest: [`sha256:${'0'.repeat(64)}`, `sha256:${'F'.repeat(64)}`],
    fingerprint: ['ab'.repeat(32)],
    box: ['inbox', 'all'],
    search: hostileTexts,
    bytes: [new TextEncoder().encode('<a/>'), samples[0]?.subarray(0, 900), new Uint8Array(0)],
    values: [{ number: 'x' }, JSON.parse('{"__proto__":"x"}'), Object.fromEntries(hostileTexts.map((text) => [text, text]))],
  };
  const body = chance.oneIn(3) ? hostileValue(chance) : nearlyRight(chance, request, plausible);
  // a change of settings that reads well is no attack on the shape of a call: the other test makes those
  if (name === 'changeSettings' && request.safeParse(body).success) return hostileFrame(chance, id);
  return { kind: 'request', id, name, body };
}

function heapAfterSweeping(): number {
  setFlagsFromString('--expose-gc');
  const sweep = runInNewContext('gc') as () => void;
  sweep();
  sweep();
  return process.memoryUsage().heapUsed;
}

/** Every commit writes into the log beside the store: when that has not moved, nothing was changed. */
const lastWrite = (): string => {
  const { size, mtimeMs } = statSync(join(folder, 'station.db-wal'), { bigint: false });
  return `${size} ${mtimeMs}`;
};

function namesOf(frames: readonly unknown[]): string {
  const named = frames.map((one) => (one === null || one === undefined ? undefined : (one as { name?: unknown }).name));
  return `written by one of: ${named.filter((name) => typeof name === 'string').join(' ')}`;
}

describe('calls of a page that means harm', () => {
  it(`are answered, ${hostileCalls} of them, without a crash, an incident, a leak or a change`, { timeout: patience }, async () => {
    const chance = chanceFrom(seed);
    const head = await expectValue(assembled.store.journal.head());
    const codes = new Map<string, number>();
    let done = 0;
    const turn = async (): Promise<void> => {
      const frames = Array.from({ length: atOnce }, (_, i) => hostileFrame(chance, done + i + 1));
      const before = lastWrite();
      for (const { name, reply } of await send(frames)) {
        const code = reply.ok ? 'ok' : (reply.failure?.code ?? '?');
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (code === 'unexpected') throw new Error(`${name}: ${JSON.stringify(unexpected.at(-1))}`);
        expect(reply.failure?.detail?.length ?? 0, name).toBeLessThan(1_000);
      }
      done += atOnce;
      expect(lastWrite(), namesOf(frames)).toBe(before);
    };
    while (done < 2_000) await turn();
    const heapBefore = heapAfterSweeping();
    while (done < hostileCalls) await turn();
    const grown = (heapAfterSweeping() - heapBefore) / 2 ** 20;
    const told = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`);
    process.stdout.write(`fuzz: ${done} calls (seed ${seed}), heap ${grown.toFixed(1)} MB more: ${told.join(', ')}\n`);
    expect(unexpected).toEqual([]);
    expect(person.asked).toEqual([]);
    expect(await expectValue(assembled.store.journal.head())).toEqual(head);
    expect(grown).toBeLessThan(24);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it('that read well but carry hostile values leave a store that is whole', { timeout: patience }, async () => {
    const chance = chanceFrom(seed + 1);
    await expectValue(assembled.station.start());
    const text = (): string => chance.pick(hostileTexts);
    const kinds: readonly (() => Sent)[] = [
      () => ({ name: 'changeSettings', body: { officialName: text() } }),
      () => ({
        name: 'changeSettings',
        body: { gatewayUrl: chance.pick(['file:///etc/passwd', 'javascript:1', 'https://127.0.0.1:9/x', 'x:']) },
      }),
      () => ({ name: 'changeSettings', body: { gatewayUser: text(), gatewayPassword: text(), urgentHours: 1.5 } }),
      () => ({
        name: 'saveDraft',
        body: { id: ids.draft, values: Object.fromEntries([text(), text(), 'number'].map((key) => [key, text()])) },
      }),
      () => ({ name: 'draft', body: { id: ids.draft } }),
      () => ({ name: 'finishDraft', body: { id: ids.draft } }),
      () => ({ name: 'saveDraftTemplate', body: { name: text() || 'a', draftId: ids.draft } }),
      () => ({ name: 'startDraft', body: { type: 'phytosanitary', version: '13B', templateId: text() } }),
      () => ({ name: 'declareContingency', body: { reason: text() || 'a' } }),
      () => ({ name: 'release', body: { id: chance.pick(ids.reviews) } }),
      () => ({ name: 'openReview', body: { id: chance.pick(ids.reviews) } }),
      () => ({ name: 'draftFrom', body: { id: chance.pick(ids.reviews), how: 'copy' } }),
      () => ({ name: 'work', body: { box: 'all', search: text() } }),
      () => ({ name: 'officials', body: { search: text() } }),
      () => ({ name: 'incoming', body: { search: text(), offset: 2 ** 40, limit: 1000 } }),
      () => ({ name: 'drafts', body: {} }),
      () => ({ name: 'settings', body: {} }),
      () => ({ name: 'syncNow', body: {} }),
    ];
    const count = hostileCalls / 20;
    for (let done = 0; done < count; done += atOnce) {
      const frames = Array.from({ length: atOnce }, (_, i) => ({ kind: 'request', id: done + i + 1, ...chance.pick(kinds)() }));
      for (const { name, body, reply } of await send(frames)) {
        expect(reply.failure?.code, `${name} ${JSON.stringify(body)} ${JSON.stringify(unexpected.at(-1))}`).not.toBe('unexpected');
        if (['drafts', 'settings', 'incoming', 'officials', 'work'].includes(name))
          expect([undefined, 'badRequest']).toContain(reply.failure?.code);
      }
    }
    expect(unexpected).toEqual([]);
    expect(await expectValue(assembled.store.journal.verify())).toMatchObject({ broken: null });
    expect(await expectValue(assembled.store.check())).toEqual([]);
    await assembled.close();
    const file = new DatabaseSync(join(folder, 'station.db'), { readOnly: true });
    expect(file.prepare('SELECT count(*) AS n FROM outgoing WHERE state IN (?, ?)').get('pending', 'inReview')).toMatchObject({
      n: samples.length,
    });
    file.close();
    process.stdout.write(`fuzz: ${count} well-formed calls with hostile values\n`);
  });
});
