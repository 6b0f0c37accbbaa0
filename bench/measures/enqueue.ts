import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sha256Of } from '#main/store/content.ts';
import { openConnection } from '#main/store/connection.ts';
import { boundlessDisk } from '#main/store/disk.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';
import { storeOn } from '#main/store/store.ts';
import { approveInStore, someSignature, someTime, someWork, valueOf } from '#test/fakes/store.ts';
import { atLeast, type Measure, type Measurement } from '../measure.ts';

const rounds = 5;
const documents = 500;
const group = 10;
/** The peers take turns after so many: what else the machine does falls on all of them alike. */
const turn = 50;

const restart = 'wal_checkpoint(RESTART)';

const filler = randomBytes(5000).toString('latin1');
const bytesOf = (what: string): Uint8Array => Buffer.from(`${what}${filler}`, 'latin1');

/** Durable enqueue against the barest commit of the document's bytes, and what of the difference SQLite itself takes. */
export const enqueue: Measure = {
  id: 'enqueue',
  title: 'Durable enqueue of a document of 5 KB, against bare SQLite commits with synchronous=FULL',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-enqueue-'));
    try {
      return await compare(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Puts documents `from` to `to` on the disk; `writeBack` takes its write-ahead log into the file, as happens by itself now and then. */
type Peer = {
  readonly prepare?: (from: number, to: number) => void;
  readonly put: (from: number, to: number) => void | Promise<void>;
  writeBack(): void;
  close(): void;
};

async function compare(folder: string): Promise<Measurement[]> {
  const peers = {
    bare: bareCommits(folder),
    facts: bareFacts(folder),
    one: ours(folder, 'one', 1),
    grouped: ours(folder, 'grouped', group),
  };
  const names = ['bare', 'facts', 'one', 'grouped'] as const;
  const times = names.map((name) => ({ name, ms: [] as number[] }));
  // the first round is not counted: a log that still grows makes the disk write its own books too
  for (let round = 0; round <= rounds; round += 1) {
    const first = round * documents;
    for (const name of names) {
      peers[name].prepare?.(first, first + documents);
      peers[name].writeBack();
    }
    const taken = new Map(names.map((name) => [name, 0]));
    for (let from = first; from < first + documents; from += turn)
      for (const name of names) {
        const start = performance.now();
        await peers[name].put(from, from + turn);
        taken.set(name, (taken.get(name) ?? 0) + performance.now() - start);
      }
    // what each left to be written back is its own: when that happens by itself is chance
    for (const name of names) {
      const start = performance.now();
      peers[name].writeBack();
      taken.set(name, (taken.get(name) ?? 0) + performance.now() - start);
    }
    if (round > 0) for (const { name, ms } of times) ms.push((taken.get(name) ?? Number.NaN) / documents);
    await new Promise(setImmediate);
  }
  for (const name of names) peers[name].close();

  const of = (name: (typeof names)[number]): readonly number[] => times.find((one) => one.name === name)?.ms ?? [];
  const ms = (name: (typeof names)[number]): string => median(of(name)).toFixed(3);
  /** of each round by itself, then their median */
  const ratio = (peer: (typeof names)[number], name: (typeof names)[number]): number =>
    median(of(peer).map((taken, round) => taken / (of(name)[round] ?? Number.NaN)));
  const figures = (name: 'one' | 'grouped'): string => `${ms(name)} ms a document, bare commit ${ms('bare')} ms`;
  const told = (what: string, text: string): Measurement => ({ what, figures: text, ratio: null, goal: '', isMet: null });
  return [
    { what: `in groups of ${group}`, figures: figures('grouped'), ...atLeast(ratio('bare', 'grouped'), 0.8) },
    { what: 'one by one', figures: figures('one'), ...atLeast(ratio('bare', 'one'), 0.8) },
    told(
      'the same facts in bare tables, one by one (document by hash, chained line, queue, state; no list, no check)',
      `${ms('facts')} ms, ${ratio('bare', 'facts').toFixed(2)} of the bare commit: what these tables alone take`,
    ),
    told('one by one against those bare tables', ratio('facts', 'one').toFixed(2)),
  ];
}

function openBare(file: string): Database.Database {
  const db = new Database(file);
  // as the store has them
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 8000');
  return db;
}

function bareCommits(folder: string): Peer {
  const db = openBare(join(folder, 'bare.db'));
  db.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB) STRICT');
  const insert = db.prepare('INSERT INTO bare (bytes) VALUES (?)');
  return {
    put: (from, to) => {
      for (let n = from; n < to; n += 1) insert.run(bytesOf(`bare ${n} `));
    },
    writeBack: () => void db.pragma(restart),
    close: () => db.close(),
  };
}

/** What an enqueue promises and nothing else: no list, no search, no foreign key, no check, no failure told in words. */
function bareFacts(folder: string): Peer {
  const db = openBare(join(folder, 'facts.db'));
  db.exec(`
    CREATE TABLE content (key INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE journal (sequence INTEGER PRIMARY KEY, at TEXT, kind TEXT, subject TEXT, detail TEXT, previous TEXT, hash TEXT) STRICT;
    CREATE TABLE outbox (key INTEGER PRIMARY KEY, idempotency_key TEXT NOT NULL UNIQUE, subject TEXT, due_at TEXT, phase TEXT) STRICT;
    CREATE TABLE outgoing (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT, signed TEXT, signer TEXT) STRICT;`);
  const [content, newest, line, queue, row, state] = [
    'INSERT INTO content (sha256, bytes) VALUES (?, ?)',
    'SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1',
    'INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)',
    `INSERT INTO outbox (idempotency_key, subject, due_at, phase) VALUES (?, ?, ?, 'deliver')`,
    'SELECT key, state FROM outgoing WHERE id = ?',
    `UPDATE outgoing SET state = 'queued', signed = ?, signer = ? WHERE key = ?`,
  ].map((sql) => db.prepare<unknown[], { sequence: number; hash: string; key: number }>(sql));
  const put = db.transaction((n: number) => {
    const { id, signedBytes, signer, digest, at, idempotencyKey } = someSignature(n, { signedBytes: bytesOf(`facts ${n} `) });
    const key = row?.get(id)?.key ?? null;
    const sha256 = sha256Of(signedBytes);
    content?.run(sha256, signedBytes);
    queue?.run(idempotencyKey, id, at);
    state?.run(sha256, JSON.stringify(signer), key);
    const { sequence, hash } = newest?.get() ?? { sequence: 0, hash: '' };
    const detail = JSON.stringify({ from: 'approved', to: 'queued', sha256, digest, idempotencyKey, signer });
    line?.run(sequence + 1, at, 'signed', id, detail, hash, sha256Of(Buffer.from(`${hash}${sequence}${at}${id}${detail}`)));
  });
  return {
    prepare: db.transaction((from: number, to: number) => {
      const insert = db.prepare(`INSERT INTO outgoing (id, state) VALUES (?, 'approved')`);
      for (let n = from; n < to; n += 1) insert.run(`out-${n}`);
    }),
    put: (from, to) => {
      for (let n = from; n < to; n += 1) put.immediate(n);
    },
    writeBack: () => void db.pragma(restart),
    close: () => db.close(),
  };
}

/** The store, so many documents with one commit; of groups one is written while the disk confirms the one before, as a batch does. */
function ours(folder: string, name: string, together: number): Peer {
  const connection = openConnection({ file: join(folder, `${name}.db`) });
  migrate(connection, migrations);
  const store = storeOn(connection, boundlessDisk, null, () => undefined);
  const signed = (n: number): ReturnType<typeof someSignature> => someSignature(n, { signedBytes: bytesOf(`signed ${n} `) });
  return {
    prepare: (from, to) => {
      valueOf(
        store.together(() => {
          for (let n = from; n < to; n += 1) {
            valueOf(store.outgoing.receive(someWork(n, { bytes: bytesOf(`work ${n} `) })));
            approveInStore(store, `out-${n}`);
          }
          return store.setCursor('bench', someTime);
        }),
      );
    },
    put: async (from, to) => {
      let before: Promise<unknown> = Promise.resolve();
      for (let n = from; n < to; n += together) {
        if (together === 1) valueOf(store.outgoing.storeSignature(signed(n)));
        else {
          const { forced } = valueOf(store.outgoing.storeSignatures(Array.from({ length: together }, (_, index) => signed(n + index))));
          await before;
          before = forced.then(valueOf);
        }
      }
      await before;
    },
    writeBack: () => void connection.pragma(restart),
    close: () => store.close(),
  };
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}
