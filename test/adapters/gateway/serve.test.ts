import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '#gateway/passwords.ts';
import { openRestGateway } from '#main/gateway/rest-gateway.ts';
import { clientTls, outgoing, realClock, serverTls, sharedPki } from '#test/fakes/exchange.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rubrica-serve-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const serve = (...rest: readonly string[]) =>
  spawn(process.execPath, [path.resolve('gateway/serve.ts'), ...rest], { stdio: ['ignore', 'pipe', 'pipe'] });

it('the gateway starts from a folder, serves, and ends cleanly when asked', async () => {
  const pki = await sharedPki();
  const tls = serverTls(pki);
  writeFileSync(path.join(folder, 'key.pem'), tls.key);
  writeFileSync(path.join(folder, 'cert.pem'), tls.cert);
  writeFileSync(path.join(folder, 'ca.pem'), [tls.clientCa].flat().join('\n'));
  const settings = {
    port: 0,
    tls: { key: 'key.pem', cert: 'cert.pem', clientCa: 'ca.pem' },
    users: [{ name: 'cl', country: 'CL', passwordHash: await hashPassword('clave') }],
  };
  writeFileSync(path.join(folder, 'gateway.json'), JSON.stringify(settings));

  for (const [name, bytes] of [
    ['crl/raiz.crl', pki.crls[0] ?? ''],
    ['work/uno.xml', '<uno/>'],
    ['officials/1-replica.xml', '<replica/>'],
  ] as const) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }

  const server = serve('--dir', folder);
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).once('line', resolve);
      void ended.then(() => reject(new Error('the server ended before it was ready')));
    });
    const { url } = JSON.parse(line) as { url: string };
    const gateway = openRestGateway({
      url,
      user: 'cl',
      password: 'clave',
      tls: { ca: pki.root.certificatePem, ...clientTls(pki, 'CL') },
      clock: realClock,
    });
    expect(await gateway.deliver(outgoing('SERVE-1'))).toMatchObject({ kind: 'accepted' });
    expect(await gateway.crls()).toEqual({ ok: true, value: { crls: [pki.crls[0]] } });
    expect(await gateway.work(null)).toMatchObject({ ok: true, value: { items: [{ bytes: new TextEncoder().encode('<uno/>') }] } });
    expect(await gateway.officials(0)).toMatchObject({ ok: true, value: { files: [new TextEncoder().encode('<replica/>')] } });
    await gateway.close();
  } finally {
    server.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});

it('the gateway says how it is used when it is started without a folder', async () => {
  const server = serve();
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  expect(await new Promise((resolve) => server.once('close', resolve))).toBe(2);
  expect(said).toContain('--dir');
});
