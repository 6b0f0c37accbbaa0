import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Agent } from 'undici';
import { headerRules, type Header } from '#core/exchange/header.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { Practice } from '#main/practice/environment.ts';
import type { Store } from '#main/ports/store.ts';
import { approveInStore, someSignature, someSummary, someWork, valueOf } from '#test/fakes/store.ts';
import { ordinaryCertificate } from '../documents.ts';
import { atLeast, type Measure } from '../measure.ts';
import { openBenchStation, type BenchStation } from '../station.ts';

/** What a long outage leaves. */
const count = 10_000;
/** Client and station in turns, the best of each: what they can do, not what else the machine was doing. */
const rounds = 2;
/** As many at a time as a station sends. */
const lanes = 6;

/** What waited through an outage leaves again: against a client that only posts the same bytes to the same gateway. */
export const drain: Measure = {
  id: 'drain',
  title: `${count} queued certificates of five kilobytes leave, over mutual TLS to a gateway in a process of its own`,
  run: async () => {
    let gateway: Gateway | null = null;
    const configure = async (practice: Practice): Promise<StationConfig> => {
      gateway = await startGateway(practice);
      return withGateway(practice, gateway.url);
    };
    const bench = await openBenchStation({ configure, isStarted: false });
    const { url, end } = gateway ?? { url: '', end: () => undefined };
    try {
      const client = openClient(bench.practice, url);
      valueOf(await bench.open.station.start());
      const bare: Pass[] = [];
      const station: Pass[] = [];
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await timed(() => client.post(documents(`bare-${round}`))));
        station.push(await drainStore(bench, round));
      }
      await client.close();
      const best = (passes: readonly Pass[]): number => Math.max(...passes.map(({ rate }) => rate));
      const figures = (passes: readonly Pass[]): string =>
        `${best(passes).toFixed(0)}/s, ${Math.min(...passes.map(({ cpuMs }) => cpuMs)).toFixed(2)} ms of the processor each`;
      return [
        { what: `bare client, ${lanes} at a time`, figures: figures(bare), ratio: null, goal: '', isMet: null },
        {
          what: 'station: claimed, sent, receipt and journal durable, against the bare client',
          figures: figures(station),
          ...atLeast(best(station) / best(bare), 0.7),
        },
      ];
    } finally {
      await bench.close();
      end();
    }
  },
};

type Document = { readonly key: string; readonly bytes: Uint8Array; readonly sha256: string };

