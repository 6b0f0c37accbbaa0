import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { openStore } from '#main/store/open-store.ts';
import { after, queueInStore, valueOf } from '#test/fakes/store.ts';
import { root } from '#test/practice-world.ts';

let folder: string;
let practice: Practice;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-queue-'));
  const now = new Date();
  practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0',
    now,
    country: 'CL',
    nativeBinding: null,
    work: [],
  });
});
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** As typed, while the gateway goes on in this process. */
function rubrica(...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    env: {
      ...process.env,
      LANG: 'es_CL.UTF-8',
      RUBRICA_CONFIG: practice.configFile,
      NODE_COMPILE_CACHE: join(tmpdir(), 'rubrica-compiled'),
    },
  });
  const told = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (told.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (told.err += text.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...told })));
}
const json = (ended: Ended): any => JSON.parse(ended.out); // oxlint-disable-line typescript/no-explicit-any
const storeFile = (): string => join(practice.config.dataFolder, 'station.db');

/** Signed here and not sent yet; the first was tried once, without an answer. */
function putInQueue(...names: readonly string[]): void {
  const { store } = valueOf(openStore({ file: storeFile() }));
  for (const name of names) queueInStore(store, name, { signature: { idempotencyKey: randomUUID() } });
  const claim = valueOf(store.outbox.claimDue({ now: after(5), leaseMs: 60_000, owner: 'o', kinds: ['certificate'] }));
  const failure = { code: 'gatewayUnreachable', detail: 'ECONNRESET' } as const;
  const outcome = { kind: 'noAnswer', dueAt: '2030-01-01T00:00:00.000Z', failure } as const;
  valueOf(store.outbox.settle({ key: claim?.key ?? '', owner: 'o', at: after(6), outcome }));
  store.close();
}

