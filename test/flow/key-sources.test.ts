import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { writeKeyFiles, type KeyFiles } from '#test/fixtures/token/key-files.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'Contraseña 2915';
const log = quietLog();
let folder: string;
let practice: Practice;
let open: Assembled | null = null;
let person: FakePerson;

let files: KeyFiles;
let text: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-keys-'));
  const now = new Date();
  practice = await openPractice({ folder, schemaFolder: join(root, 'schemas'), version: '0', now, country: 'CL', nativeBinding: null });
  files = writeKeyFiles(practice, join(folder, 'keys'), password);
  text = join(folder, 'notas.so');
  writeFileSync(text, 'esto no es un programa');
});
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(async () => {
  await practice?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Without the practice token's settings the installed modules show none of these keys. */
async function start(change: Partial<StationConfig>, environment: Readonly<Record<string, string>> = {}): Promise<Assembled> {
  person = new FakePerson();
  person.pins = [password, password, password];
  const config = { ...practice.config, dataFolder: join(folder, 'station'), modules: [], ...change };
  open = await expectValue(
    assembleStation(config, {
      startToken: forkTokenProcess(join(root, 'src/main/token-process.ts'), log, environment),
      pinPrompt: person,
      secrets: { protect: async (value) => ({ ok: true, value }), reveal: async (value) => ({ ok: true, value }) },
      desktop: { notify: () => undefined },
      proxyFor: async () => null,
      log,
      clock: realClock,
      openTrust,
    }),
  );
  await expectValue(open.station.start());
  return open;
}

/** A whole certificate with the only key there is. */
async function signOne({ station }: Assembled): Promise<string> {
  const { handlers } = station;
  await station.syncOnce();
  const { rows } = await expectValue(handlers.work({ box: 'inbox' }));
  const { id = '' } = rows.find((row) => row.errors === 0 && row.type === 'phytosanitary' && row.state === 'pending') ?? {};
  const review = await expectValue(handlers.openReview({ id }));
  await expectValue(handlers.approve({ id, digest: review.digest }));
  const { tokens } = await expectValue(handlers.refreshTokens({}));
  const fingerprint = tokens.find((token) => token.isKeyFile)?.certificates[0]?.fingerprint ?? '';
  const { batchId } = await expectValue(handlers.sign({ ids: [id], fingerprint }));
  expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'askingPin', isPassword: true });
  await station.batches.settled(batchId);
  expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: 1 });
  const document = await expectValue(handlers.documentBytes({ id }));
  return createXmlVerification().verify(document.bytes).verdict;
}
const allowed = { keyFilesAllowed: ['pkcs12', 'efirma'] } satisfies Partial<StationConfig>;
const efirma = () => ({ kind: 'efirma', certificate: files.certificate, key: files.key }) as const;

it('takes no key from a file unless the policy allows that kind', async () => {
  const { station } = await start({});
  expect(await station.handlers.addKeyFile(efirma())).toEqual({
    ok: false,
    failure: { code: 'notAllowedByPolicy', key: 'keySources.allowed' },
  });
  expect((await expectValue(station.handlers.refreshTokens({}))).tokens.filter((token) => token.isKeyFile)).toEqual([]);
});

it('signs a certificate with an e.firma, asking for a password and counting no tries', async () => {
  const opened = await start(allowed);
  await expectValue(opened.station.handlers.addKeyFile(efirma()));
  expect(await signOne(opened)).toBe('valid');
  expect(person.asked.at(-1)).toMatchObject({ isPassword: true, maxLength: 0, triesLeft: 'many' });
  expect(await opened.station.handlers.changePin({ module: files.certificate, serial: 'x' })).toMatchObject({ ok: false });
});

it('signs a certificate with a PKCS#12 file, and asks for its certificate where the file hides it', async () => {
  const opened = await start(allowed);
  await expectValue(opened.station.handlers.removeKeySource({ path: files.certificate }));
  const file = { kind: 'pkcs12', file: files.pkcs12 } as const;
  expect(await opened.station.handlers.addKeyFile(file)).toEqual({ ok: false, failure: { code: 'certificateHidden', path: files.pkcs12 } });
  expect((await expectValue(opened.station.handlers.refreshTokens({}))).modules.some(({ isAdded }) => isAdded)).toBe(false);
  await expectValue(opened.station.handlers.addKeyFile({ ...file, certificate: files.certificate }));
  expect(await signOne(opened)).toBe('valid');
});

it('keeps what was added over a restart, and lets it go when the policy no longer allows it', async () => {
  const added = async (opened: Assembled) =>
    (await expectValue(opened.station.handlers.refreshTokens({}))).modules.filter(({ isAdded }) => isAdded);
  const first = await start(allowed);
  expect((await added(first)).map(({ path }) => path)).toEqual([files.pkcs12]);
  await first.close();
  const second = await start({});
  expect(await added(second)).toEqual([]);
});

it('tries a module before it is kept, and refuses what is none with its reason', async () => {
  const { station } = await start({ modules: [{ path: join(folder, 'other.so') }] }, practice.config.tokenEnvironment);
  const { handlers } = station;
  expect(await handlers.addModule({ path: text })).toEqual({ ok: false, failure: { code: 'moduleNotPkcs11', module: text } });
  expect(await handlers.addModule({ path: join(folder, 'nada.so') })).toMatchObject({ ok: false, failure: { code: 'moduleMissing' } });
  const before = await expectValue(handlers.refreshTokens({}));
  expect(before.modules.some(({ isAdded }) => isAdded)).toBe(false);
  const path = practice.config.modules[0]?.path ?? '';
  await expectValue(handlers.addModule({ path }));
  const after = await expectValue(handlers.refreshTokens({}));
  expect(after.tokens.some((token) => token.label === 'Practica CL')).toBe(true);
  await expectValue(handlers.removeKeySource({ path }));
  expect(await handlers.removeKeySource({ path })).toMatchObject({ ok: false });
});

it('makes a test signature after the PIN was given for it, and for no document', async () => {
  const opened = await start(allowed);
  await expectValue(opened.station.handlers.addKeyFile(efirma()));
  const { tokens } = await expectValue(opened.station.handlers.refreshTokens({}));
  const { module = '', serial = '', certificates } = tokens.find((token) => token.isKeyFile) ?? {};
  const request = { module, serial, fingerprint: certificates?.[0]?.fingerprint ?? '' };
  expect(await opened.station.handlers.testSignature(request)).toMatchObject({
    ok: true,
    value: { problem: null, algorithm: 'rsa-sha256' },
  });
  expect(person.asked.at(-1)).toMatchObject({ purpose: 'test', documents: [] });
  person.pins = ['otra'];
  expect(await opened.station.handlers.testSignature(request)).toMatchObject({ ok: false, failure: { code: 'passwordWrong' } });
});
