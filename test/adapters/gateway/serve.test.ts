import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '#gateway/passwords.ts';
import { openRestGateway, type RestGateway } from '#main/gateway/rest-gateway.ts';
import type { Outgoing } from '#main/ports/gateway.ts';
import type { PracticePki } from '#main/practice/pki.ts';
import { clientTls, outgoing, realClock, serverTls, sharedPki } from '#test/fakes/exchange.ts';

let folder: string;
let pki: PracticePki;
const started: ChildProcess[] = [];
beforeAll(async () => {
  pki = await sharedPki();
  folder = mkdtempSync(path.join(tmpdir(), 'rubrica-serve-'));
  const tls = serverTls(pki);
  const settings = {
    port: 0,
    tls: { key: 'key.pem', cert: 'cert.pem', clientCa: 'ca.pem' },
    users: [{ name: 'cl', country: 'CL', passwordHash: await hashPassword('clave') }],
  };
  for (const [name, content] of [
    ['key.pem', tls.key],
    ['cert.pem', tls.cert],
    ['ca.pem', [tls.clientCa].flat().join('\n')],
    ['gateway.json', JSON.stringify(settings)],
    ['crl/raiz.crl', pki.crls[0] ?? ''],
    ['work/uno.xml', '<uno/>'],
    ['officials/1-replica.xml', '<replica/>'],
  ] as const) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
});
afterAll(() => {
  for (const server of started) server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function serve(...rest: readonly string[]) {
  const server = spawn(process.execPath, [path.resolve('gateway/serve.ts'), ...rest], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(server);
  return { server, ended: new Promise<number | null>((resolve) => server.once('close', resolve)) };
}

async function serveFolder() {
  const { server, ended } = serve('--dir', folder);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    void ended.then(() => reject(new Error('the server ended before it was ready')));
  });
  const { url } = JSON.parse(line) as { url: string };
  const tls = { ca: pki.root.certificatePem, ...clientTls(pki, 'CL') };
  return { server, ended, gateway: openRestGateway({ url, user: 'cl', password: 'clave', tls, clock: realClock }) };
}

it('the gateway starts from a folder, serves what stands in it, and ends cleanly when asked', async () => {
  const { server, ended, gateway } = await serveFolder();
  expect(await gateway.deliver(outgoing('SERVE-1'))).toMatchObject({ kind: 'accepted' });
  expect(await gateway.crls()).toEqual({ ok: true, value: { crls: [pki.crls[0]] } });
  expect(await gateway.work(null)).toMatchObject({ ok: true, value: { items: [{ bytes: new TextEncoder().encode('<uno/>') }] } });
  expect(await gateway.officials(0)).toMatchObject({ ok: true, value: { files: [new TextEncoder().encode('<replica/>')] } });
  await gateway.close();
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('a receipt holds although the gateway is killed in the middle of other deliveries', async () => {
  const receipts = new Map<Outgoing, string>();
  const sent: Outgoing[] = [];
  for (let kill = 0; kill < 3; kill += 1) {
    const { server, ended, gateway } = await serveFolder();
    const enough = receipts.size + 25;
    const lane = async (name: string, to: RestGateway) => {
      for (let i = 0; ; i += 1) {
        const message = outgoing(`${name}-${i}`);
        sent.push(message);
        const answer = await to.deliver(message);
        if (answer.kind !== 'accepted') return;
        receipts.set(message, answer.receiptId);
        if (receipts.size >= enough) server.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 5 }, (_, i) => lane(`KILL-${kill}-${i}`, gateway)));
    await ended;
    await gateway.close();
  }
  const { gateway } = await serveFolder();
  for (const [message, receiptId] of receipts) {
    expect(await gateway.status(message)).toMatchObject({ kind: 'known', receiptId });
  }
  // what had no answer is known or not; sent again it is held either way
  for (const message of sent.filter((one) => !receipts.has(one))) {
    const before = await gateway.status(message);
    const answer = await gateway.deliver(message);
    expect(answer.kind).toBe('accepted');
    if (before.kind === 'known') expect(answer).toMatchObject({ receiptId: before.receiptId });
  }
  expect(receipts.size).toBeGreaterThanOrEqual(75);
  await gateway.close();
});

it('the gateway says what is wrong in its configuration', async () => {
  const wrong = mkdtempSync(path.join(tmpdir(), 'rubrica-serve-'));
  writeFileSync(path.join(wrong, 'gateway.json'), JSON.stringify({ port: 'https', tls: {}, users: [], hots: 'x' }));
  const { server, ended } = serve('--dir', wrong);
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  expect(await ended).toBe(1);
  rmSync(wrong, { recursive: true });
  expect(said).toContain('Invalid input: expected number, received string');
  expect(said).toContain('Unrecognized key: \\"hots\\"');
});

it('the gateway says how it is used when it is started without a folder', async () => {
  const { server, ended } = serve();
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  expect(await ended).toBe(2);
  expect(said).toContain('--dir');
});