describe('rubrica queue, sync and journal', () => {
  it('tell wrong words with the right ones and end with 2', async () => {
    const wrong = [
      ['queue', 'list', 'more'],
      ['queue', 'eat', 'x'],
      ['sync', 'now'],
      ['journal', 'verify', 'x'],
    ];
    await Promise.all(
      wrong.map(async (words) => {
        const ended = await rubrica(...words);
        expect([words, ended.code, ended.out]).toEqual([words, 2, '']);
        expect(ended.err).toContain(`Uso: rubrica ${words[0]}`);
      }),
    );
  });

  // seventeen runs of the program, one after the other
  it('without a line: what waits, each attempt in words, what can be done, and why nothing left', async () => {
    putInQueue('a', 'b');
    practice.gateway.admin.setMode({ kind: 'down', status: 500 });
    const list = await rubrica('queue', 'list');
    expect([list.code, list.err]).toEqual([0, '']);
    expect(list.out).toMatch(/out-a {2}CL-2026-a {2}MX {2}Sin confirmar {2}próximo intento 2030/);
    expect(list.out).toMatch(/2 en la salida\.\n$/);
    const shown = await rubrica('queue', 'show', 'out-a', '--lang', 'en');
    expect(shown.out).toMatch(/No answer: .*\(ECONNRESET\)\. The gateway is asked before it is sent again\./);
    expect(shown.out).toContain('rubrica queue retry out-a');
    for (const [words, code, failure] of [
      [['queue', 'show', 'nobody'], 1, 'documentNotFound'],
      [['queue', 'export', join(folder, 'no.courier'), '--to', 'norte'], 4, 'courierStationUnknown'],
      [['queue', 'import', practice.configFile], 1, 'courierRefused'],
      [['journal', 'export', join(folder, 'no', 'where')], 4, 'fileNotWritable'],
      ...(existsSync('/dev/full') ? ([[['journal', 'export', '/dev/full'], 4, 'placeFull']] as const) : []), // Linux
    ] as const) {
      const ended = await rubrica(...words, '--json');
      expect([words, ended.code, json(ended).failure.code]).toEqual([words, code, failure]);
    }
    const sync = await rubrica('sync', '--once');
    expect([sync.code, sync.out]).toEqual([4, expect.stringMatching(/^No hay línea con la ventanilla\. .*en la salida 2/)]);
    expect((await rubrica('queue', 'retry', 'out-a')).out).toContain('sale con la próxima sincronización');
    practice.gateway.admin.setMode({ kind: 'portal' });
    const portal = await rubrica('sync', '--once', '--lang', 'en');
    expect([portal.code, portal.out]).toEqual([4, expect.stringMatching(/Something else answers in place of the gateway/)]);
    expect(json(await rubrica('sync', '--once', '--json'))).toMatchObject({ failure: { code: 'gatewayIsSomethingElse' } });
    practice.gateway.admin.setMode({ kind: 'busy', retryAfterSeconds: 7 });
    const busy = await rubrica('sync', '--once');
    expect([busy.code, busy.out]).toEqual([
      4,
      expect.stringMatching(/^La ventanilla contesta, pero solo que está ocupada\. .*en la salida 2.*\nLa ventanilla está ocupada/),
    ]);
    expect(json(await rubrica('sync', '--once', '--json'))).toMatchObject({ line: { state: 'unknown' }, failure: { code: 'gatewayBusy' } });
  }, 180_000);

  it('with a line: sealed for the courier, handed over, receipts back; and sent once all the same', async () => {
    practice.gateway.admin.setMode({ kind: 'normal' });
    const { store } = valueOf(openStore({ file: storeFile() }));
    const notice = { topic: 'countryUnreachable', subject: 'PE', country: 'PE', detail: { beganAt: after(7) }, at: after(8), messages: [] };
    valueOf(store.notices.raise({ id: 'n', ...notice }));
    store.close();
    const once = await rubrica('sync', '--once', '--lang', 'en');
    expect([once.code, once.out]).toEqual([0, expect.stringMatching(/\nPeru has not answered the gateway since .* UTC\.\n$/)]);
    practice.gateway.admin.setMode({ kind: 'down', status: 500 });
    putInQueue('c', 'd');
    const stick = join(folder, 'stick.courier');
    const exported = await rubrica('queue', 'export', stick);
    expect([exported.code, exported.out]).toEqual([
      0,
      `2 documentos sellados en ${stick} para la ventanilla.\nTodo sigue además en la cola.\n`,
    ]);
    practice.gateway.admin.setMode({ kind: 'normal' });
    const imported = await rubrica('queue', 'import', stick);
    expect([imported.code, imported.out]).toEqual([0, expect.stringMatching(/2 documentos: 2 entregados, 0 rechazados, 0 esperan/)]);
    const receipts = readdirSync(folder).find((name) => name.startsWith('recibos-')) ?? '';
    const back = await rubrica('queue', 'import', join(folder, receipts));
    expect([back.code, back.out]).toEqual([0, 'Recibos: 2 entregados, 0 rechazados, 0 de otras estaciones.\n']);
    const sync = await rubrica('sync', '--once');
    expect([sync.code, sync.out]).toEqual([0, expect.stringMatching(/^Hay línea con la ventanilla\. .*en la salida 0/)]);
    const held = practice.gateway.admin.deliveries().map(({ documentId }) => documentId);
    expect(new Set(held).size).toBe(held.length);
    expect(held.sort()).toEqual(['CL-2026-a', 'CL-2026-b', 'CL-2026-c', 'CL-2026-d']);
  });

  it('seal what one file cannot hold in several, and say in which order they are imported', async () => {
    const { store } = valueOf(openStore({ file: storeFile() }));
    for (const name of ['large-1', 'large-2'])
      queueInStore(store, name, { signature: { idempotencyKey: randomUUID(), signedBytes: Buffer.alloc(30_000_000, name) } });
    store.close();
    const [first, second] = [join(folder, 'large.courier'), join(folder, 'large-2.courier')];
    const exported = await rubrica('queue', 'export', first);
    expect([exported.code, exported.out.split('\n')]).toEqual([
      0,
      [
        `1 documento sellado en ${first} para la ventanilla.`,
        `1 documento sellado en ${second} para la ventanilla.`,
        'No cabe todo en un archivo: llévelos todos; se importan en este orden.',
        'Todo sigue además en la cola.',
        '',
      ],
    ]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['large.courier', 'large-2.courier']));
    const files = [first, second].map((file) => ({ file, count: 1 }));
    expect(json(await rubrica('queue', 'export', first, '--json'))).toEqual({ file: first, count: 2, to: null, files });
  });

  it('verify and write out the journal, and name the entry somebody altered', async () => {
    const verified = json(await rubrica('journal', 'verify', '--json'));
    expect(verified).toMatchObject({ broken: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const file = join(folder, 'journal.jsonl');
    expect((await rubrica('journal', 'export', file)).out).toBe(`Diario guardado en ${file}\n`);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(verified.entries);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ hash: verified.head });
    const newest = verified.entries;
    for (const [alteration, where] of [
      [`detail = 'no JSON' WHERE sequence = ${newest}`, newest],
      [`actor = 'Nadie' WHERE sequence = 3`, 3],
    ] as const) {
      const db = new Database(storeFile());
      db.exec(`DROP TRIGGER IF EXISTS journal_is_never_changed; UPDATE journal SET ${alteration}`);
      db.close();
      const altered = await rubrica('journal', 'verify');
      expect([altered.code, altered.out]).toEqual([1, `Diario alterado en la entrada ${where}: se cambió después de escrita.\n`]);
    }
    // a look changes nothing: it is said again, and nothing was mended meanwhile
    expect((await rubrica('journal', 'verify', '--json')).code).toBe(1);
  });
});
