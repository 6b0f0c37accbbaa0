import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { documentTypes } from '#core/documents/types.ts';
import { origin } from '#core/documents/origin/type.ts';
import { readRowsAgain } from '#main/station/read-again.ts';
import { receiveFile } from '#main/station/receive-work.ts';
import type { Station } from '#main/station/station-parts.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { keepContent } from '#main/store/content.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';
import { openStore } from '#main/store/open-store.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { overwrite } from '#test/adapters/store/store-on-disk.ts';
import { someTime, valueOf } from '#test/fakes/store.ts';

const schemaFolder = resolve(import.meta.dirname, '../../schemas');
const documents = createXmlDocuments({ schemaFolder });
const sample = readFileSync(join(schemaFolder, 'samples/origin/cl-co-manzanas-a24.xml'), 'utf8');
const official = { name: 'Ana', country: 'CL', entityId: 'A24', entityName: 'Entidad de Ensayo', entityAddress: 'Calle 1' };
const signed = origin.complete?.(sample, official, '2026-03-02T11:00:00.000-03:00') ?? '';
const number = /<CertificateID>(.*)<\/CertificateID>/.exec(signed)?.[1] ?? 'none';

let folder: string;
let station: Station | null = null;
/** how many rows were announced together, each time */
let told: number[] = [];
let log: unknown[] = [];
let atMs = 0;
beforeEach(() => {
  told = [];
  log = [];
  atMs = 0;
  folder = mkdtempSync(join(tmpdir(), 'rubrica-read-again-'));
});
afterEach(() => {
  station?.store.close();
  station = null;
  rmSync(folder, { recursive: true, force: true });
});
const file = (): string => join(folder, 'store.db');

/** The real store and the real reading, and nothing else. */
function opened(): Station {
  station?.store.close();
  const { store } = valueOf(openStore({ file: file() }));
  const announce = { changed: (...ids: readonly string[]) => void told.push(ids.length) };
  const xml = { documents, signing: createXmlSigning() };
  const clock = { now: () => new Date(), monotonicMs: () => atMs };
  const parts = { store, documentTypes, defaults: { locked: [] }, xml, announce, clock };
  const unexpected = { report: (_error: unknown, doing: string) => void log.push(doing) };
  station = { ...parts, unexpected, log: { write: (...line: unknown[]) => void log.push(line) } } as unknown as Station;
  return station;
}

/** A row as the version before left it: signed, and called by the number of its request. */
function signedBefore(connection: Connection, key: number, arrived: string, asSigned: string): void {
  const put = (text: string): string => keepContent(connection, new TextEncoder().encode(text));
  connection.run(
    `INSERT INTO outbox (key, idempotency_key, kind, payload, phase, queued_at, due_at) VALUES (?, ?, 'certificate', 'null', 'done', ?, ?)`,
    key,
    `k-${key}`,
    someTime,
    someTime,
  );
  connection.run(
    `INSERT INTO outgoing (key, id, state, number, type, version, source, arrived_at, changed_at, errors, warnings, size, sha256,
       signed_sha256, outbox_key) VALUES (?, ?, 'sent', '1103', 'origin', '1.8.2', 'file', ?, ?, 0, 0, 1, ?, ?, ?)`,
    key,
    `out-${key}`,
    someTime,
    someTime,
    put(arrived),
    put(asSigned),
    key,
  );
}

/** A store of the version before. */
function before(fill: (connection: Connection) => void): void {
  const connection = openConnection({ file: file() });
  migrate(
    connection,
    migrations.filter(({ version }) => version < 90),
  );
  fill(connection);
  connection.close();
}

async function readAll(of: Station, eachTurnMs = 0): Promise<void> {
  const turn = readRowsAgain(of, () => false);
  while ((await turn()) !== null) atMs += eachTurnMs;
}

it('calls what an earlier version signed by the number it has, and finds it by the one it came under', async () => {
  before((connection) => {
    for (let key = 1; key <= 25; key += 1) signedBefore(connection, key, `${sample}<!-- ${key} -->`, `${signed}<!-- ${key} -->`);
    signedBefore(connection, 26, '<nobody/>', '<reads/>');
  });
  await readAll(opened());
  const { outgoing } = opened().store;
  expect(valueOf(outgoing.byNumber(number))).toHaveLength(25);
  expect(valueOf(outgoing.row('out-1'))).toMatchObject({ number, cameUnder: '1103', summary: { issuingBody: 'Entidad de Ensayo' } });
  expect(valueOf(outgoing.row('out-26'))).toMatchObject({ number: '1103', cameUnder: null });
  for (const search of [number, '1103']) expect(valueOf(outgoing.list({ box: 'all', search })).total, search).toBe(25);
  expect(valueOf(outgoing.toReadAgain(100))).toEqual([]);
});

