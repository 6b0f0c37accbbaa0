/**
 * Makes and signs the update order of a feed: what a station asks for and believes. See docs/releasing.md.
 *
 *   node scripts/update-order.ts new-key FILE
 *   node scripts/update-order.ts public FILE                    the one-line public key of a PEM file
 *   node scripts/update-order.ts make FOLDER --version 1.2.0 [--days 30] [--percentage 100] [--group NAME]...
 *                                            [--minimum 1.1.0] [--withdraw 1.2.1]...
 *   node scripts/update-order.ts cosign FOLDER                  one more signature on the order that is there
 *   node scripts/update-order.ts show FOLDER [--key PUBLIC]...
 *
 * The key, by environment: RUBRICA_UPDATE_KEY names a PEM file (RUBRICA_UPDATE_KEY_PASSPHRASE where it is sealed); or
 * RUBRICA_UPDATE_SIGNER is a command of an HSM, token or signing service that reads the bytes and writes the signature,
 * and RUBRICA_UPDATE_PUBLIC_KEY the PEM file of its public key.
 */
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { issueWords } from '#contract/issue-words.ts';
import { orderFileName, productId, signedOrder, updateOrder, type SignedOrder } from '#contract/update-order.ts';
import type { OrderedFile } from '#core/update.ts';
import { bytesToSign, hasSigned, idOf, openOrder, readUpdateKey } from '#main/update/open-order.ts';

type Signer = { readonly publicKey: KeyObject; sign(order: string): Uint8Array };

const forms: Readonly<Record<string, Pick<OrderedFile, 'platform' | 'form'>>> = {
  AppImage: { platform: 'linux', form: 'appimage' },
  deb: { platform: 'linux', form: 'deb' },
  rpm: { platform: 'linux', form: 'rpm' },
  exe: { platform: 'win32', form: 'nsis' },
  msi: { platform: 'win32', form: 'msi' },
  zip: { platform: 'darwin', form: 'mac' },
};
export type OrderWishes = {
  readonly version: string;
  readonly now: Date;
  readonly days: number;
  readonly percentage: number;
  readonly groups: readonly string[];
  readonly minimum: string | null;
  readonly withdrawn: readonly string[];
};

/** The text of an order for the installers of one version in a folder. */
export async function writeOrder(folder: string, wishes: OrderWishes): Promise<string> {
  const order = updateOrder.parse(
    {
      format: 1,
      product: productId,
      version: wishes.version,
      issuedAt: wishes.now.toISOString(),
      expiresAt: new Date(wishes.now.getTime() + wishes.days * 24 * 3_600_000).toISOString(),
      minimumVersion: wishes.minimum,
      withdrawn: wishes.withdrawn,
      staging: { percentage: wishes.percentage, groups: wishes.groups },
      files: await filesIn(folder, wishes.version),
    },
    issueWords,
  );
  if (order.files.length === 0) throw new Error(`${folder} holds no installer of version ${wishes.version}`);
  return `${JSON.stringify(order, null, 2)}\n`;
}

async function filesIn(folder: string, version: string): Promise<OrderedFile[]> {
  const found: OrderedFile[] = [];
  for (const name of readdirSync(folder).sort()) {
    const form = forms[/\.(\w+)$/.exec(name)?.[1] ?? ''];
    const [, ofVersion] = /^rubrica[-_](\d+\.\d+\.\d+)[-_.]/i.exec(name) ?? [];
    if (form === undefined || ofVersion !== version) continue;
    // electron-builder leaves x64 out of some names, and each kind of package has its own word for the other
    const arch = /arm64|aarch64/.test(name) ? 'arm64' : 'x64';
    const path = join(folder, name);
    const hash = createHash('sha512');
    await pipeline(createReadStream(path), hash);
    found.push({ ...form, arch, name, size: statSync(path).size, sha512: hash.digest('base64') });
  }
  return found;
}

/** Adds a signature, and never writes one that a station would not accept. */
export function signOrder({ order, signatures }: SignedOrder, signer: Signer): SignedOrder {
  const value = signer.sign(order);
  if (!hasSigned(signer.publicKey, order, value)) throw new Error('the signature does not match the public key; nothing was written');
  const key = idOf(signer.publicKey);
  const others = signatures.filter((one) => one.key !== key);
  return { order, signatures: [...others, { key, value: Buffer.from(value).toString('base64') }] };
}