function documents(series: string): readonly Document[] {
  const text = new TextDecoder().decode(ordinaryCertificate());
  return Array.from({ length: count }, (_, i) => {
    const signature = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>${series}-${i}</SignatureValue></Signature>`;
    const bytes = new TextEncoder().encode(text.replace(/(<\/[\w:]+>\s*)$/, `${signature}$1`));
    return { key: randomUUID(), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

function withGateway({ config }: Practice, url: string): StationConfig {
  return { ...config, gateway: config.gateway && { ...config.gateway, url } };
}

/** How many a second, and what each cost this process. */
type Pass = { readonly rate: number; readonly cpuMs: number };

async function timed(work: () => Promise<unknown>): Promise<Pass> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { rate: count / seconds, cpuMs: (user + system) / 1000 / count };
}

async function drainStore({ open }: BenchStation, round: number): Promise<Pass> {
  const { store, station } = open;
  fill(store, documents(`station-${round}`), round);
  const pass = await timed(async () => {
    const turn = station.syncOnce();
    while (valueOf(store.outbox.nextDueAt(['certificate'])) !== null) await new Promise((wake) => setTimeout(wake, 10));
    return () => turn;
  });
  // the other side's acknowledgements come after: they are no part of it, nor of the next round
  const stateCount = (states: readonly string[]): number =>
    valueOf(store.monitor.byState()).reduce((sum, { state, count: n }) => sum + (states.includes(state) ? n : 0), 0);
  if (stateCount(['sent', 'received']) !== count * (round + 1)) throw new Error('not all were sent');
  while (stateCount(['received']) !== count * (round + 1)) await station.syncOnce();
  return pass;
}

/** In pieces, as an outage fills it: what the log still holds of one giant transaction would be written back while it drains. */
function fill(store: Store, list: readonly Document[], round: number): void {
  const at = new Date().toISOString();
  const piece = 500;
  for (let first = 0; first < list.length; first += piece)
    valueOf(
      store.together(() => {
        for (const [index, { key, bytes }] of list.slice(first, first + piece).entries()) {
          const n = round * count + first + index;
          const summary = someSummary(`CO-BENCH-${n}`, { issuerCountry: 'CO', destinationCountry: 'PE' });
          valueOf(store.outgoing.receive(someWork(n, { bytes: new TextEncoder().encode(`<c>${n}</c>`), summary })));
          approveInStore(store, `out-${n}`, at);
          valueOf(store.outgoing.storeSignature(someSignature(n, { signedBytes: bytes, idempotencyKey: key, at })));
        }
        return store.setCursor('bench', `filled ${round} ${first}`);
      }),
    );
}

type Gateway = { readonly url: string; end(): void };

/** The reference gateway as an integrator starts it, with the practice's keys. */
async function startGateway({ folder, pki, config }: Practice): Promise<Gateway> {
  const place = join(folder, 'gateway-apart');
  mkdirSync(place);
  writeFileSync(join(place, 'server.key.pem'), pki.tlsServer.privateKeyPem);
  writeFileSync(join(place, 'server.pem'), pki.tlsServer.certificatePem + pki.issuing.certificatePem);
  writeFileSync(join(place, 'clients.pem'), pki.root.certificatePem + pki.issuing.certificatePem);
  const user = { name: config.gateway?.user ?? '', country: 'CO', password: config.gateway?.password ?? '' };
  const tls = { key: 'server.key.pem', cert: 'server.pem', clientCa: 'clients.pem' };
  writeFileSync(join(place, 'gateway.json'), JSON.stringify({ port: 0, tls, users: [user] }));
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../gateway/serve.ts'), '--dir', place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { url: (JSON.parse(line) as { url: string }).url, end: () => void child.kill('SIGKILL') };
  throw new Error('the gateway did not start');
}

/** Nothing but the requests: the header is written beforehand, and only the status of the answer is looked at. */
function openClient({ config }: Practice, url: string) {
  const { caFile, certificateFile, keyFile, user, password } = config.gateway ?? {};
  const pem = (file: string | null | undefined): string => readFileSync(file ?? '', 'utf8');
  const dispatcher = new Agent({
    connections: lanes,
    pipelining: 1,
    connect: { ca: pem(caFile), cert: pem(certificateFile), key: pem(keyFile) },
  });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const put = async ({ key, bytes, sha256 }: Document, headers: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await dispatcher.request({ origin: url, path: `/v1/deliveries/${key}`, method: 'PUT', headers, body: bytes });
    await answer.body.dump();
    if (answer.statusCode !== 201) throw new Error(`the gateway answered ${answer.statusCode} to ${sha256}`);
  };
  return {
    async post(list: readonly Document[]): Promise<void> {
      const ready = list.map((document) => ({ document, headers: { authorization, ...headersOf(document) } }));
      let next = 0;
      const lane = async (): Promise<void> => {
        for (;;) {
          const one = ready[next];
          next += 1;
          if (!one) return;
          await put(one.document, one.headers);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },
    close: () => dispatcher.close(),
  };
}

function headersOf({ key, sha256 }: Document): Record<string, string> {
  const header: Header = {
    interaction: 'EnvioDocumento',
    service: 'Documento.851',
    sender: 'ESTCO01',
    senderCountry: 'CO',
    receiver: 'VUCEPE',
    receiverCountry: 'PE',
    transaction: key,
    state: 'ENV',
    at: new Date().toISOString(),
    documentType: '851',
    documentId: 'CO-BENCH',
    originalTransaction: null,
  };
  const fields: Record<string, string> = { 'document-sha256': sha256, 'content-type': 'application/xml' };
  for (const { field, httpField } of headerRules) {
    const value = header[field];
    if (value !== null) fields[httpField] = encodeURIComponent(value);
  }
  return fields;
}
