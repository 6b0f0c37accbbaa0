import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureText } from '#core/text/failures.ts';
import { openCourier } from '#main/gateway/courier.ts';
import { issueCertificate } from '#main/practice/pki.ts';
import type { StationGateway } from '#main/station/station-parts.ts';
import { systemClock } from '#main/system-clock.ts';
import { openExchange, type Exchange } from '#test/fakes/exchange.ts';
import { lineTo } from '#test/fakes/fake-gateway.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

const isLong = process.env['RUBRICA_FAULTS'] === 'long';

/** A station of the agency: real store, real seal, TLS to the real gateway; its line can be cut. */
type Post = Bench & { readonly name: string; readonly line: StationGateway & { isDown: boolean } };

let exchange: Exchange;
let folder: string;
let posts: Post[];
let identities: Map<string, Identity>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-courier-'));
  posts = [];
  identities = new Map();
  const users = ['norte', 'sur', 'puerto'].map((name) => ({ name, country: 'CL', password: name, participant: 'CLSAG' }));
  const foreign = { name: 'aduana', country: 'CL', password: 'aduana', participant: 'CLADUANA' };
  exchange = await openExchange({ users: [...users, foreign], judge: () => [] });
});
afterEach(async () => {
  for (const post of posts) await post.stop();
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

type Identity = { readonly signer: { readonly cert: string; readonly key: string }; readonly ownKey: KeyObject };

/** Certificate and keys of a station, the same after a restart. */
async function identityOf(name: string): Promise<Identity> {
  const known = identities.get(name);
  if (known) return known;
  const identity = await issueCertificate({
    subject: `C=CL, O=Servicio de Prueba, CN=${name}`,
    issuer: exchange.pki.issuing,
    keyKind: name === 'sur' ? 'rsa-2048' : 'p-256',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
  });
  const signer = { cert: identity.certificatePem + exchange.pki.issuing.certificatePem, key: identity.privateKeyPem };
  const made = { signer, ownKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
  identities.set(name, made);
  return made;
}

async function openPost(name: string): Promise<Post> {
  const { signer, ownKey } = await identityOf(name);
  const user = { name, country: 'CL', password: name } as const;
  const line = lineTo(exchange.rest({ as: user, tls: { ca: exchange.pki.root.certificatePem, ...signer } }));
  const courier = openCourier({ from: () => ({ user: name, country: 'CL' }), signer, ownKey });
  const post = Object.assign(benchStation({ file: join(folder, name, 'station.db'), line, courier }), { name, line });
  posts.push(post);
  await expectValue(post.station.start());
  await post.station.syncOnce();
  return post;
}

async function closePost(post: Post): Promise<void> {
  posts = posts.filter((each) => each !== post);
  await post.stop();
}

async function openSisters(): Promise<{ north: Post; south: Post }> {
  const south = await openPost('sur');
  const north = await openPost('norte');
  return { north, south };
}

async function sign(post: Post, numbers: readonly string[], more: Parameters<typeof noteBytes>[1] = {}): Promise<readonly string[]> {
  const { handlers } = post.station;
  const ids: string[] = [];
  for (const number of numbers) {
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes(number, more) }));
    const review = await expectValue(handlers.openReview({ id }));
    await expectValue(handlers.approve({ id, digest: review.digest }));
    ids.push(id);
  }
  const { batchId } = await expectValue(handlers.sign({ ids, fingerprint: post.token.fingerprint }));
  await post.station.batches.settled(batchId);
  return ids;
}

async function cutLine(post: Post): Promise<void> {
  post.line.isDown = true;
  await post.station.syncOnce();
}

const exportTo = async (post: Post, to: string | null) => expectValue(post.station.handlers.exportCourier({ to }));
const bring = (post: Post, bytes: Uint8Array) => post.station.handlers.importCourier({ bytes });

async function broughtTo(post: Post, bytes: Uint8Array) {
  const brought = await expectValue(bring(post, bytes));
  if (brought.kind !== 'documents') throw new Error(brought.kind);
  return brought;
}

function stateOf(post: Post, id: string): string {
  const row = post.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
}

const held = () => exchange.gateway.admin.deliveries();
const carriedRows = async (post: Post) => (await expectValue(post.station.handlers.contingency({}))).courier.carriedWaiting;

function isJournalWhole(post: Post): boolean {
  const journal = post.store.journal.verify();
  return journal.ok && journal.value.broken === null;
}