it('leaves a row of which a stored text is damaged as it is, tells which, and reads the others', async () => {
  before((connection) => {
    for (let key = 1; key <= 3; key += 1) signedBefore(connection, key, `${sample}<!-- ${key} -->`, `${signed}<!-- ${key} -->`);
    connection.run(`UPDATE outgoing SET evidence = '["THE-EVIDENCE"]' WHERE key = 2`);
    connection.run(`UPDATE outgoing SET signer = '{"x":"THE-SIGNER"}' WHERE key = 3`);
  });
  for (const whole of ['["THE-EVIDENCE"]', '{"x":"THE-SIGNER"}']) overwrite(file(), readFileSync(file()).indexOf(whole), Buffer.from('<'));
  const { outgoing } = opened().store;
  await readAll(station ?? opened());
  expect(valueOf(outgoing.byNumber(number)).map(({ id }) => id)).toEqual(['out-1']);
  for (const id of ['out-2', 'out-3']) {
    expect(() => outgoing.get(id)).toThrow('no JSON any more');
    expect(log).toContain(`read ${id} again`);
  }
  expect(valueOf(outgoing.toReadAgain(100))).toEqual([]);
});

it('tells at once what is read first, which is the newest, and of all the rest but now and then', async () => {
  before((connection) => {
    for (let key = 1; key <= 55; key += 1) signedBefore(connection, key, `${sample}<!-- ${key} -->`, `${signed}<!-- ${key} -->`);
  });
  await readAll(opened(), 20_000);
  expect(told).toEqual([10, 30, 15]);
});

it.each(['sent', 'replacementAsked', 'replaced'])(
  'ends a certificate whose rectification, now %s, arrived before it was called by its number, and no other',
  async (now) => {
    const rectified = signed.replaceAll(number, number.replace(/00$/, '01'));
    expect(rectified).not.toBe(signed);
    before((connection) => {
      signedBefore(connection, 1, sample, signed);
      for (let key = 2; key <= 20; key += 1) {
        const own = number.replace(/.{4}00$/, `X${key + 100}00`);
        signedBefore(connection, key, `${sample}<!-- ${key} -->`, signed.replaceAll(number, own));
      }
      signedBefore(connection, 21, `${sample}<!-- 21 -->`, rectified);
      connection.run("UPDATE outgoing SET state = ? WHERE id = 'out-21'", now);
    });
    const { outgoing, journal } = opened().store;
    await readAll(station ?? opened());
    const states = valueOf(outgoing.list({ box: 'all', limit: 50 })).rows.map(({ id, state }) => [id, state]);
    expect(states.filter(([id, state]) => state !== 'sent' && id !== 'out-21')).toEqual([['out-1', 'replaced']]);
    expect(valueOf(journal.of('out-1')).at(-1)).toMatchObject({ kind: 'replaced', by: 'station' });
  },
);

it.each([
  ['what is replaced', 1],
  ['what replaces', 2],
])('passes over a text damaged in %s, tells which, and ends what others replaced', async (_which, damaged) => {
  const called = ['XA0100', 'XA0101', 'XB0100', 'XB0101'].map((end) => number.replace(/.{4}00$/, end));
  before((connection) => {
    for (const [at, own] of called.entries()) signedBefore(connection, at + 1, sample, signed.replaceAll(number, own));
  });
  opened().store.close();
  station = null;
  const since = openConnection({ file: file() });
  for (const key of [1, 2]) {
    since.run(
      "UPDATE outgoing SET number = ?, replaces = ?, came_under = '1103' WHERE key = ?",
      called[key - 1] ?? '',
      key === 2 ? (called[0] ?? '') : null,
      key,
    );
    since.run('DELETE FROM to_read_again WHERE key = ?', key);
  }
  since.run(`UPDATE outgoing SET signer = '{"x":"THE-SIGNER"}' WHERE key = ?`, damaged);
  since.close();
  overwrite(file(), readFileSync(file()).indexOf('{"x":"THE-SIGNER"}'), Buffer.from('<'));
  const { outgoing } = opened().store;
  await readAll(station ?? opened());
  expect(valueOf(outgoing.toReadAgain(100))).toEqual([]);
  expect(log).toEqual(['end what out-2 replaced']);
  expect(valueOf(outgoing.row('out-3'))).toMatchObject({ state: 'replaced' });
});

it('fills a row that was made anew from the journal with what its document says', async () => {
  const { id } = valueOf(receiveFile(opened(), { name: 'cod.xml', bytes: new TextEncoder().encode(sample) }));
  station?.store.close();
  const damaged = openConnection({ file: file() });
  damaged.exec('DROP TRIGGER outgoing_only_drafts_go; DELETE FROM outgoing');
  damaged.close();
  writeFileSync(`${file()}.suspect`, 'a check found damage');
  const again = opened();
  expect(valueOf(again.store.outgoing.row(id)).summary).toMatchObject({ number: '1103', exporter: null, destinationCountry: null });
  await readAll(again);
  const { summary } = valueOf(again.store.outgoing.row(id));
  expect(summary).toMatchObject({ number: '1103', exporter: 'Frutas de Ensayo del Valle S.A.', destinationCountry: 'CO' });
  expect(valueOf(again.store.outgoing.list({ box: 'all', search: 'ensayo' })).total).toBe(1);
});