export function signerOf(environment: NodeJS.ProcessEnv): Signer {
  const { RUBRICA_UPDATE_KEY: file, RUBRICA_UPDATE_SIGNER: command, RUBRICA_UPDATE_PUBLIC_KEY: publicFile } = environment;
  if (file !== undefined) {
    const key = createPrivateKey({ key: readFileSync(file), passphrase: environment['RUBRICA_UPDATE_KEY_PASSPHRASE'] });
    const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    return {
      publicKey: accepted(createPublicKey(key)),
      sign: (order) => sign(digest, bytesToSign(order), { key, dsaEncoding: 'ieee-p1363' }),
    };
  }
  if (command === undefined || publicFile === undefined)
    throw new Error('set RUBRICA_UPDATE_KEY, or RUBRICA_UPDATE_SIGNER and RUBRICA_UPDATE_PUBLIC_KEY');
  return { publicKey: accepted(createPublicKey(readFileSync(publicFile))), sign: (order) => signBy(command, bytesToSign(order)) };
}

function signBy(command: string, bytes: Uint8Array): Uint8Array {
  const ended = spawnSync(command, { shell: true, input: bytes, stdio: ['pipe', 'pipe', 'inherit'] });
  if (ended.status !== 0) throw new Error(`the signing command ended with ${ended.status ?? ended.signal}`);
  return ended.stdout.length === 64 ? ended.stdout : sideBySide(ended.stdout);
}

/** From SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 section 2.2.3), as OpenSSL writes it, to r and s of 32 bytes each. */
function sideBySide(der: Buffer): Buffer {
  const both: Buffer[] = [];
  for (let at = 2; der[at] === 2; at += 2 + (der[at + 1] ?? 0)) {
    const number = der.subarray(at + 2, at + 2 + (der[at + 1] ?? 0));
    both.push(Buffer.concat([Buffer.alloc(32), number]).subarray(-32));
  }
  return Buffer.concat(both);
}

function accepted(key: KeyObject): KeyObject {
  if (readUpdateKey(lineOf(key)) === null) throw new Error('an update key is Ed25519 or ECDSA P-256');
  return key;
}

function lineOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

function readOrder(folder: string): SignedOrder {
  return signedOrder.parse(JSON.parse(readFileSync(join(folder, orderFileName), 'utf8')), issueWords);
}

function keep(folder: string, envelope: SignedOrder): void {
  const path = join(folder, orderFileName);
  writeFileSync(`${path}.new`, `${JSON.stringify(envelope, null, 2)}\n`);
  renameSync(`${path}.new`, path);
  console.log(`${path}: ${envelope.signatures.map(({ key }) => key.slice(0, 16)).join(', ')}\n${envelope.order}`);
}

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      days: { type: 'string', default: '30' },
      percentage: { type: 'string', default: '100' },
      group: { type: 'string', multiple: true, default: [] },
      minimum: { type: 'string' },
      withdraw: { type: 'string', multiple: true, default: [] },
      key: { type: 'string', multiple: true, default: [] },
    },
  });
  const [command, place] = positionals;
  if (place === undefined) throw new Error('usage: update-order.ts new-key|public FILE, or make|cosign|show FOLDER');
  if (command === 'new-key') {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(place, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    console.log(lineOf(publicKey));
  } else if (command === 'public') console.log(lineOf(accepted(createPublicKey(readFileSync(place)))));
  else if (command === 'make') {
    if (values.version === undefined) throw new Error('--version says which one');
    const order = await writeOrder(place, {
      version: values.version,
      now: new Date(),
      days: Number(values.days),
      percentage: Number(values.percentage),
      groups: values.group,
      minimum: values.minimum ?? null,
      withdrawn: values.withdraw,
    });
    keep(place, signOrder({ order, signatures: [] }, signerOf(process.env)));
  } else if (command === 'cosign') keep(place, signOrder(readOrder(place), signerOf(process.env)));
  else if (command === 'show') {
    const opened = openOrder(readFileSync(join(place, orderFileName)), values.key);
    console.log(readOrder(place).order);
    console.log(values.key.length === 0 ? 'not checked: no --key was given' : opened.ok ? 'signed by a key given' : opened.failure);
    if (values.key.length > 0 && !opened.ok) process.exitCode = 1;
  } else throw new Error(`no such command: ${command}`);
}

if (process.argv[1] === import.meta.filename) {
  await run(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  });
}
