import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe } from 'vitest';
import { startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { identityFile, testIdentity } from '#test/fixtures/token/identities.ts';

const module = '/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so';
const programs = ['swtpm', 'tpm2_ptool', 'tpm2_getrandom', 'dbus-daemon'].map((name) => join('/usr/bin', name));
const missing = [module, ...programs, '/usr/sbin/tpm2-abrmd'].find((path) => !existsSync(path));
const pin = '482915';

/**
 * The computer's own TPM 2.0, played by swtpm, with RSA keys: tpm2-pkcs11 refuses CKM_ECDSA. A TPM holds three objects at once, so the
 * resource manager stands before it, on a message bus of the test's own. Without the packages (scripts/system-packages.ts) it is not run.
 */
describe.runIf(missing === undefined)(`the computer’s TPM${missing === undefined ? '' : ` (not run: ${missing} is not installed)`}`, () => {
  describeToken('tpm2-pkcs11', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    const started: ChildProcess[] = [];
    const start = (command: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): void => {
      started.push(spawn(command, words, { env: { ...process.env, ...environment }, stdio: 'ignore' }));
    };
    mkdirSync(at('state'));
    mkdirSync(at('store'));
    const [port, control] = await freePorts();
    const tpm = `swtpm:host=127.0.0.1,port=${port}`;
    const server = ['--server', `type=tcp,port=${port},disconnect=false`, '--ctrl', `type=tcp,port=${control}`];
    start('swtpm', ['socket', '--tpm2', '--tpmstate', `dir=${at('state')}`, ...server, '--flags', 'not-need-init,startup-clear']);
    await untilItListens(control);
    const bus = `unix:path=${at('bus')}`;
    start('dbus-daemon', ['--session', '--nofork', `--address=${bus}`]);
    while (!existsSync(at('bus'))) await pause(20);
    const tcti = 'tabrmd:bus_name=com.intel.tss2.Tabrmd,bus_type=session';
    const environment = {
      DBUS_SESSION_BUS_ADDRESS: bus,
      TPM2TOOLS_TCTI: tcti,
      TPM2_PKCS11_TCTI: tcti,
      TPM2_PKCS11_STORE: at('store'),
      TPM2_PKCS11_LOG_LEVEL: '0',
    };
    start('/usr/sbin/tpm2-abrmd', ['--allow-root', '--session', '--flush-all', `--tcti=${tpm}`], environment);
    await untilItAnswers(environment);
    const identity = testIdentity('rsa2048');
    const own = (...words: readonly string[]): void =>
      void execFileSync('tpm2_ptool', [...words, '--path', at('store')], { env: { ...process.env, ...environment }, stdio: 'pipe' });
    own('init');
    own('addtoken', '--pid', '1', '--label', 'TPM', '--sopin', '73518204', '--userpin', pin);
    const token = ['--label', 'TPM', '--key-label', identity.label];
    own('import', ...token, '--userpin', pin, '--privkey', identityFile('rsa2048', 'key.pem'), '--algorithm', 'rsa');
    writeFileSync(at('certificate.pem'), execFileSync('openssl', ['x509', '-inform', 'DER', '-in', identityFile('rsa2048', 'cer')]));
    own('addcert', ...token, at('certificate.pem'));
    const station = startStation({ modules: [{ path: module }], environment });
    return {
      tokens: station.tokens,
      pin,
      wrongPin: '111111',
      identities: [identity],
      close: async () => {
        await station.close();
        for (const child of started.toReversed()) await end(child);
        folder.remove();
      },
    };
  });
});

async function untilItAnswers(environment: Readonly<Record<string, string>>): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    try {
      return void execFileSync('tpm2_getrandom', ['--hex', '4'], { env: { ...process.env, ...environment }, stdio: 'pipe' });
    } catch {
      await pause(100);
    }
  }
  throw new Error('the resource manager does not answer');
}

/** The port for commands takes one caller and is the resource manager's; the other one tells that the TPM is there. */
async function untilItListens(port: number): Promise<void> {
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const link = createConnection(port, '127.0.0.1', () => {
        link.destroy();
        resolve(true);
      });
      link.once('error', () => resolve(false));
    });
    if (isThere) return;
    await pause(20);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await ended;
}

/** A port that nobody has just now, and the one after it, where the TPM's library looks for the commands to the TPM's own simulator. */
async function freePorts(): Promise<[number, number]> {
  for (;;) {
    const first = await hold(0);
    const port = (first?.address() as { port: number } | undefined)?.port ?? 0;
    const second = await hold(port + 1);
    for (const held of [first, second]) await new Promise((resolve) => (held === null ? resolve(null) : held.close(resolve)));
    if (second !== null) return [port, port + 1];
  }
}

function hold(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
