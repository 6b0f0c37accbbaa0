import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '#main/store/open-store.ts';
import { approveInStore, someSignature, someWork, valueOf } from '#test/fakes/store.ts';
import { fillStore } from '#test/fakes/store-filled.ts';
import { atLeast, atMost, type Measure, type Measurement, medianMs } from '../measure.ts';

const documents = 500;
const group = 10;
const rows = 200_000;
const goalMs = 50;

/** Durable enqueue against the barest commit of the same bytes; lists and search over 200,000 certificates. */
export const store: Measure = {
  id: 'store',
  title: 'Durable enqueue, and lists and search over 200,000 certificates',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-store-'));
    try {
      return [...(await enqueue(folder)), ...(await lists(folder))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const filler = randomBytes(5000).toString('latin1');
const bytesOf = (what: string): Uint8Array => Buffer.from(`${what}${filler}`, 'latin1');

async function enqueue(folder: string): Promise<Measurement[]> {
  const bareDb = new Database(join(folder, 'bare.db'));
  bareDb.pragma('journal_mode = WAL');
  bareDb.pragma('synchronous = FULL');
  bareDb.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB) STRICT');
  const insert = bareDb.prepare('INSERT INTO bare (bytes) VALUES (?)');
  const { store: kept } = valueOf(openStore({ file: join(folder, 'enqueue', 'store.db') }));
  let next = 0;
  const approve = (count: number): number => {
    const first = next;
    next += count;
    valueOf(
      kept.together(() => {
        for (let n = first; n < next; n += 1) {
          valueOf(kept.outgoing.receive(someWork(n, { bytes: bytesOf(`work ${n} `) })));
          approveInStore(kept, `out-${n}`);
        }
        return kept.setCursor('bench', String(next));
      }),
    );
    return first;
  };
  const signed = (n: number): ReturnType<typeof someSignature> => someSignature(n, { signedBytes: bytesOf(`signed ${n} `) });
  const times = { bare: [] as number[], one: [] as number[], grouped: [] as number[] };
  for (let round = 0; round < 3; round += 1) {
    times.bare.push(
      await medianMs(1, () => {
        for (let n = 0; n < documents; n += 1) insert.run(bytesOf(`bare ${n} `));
      }),
    );
    const first = approve(documents);
    times.one.push(
      await medianMs(1, () => {
        for (let n = first; n < first + documents; n += 1) valueOf(kept.outgoing.storeSignature(signed(n)));
      }),
    );
    const second = approve(documents);
    times.grouped.push(
      await medianMs(1, () => {
        for (let n = second; n < second + documents; n += group)
          valueOf(kept.outgoing.storeSignatures(Array.from({ length: group }, (_, index) => signed(n + index))));
      }),
    );
  }
  bareDb.close();
  kept.close();
  const best = (list: readonly number[]): number => Math.min(...list) / documents;
  const bare = best(times.bare);
  const figures = (ms: number): string => `${ms.toFixed(3)} ms a document, bare commit ${bare.toFixed(3)} ms`;
  return [
    { what: `enqueue in groups of ${group}`, figures: figures(best(times.grouped)), ...atLeast(bare / best(times.grouped), 0.8) },
    { what: 'enqueue one by one', figures: figures(best(times.one)), ...atLeast(bare / best(times.one), 0.8) },
  ];
}

async function lists(folder: string): Promise<Measurement[]> {
  const file = join(folder, 'lists', 'store.db');
  valueOf(openStore({ file })).store.close();
  fillStore(file, rows);
  const openMs = await medianMs(3, () => valueOf(openStore({ file })).store.close());
  const { store: filled } = valueOf(openStore({ file }));
  const { outgoing, monitor } = filled;
  const asked: readonly (readonly [string, () => unknown])[] = [
    ['inbox', () => outgoing.list({ box: 'inbox' })],
    ['outbox', () => outgoing.list({ box: 'outbox' })],
    ['all, last page', () => outgoing.list({ box: 'all', offset: rows - 100 })],
    ['one state, deep', () => outgoing.list({ box: 'all', states: ['sent'], offset: 30_000 })],
    ['search: in every certificate', () => outgoing.list({ box: 'all', search: 'exportadora' })],
    ['search: one letter', () => outgoing.list({ box: 'all', search: 'c' })],
    ['search: two words', () => outgoing.list({ box: 'all', search: 'nuble vacc' })],
    ['search: one number', () => outgoing.list({ box: 'all', search: 'CL-2026-0123456' })],
    ['search in the inbox', () => outgoing.list({ box: 'inbox', search: 'exportadora' })],
  ];
  const measured: Measurement[] = [];
  for (const [what, ask] of asked) {
    // the best of seven: what the query takes, not what else the machine is doing
    let ms = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 7; round += 1) ms = Math.min(ms, await medianMs(1, ask));
    measured.push({ what, figures: `${ms.toFixed(1)} ms of ${goalMs}`, ...atMost(ms / goalMs, 1) });
  }
  const figuresMs = await medianMs(5, () => [
    monitor.byState(),
    monitor.byDay({ from: '2025-06-01', to: '2026-12-31' }),
    monitor.byCountry(),
  ]);
  filled.close();
  const told = (what: string, ms: number): Measurement => ({ what, figures: `${ms.toFixed(1)} ms`, ratio: null, goal: '', isMet: null });
  return [...measured, told('figures by state, day and country', figuresMs), told('open and close the store', openMs)];
}
