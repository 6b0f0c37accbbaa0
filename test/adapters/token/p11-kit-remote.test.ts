import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ModuleChoice } from '#main/token/create-tokens.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { testIdentity, verifies } from '#test/fixtures/token/identities.ts';

const client = '/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so';
const missing = [client, '/usr/bin/p11-kit'].find((path) => !existsSync(path));
const names = ['rsa2048', 'p256'] as const;

/** A token on another machine, as p11-kit carries it over a socket. */
async function bringUp(asHsm: Pick<ModuleChoice, 'sessions' | 'partitions'> = {}) {
  const folder = temporaryFolder();
  const { module, environment } = makeSoftHsm(folder.path, names, 'remota');
  const socket = join(folder.path, 'p11');
  const serve = async (): Promise<ChildProcess> => {
    rmSync(socket, { force: true });
    const started = spawn('p11-kit', ['server', '--foreground', '--name', socket, '--provider', module, 'pkcs11:token=remota'], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
      // The server serves each connection from a child of its own: they end together, as one group.
      detached: true,
    });
    while (!existsSync(socket)) await pause(20);
    return started;
  };
  let server = await serve();
  const station = startStation({ modules: [{ path: client, ...asHsm }], environment: { P11_KIT_SERVER_ADDRESS: `unix:path=${socket}` } });
  return {
    station,
    die: () => end(server),
    comeBack: async () => void (server = await serve()),
    close: async (): Promise<void> => {
      await station.close();
      await end(server);
      folder.remove();
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
  await ended;
}

describe.runIf(missing === undefined)(
  `a token over a socket${missing === undefined ? '' : ` (not run: ${missing} is not installed)`}`,
  () => {
    describeToken('p11-kit remote', async () => {
      const { station, close } = await bringUp();
      return { tokens: station.tokens, pin: softHsmPin, wrongPin: '111111', identities: names.map(testIdentity), close };
    });

    it('is told as gone when the other end dies during a session, and nothing hangs', async () => {
      const { station, die, close } = await bringUp();
      await station.tokens.refresh();
      const { fingerprint } = testIdentity('rsa2048');
      const opened = await station.tokens.open({ fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
      if (!opened.ok) throw new Error(opened.failure.code);
      expect((await opened.value.sign(Buffer.from('antes'), 'rsa-sha256')).ok).toBe(true);
      await die();
      const after = await opened.value.sign(Buffer.from('después'), 'rsa-sha256');
      expect(after.ok).toBe(false);
      await station.until((overview) => overview.tokens.length === 0);
      await close();
    });

    it('is found again when the other end is back, and signs side by side as before', async () => {
      const { station, die, comeBack, close } = await bringUp({ sessions: 4, partitions: ['remota'] });
      await station.tokens.refresh();
      const { fingerprint, certificate } = testIdentity('rsa2048');
      const sign = async (): Promise<number> => {
        const opened = await station.tokens.open({ fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
        if (!opened.ok) throw new Error(opened.failure.code);
        const documents = Array.from({ length: 24 }, (_, i) => Buffer.from(`documento ${i}`));
        const signed = await Promise.all(documents.map((document) => opened.value.sign(document, 'rsa-sha256')));
        await opened.value.close();
        return signed.filter((each, i) => each.ok && verifies(certificate, 'rsa-sha256', documents[i] ?? Buffer.alloc(0), each.value))
          .length;
      };
      expect(await sign()).toBe(24);
      await die();
      await station.until((overview) => overview.modules[0]?.failure?.code === 'hsmNotReachable');
      await comeBack();
      await station.until((overview) => overview.tokens.length === 1 && overview.modules[0]?.failure === null);
      expect(await sign()).toBe(24);
      await close();
    });
  },
);
