import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDirectory } from '#core/officials/directory.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schemaFolder = join(root, 'schemas');
let folder: string;
let practice: Practice;
let assembled: Assembled;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-inbound-'));
  practice = await openPractice({ folder, schemaFolder, version: '0', now: new Date(), country: 'CL', nativeBinding: null });
  const log = quietLog();
  assembled = await expectValue(
    assembleStation(practice.config, {
      startToken: forkTokenProcess(join(root, 'src/main/token-process.ts'), log, practice.config.tokenEnvironment),
      pinPrompt: new FakePerson(),
      secrets: { protect: async (value) => ({ ok: true, value }), reveal: async (value) => ({ ok: true, value }) },
      desktop: { notify: () => undefined },
      proxyFor: async () => null,
      log,
      clock: realClock,
      openTrust,
      policy: { pollMs: 50 },
    }),
  );
  await expectValue(assembled.station.start());
  await assembled.station.syncOnce();
});
afterAll(async () => {
  await assembled?.close();
  await practice?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function judged(ending: string) {
  const { rows } = await expectValue(assembled.station.handlers.incoming({}));
  const row = rows.find((one) => one.number.endsWith(ending));
  if (!row) throw new Error(`no incoming certificate ends in ${ending}`);
  return row;
}

describe('what practice brings from other countries', () => {
  it('is one certificate of each kind an inspector must tell apart', async () => {
    expect((await judged('901')).judgement).toEqual({ verdict: 'valid', reasons: [] });
    expect((await judged('902')).judgement).toMatchObject({ verdict: 'invalid', reasons: ['digest-mismatch'] });
    expect((await judged('903')).judgement).toMatchObject({ verdict: 'invalid', reasons: ['not-an-official'] });
    expect((await judged('904')).judgement?.verdict).toBe('invalid');
    expect((await judged('904')).judgement?.reasons[0]).toBe('revoked');
  });

  it('shows path, lists, digest and the bytes’ own hash, and leaves a dossier', async () => {
    const { handlers } = assembled.station;
    const row = await judged('901');
    const page = await expectValue(handlers.incomingCertificate({ id: row.id }));
    expect(page.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(page.signatures[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(page.evidence.filter((one) => one.kind === 'certificate')).toHaveLength(3);
    expect(page.evidence.some((one) => one.kind === 'crl')).toBe(true);
    const dossier = await expectValue(handlers.dossier({ id: row.id }));
    expect(dossier.name).toBe(`${row.number}.dossier.zip`);
    expect(Buffer.from(dossier.bytes.subarray(0, 2)).toString()).toBe('PK');
  });

  it('is answered at the gateway: received, or with the faults that were found', async () => {
    await untilAnswers(4);
    const answers = practice.gateway.admin.answers();
    const kinds = answers.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['receivedCorrectly', 'receivedWithErrors', 'receivedWithErrors', 'receivedWithErrors']);
    for (const { kind, faults } of answers) expect(faults.length > 0).toBe(kind === 'receivedWithErrors');
    const row = await judged('901');
    const altered = await judged('902');
    expect(await assembled.station.handlers.answerIncoming({ id: altered.id, answer: 'markUsed' })).toMatchObject({
      failure: { code: 'stateForbids' },
    });
    await expectValue(assembled.station.handlers.answerIncoming({ id: row.id, answer: 'markUsed' }));
    await untilAnswers(5);
    expect(practice.gateway.admin.answers().map(({ kind }) => kind)).toContain('used');
  });

  it('leaves the directory to be exported as a file that reads as one, the former official among them', async () => {
    const { handlers } = assembled.station;
    const exported = await expectValue(handlers.exportOfficials({}));
    const tree = createXmlDocuments({ schemaFolder }).read(exported.bytes);
    const directory = tree.ok ? readDirectory(tree.value) : null;
    expect(directory?.rows).toHaveLength(exported.total);
    expect(directory?.rows.find(({ status }) => status === 'revoked')?.revokedAt).not.toBeNull();
    const found = await expectValue(handlers.exportOfficials({ search: 'Antiguo' }));
    expect(found.total).toBe(1);
  });

  it('tells how long one may sign without a line: the days of the contingency after the evidence runs out', async () => {
    const { ages } = await expectValue(assembled.station.handlers.evidenceAges({}));
    expect(ages.map(({ kind }) => kind)).toEqual(['crl', 'directory']);
    for (const { freshUntil, allowedUntil } of ages) {
      expect(Date.parse(freshUntil)).toBeGreaterThan(Date.now());
      expect(Date.parse(allowedUntil) - Date.parse(freshUntil)).toBe(72 * 3_600_000);
    }
  });
});

/** Looked at after every change the station tells. */
function untilAnswers(count: number): Promise<void> {
  const holds = (): boolean => practice.gateway.admin.answers().length >= count;
  return new Promise((resolve, reject) => {
    if (holds()) return resolve();
    const late = setTimeout(() => {
      forget();
      reject(new Error(`only ${practice.gateway.admin.answers().length} answers`));
    }, 20_000);
    const forget = assembled.station.listen(() => {
      if (!holds()) return;
      clearTimeout(late);
      forget();
      resolve();
    });
  });
}