describe('a courier between two stations of one agency', () => {
  it('carries what waits to a sister with a line and brings the receipts back; when the line returns each is there once', async () => {
    const { north, south } = await openSisters();
    expect((await expectValue(north.station.handlers.contingency({}))).courier).toEqual({
      toGateway: true,
      toStations: ['sur'],
      stationsToldAt: expect.stringMatching(/Z$/),
      carriedWaiting: 0,
    });
    await cutLine(north);
    const ids = await sign(north, ['S-1', 'S-2', 'S-3']);
    const stick = await exportTo(north, 'sur');
    expect(stick.count).toBe(3);
    const brought = await broughtTo(south, stick.bytes);
    expect(brought).toMatchObject({ count: 3, waiting: 0, refused: 0 });
    expect(
      held()
        .map(({ documentId }) => documentId)
        .sort(),
    ).toEqual(['S-1', 'S-2', 'S-3']);
    expect(await expectValue(bring(north, brought.receipts?.bytes ?? new Uint8Array()))).toEqual({
      kind: 'receipts',
      settled: 3,
      refused: 0,
      unknown: 0,
    });
    expect(ids.map((id) => stateOf(north, id))).toEqual(['queued', 'queued', 'queued']);
    north.line.isDown = false;
    await north.until(() => ids.every((id) => stateOf(north, id) === 'received'));
    expect(held()).toHaveLength(3);
    const page = await expectValue(north.station.handlers.certificate({ id: ids[0] ?? '' }));
    const sentences = page.timeline.map(({ sentence }) => sentence.es);
    expect(sentences).toContain('Se exportó para llevarlo por mensajero a la estación sur.');
    expect(sentences).toContain('El mensajero trajo el recibo de la ventanilla; se confirmará con línea.');
    expect([isJournalWhole(north), isJournalWhole(south)]).toEqual([true, true]);
  });

  it('changes nothing when the same file comes again, and when a later file holds the same documents', async () => {
    const { north, south } = await openSisters();
    await cutLine(north);
    await sign(north, ['R-1']);
    const first = await exportTo(north, 'sur');
    await sign(north, ['R-2']);
    const second = await exportTo(north, 'sur');
    for (const [stick, count] of [
      [first, 1],
      [first, 1],
      [second, 2],
      [first, 1],
    ] as const) {
      const brought = await broughtTo(south, stick.bytes);
      expect(brought).toMatchObject({ count, waiting: 0, refused: 0 });
      expect(await expectValue(bring(north, brought.receipts?.bytes ?? new Uint8Array()))).toMatchObject({ settled: count });
    }
    expect(held().map(({ documentId }) => documentId)).toEqual(['R-1', 'R-2']);
  });

  it('waits in the sister’s outbox while her line is down too, through a restart, and leaves by itself', async () => {
    // the south learns of the north while there is a line
    await closePost(await openPost('norte'));
    const { north, south } = await openSisters();
    await cutLine(north);
    await cutLine(south);
    await sign(north, ['W-1', 'W-2']);
    const stick = await exportTo(north, 'sur');
    expect(await broughtTo(south, stick.bytes)).toMatchObject({ count: 2, waiting: 2, refused: 0, receipts: null });
    expect(await carriedRows(south)).toBe(2);
    await closePost(south);
    exchange.gateway.admin.loseAnswers(1);
    const again = await openPost('sur');
    await again.until(() => held().length === 2);
    await again.station.syncOnce();
    expect(await carriedRows(again)).toBe(0);
    expect(
      held()
        .map(({ documentId }) => documentId)
        .sort(),
    ).toEqual(['W-1', 'W-2']);
  });

  it('never lets a replacement overtake what it replaces', async () => {
    const { north, south } = await openSisters();
    await cutLine(north);
    await sign(north, ['O-1']);
    await sign(north, ['O-2'], { replaces: 'O-1' });
    await sign(north, ['O-3'], { replaces: 'O-2' });
    const stick = await exportTo(north, 'sur');
    exchange.gateway.admin.loseAnswers(2);
    await broughtTo(south, stick.bytes);
    await south.until(() => held().length === 3);
    expect(held().map(({ documentId }) => documentId)).toEqual(['O-1', 'O-2', 'O-3']);
  });

  it('is not taken when altered, expired, sealed by a stranger, or for somebody else, and says so in words', async () => {
    const harbour = await openPost('puerto');
    const stranger = await openPost('aduana');
    const { north, south } = await openSisters();
    await cutLine(north);
    await sign(north, ['X-1']);
    const stick = await exportTo(north, 'sur');
    const refused = async (at: Post, bytes: Uint8Array): Promise<string> => {
      const told = await bring(at, bytes);
      if (told.ok) throw new Error('taken');
      const { title, advice } = failureText(told.failure, 'es');
      return `${title}. ${advice}`;
    };
    const form = JSON.parse(Buffer.from(stick.bytes).toString()) as Record<string, string>;
    for (const member of ['ephemeral', 'nonce', 'replyTo', 'sealed', 'signature'] as const) {
      const value = form[member] ?? '';
      const middle = Math.floor(value.length / 2);
      const twisted = value.slice(0, middle) + (value[middle] === 'b' ? 'c' : 'b') + value.slice(middle + 1);
      expect([member, await refused(south, Buffer.from(JSON.stringify({ ...form, [member]: twisted })))]).toEqual([
        member,
        member === 'replyTo' ? expect.stringMatching(/se dañó|No es un archivo/) : expect.stringContaining('se dañó'),
      ]);
    }
    expect(await refused(south, stick.bytes.slice(0, 500))).toContain('No es un archivo del mensajero');
    south.nowMs = () => Date.now() + 31 * 86_400_000;
    expect(await refused(south, stick.bytes)).toContain('hace más de 30 días');
    south.nowMs = () => Date.now();

    // somebody whom the gateway does not name to us seals to our key
    const values = { courierStations: await expectValue(north.store.settings.get('courierStations')) };
    await expectValue(stranger.store.settings.set({ values, at: new Date().toISOString(), by: 'aduana' }));
    await cutLine(stranger);
    await sign(stranger, ['X-2']);
    const foreign = await exportTo(stranger, 'sur');
    expect(await refused(south, foreign.bytes)).toContain('no es una estación conocida de esta institución');

    expect(await refused(harbour, stick.bytes)).toContain('Está sellado para otro destinatario');
    expect(await refused(north, stick.bytes)).toContain('sellado para «sur»');
    expect(await north.station.handlers.exportCourier({ to: 'este' })).toMatchObject({
      failure: { code: 'courierStationUnknown', station: 'este', known: ['puerto', 'sur'] },
    });
    expect(held()).toEqual([]);
    expect(await carriedRows(south)).toBe(0);
  });
});

