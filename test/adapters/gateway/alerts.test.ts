import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRestGateway } from '#main/gateway/rest-gateway.ts';
import type { PracticePki } from '#main/practice/pki.ts';
import { realClock, serverTls, sharedPki } from '#test/fakes/exchange.ts';

let pki: PracticePki;
let folder: string;
beforeAll(async () => {
  pki = await sharedPki();
  folder = mkdtempSync(path.join(tmpdir(), 'rubrica-alerts-'));
  const { key, cert, clientCa } = serverTls(pki);
  writeFileSync(path.join(folder, 'key.pem'), key);
  writeFileSync(path.join(folder, 'cert.pem'), cert);
  writeFileSync(path.join(folder, 'ca.pem'), [clientCa].flat().join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Most servers (not Node's) refuse a missing client certificate with a TLS alert: OpenSSL's own server does. */
it.each(['-tls1_2', '-tls1_3'])('a server whose TLS refuses our missing client certificate (%s) is said to refuse us', async (version) => {
  const port = await freePort();
  const files = ['-key', 'key.pem', '-cert', 'cert.pem', '-CAfile', 'ca.pem'];
  const server = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, version, '-Verify', '3', '-www', ...files], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.stdout.on('data', (chunk: Buffer) => chunk.includes('ACCEPT') && resolve());
    });
    const gateway = openRestGateway({
      url: `https://localhost:${port}`,
      user: 'cl',
      password: 'x',
      tls: { ca: pki.root.certificatePem },
      clock: realClock,
    });
    expect(await gateway.time()).toMatchObject({ ok: false, failure: { code: 'gatewayRefusedUs' } });
    await gateway.close();
  } finally {
    server.kill();
  }
});