describe('two stations, one gateway, and a day without a line', () => {
  const total = isLong ? 500 : 60;
  it(`${total} certificates, half of them carried by courier: the gateway holds ${total}, each once, and all states agree`, async () => {
    const { north, south } = await openSisters();
    const own = await sign(south, ['Propio-1']);
    await cutLine(north);
    const hourMs = 3_600_000;
    const sticks: Uint8Array[] = [];
    const ids: string[] = [];
    for (let hour = 0; hour < 10; hour += 1) {
      north.nowMs = () => Date.now() + hour * hourMs;
      north.sinceBootMs = () => systemClock.sinceBootMs() + hour * hourMs;
      const numbers = Array.from({ length: total / 10 }, (_, i) => `D-${hour}-${i}`);
      ids.push(...(await sign(north, numbers)));
      // the courier leaves at midday and in the afternoon: with everything that waited by then
      if (hour === 2 || hour === 4) sticks.push((await exportTo(north, hour === 2 ? 'sur' : null)).bytes);
    }
    expect(held().filter(({ documentId }) => documentId.startsWith('D-'))).toEqual([]);
    const receipts: Uint8Array[] = [];
    for (const stick of sticks) {
      const brought = await broughtTo(south, stick);
      expect(brought).toMatchObject({ waiting: 0, refused: 0 });
      receipts.push(brought.receipts?.bytes ?? new Uint8Array());
    }
    expect(held().filter(({ documentId }) => documentId.startsWith('D-'))).toHaveLength(total / 2);
    for (const bytes of receipts) await expectValue(bring(north, bytes));
    north.line.isDown = false;
    north.station.resume();
    await north.until(() => ids.every((id) => stateOf(north, id) === 'received'), 240_000);
    await south.until(() => own.every((id) => stateOf(south, id) === 'received'));
    const keys = new Map(held().map((delivery) => [delivery.key, delivery]));
    expect(held()).toHaveLength(total + 1);
    expect(keys.size).toBe(total + 1);
    for (const id of ids) {
      const row = await expectValue(north.store.outgoing.row(id));
      expect(keys.get(row.idempotencyKey ?? '')?.sha256).toBe(row.signedSha256);
    }
    expect([isJournalWhole(north), isJournalWhole(south)]).toEqual([true, true]);
  }, 300_000);
});
