import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let practice: Practice;
let assembled: Assembled;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-soap-way-'));
  practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0',
    now: new Date(),
    country: 'CL',
    nativeBinding: null,
  });
  const { gateway } = practice.config;
  if (!gateway) throw new Error('practice has a gateway');
  const log = quietLog();
  const person = new FakePerson();
  person.pins = [practice.pin];
  assembled = await expectValue(
    assembleStation(
      { ...practice.config, gateway: { ...gateway, transport: 'soap' } },
      {
        startToken: forkTokenProcess(join(root, 'src/main/token-process.ts'), log, practice.config.tokenEnvironment),
        pinPrompt: person,
        secrets: { protect: async (value) => ({ ok: true, value }), reveal: async (value) => ({ ok: true, value }) },
        desktop: { notify: () => undefined },
        proxyFor: async () => null,
        log,
        clock: realClock,
        openTrust,
        policy: { pollMs: 50 },
      },
    ),
  );
});

afterAll(async () => {
  await assembled?.close();
  await practice?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the way of a certificate over the platform’s SOAP service', () => {
  it('is delivered once although its first answer is lost, byte for byte, and acknowledged', async () => {
    const { handlers } = assembled.station;
    practice.gateway.admin.loseAnswers(1);
    await expectValue(assembled.station.start());
    await assembled.station.syncOnce();
    const work = await expectValue(handlers.work({ box: 'inbox' }));
    const row = work.rows.find(({ errors }) => errors === 0);
    if (!row) throw new Error('no work without errors');
    const review = await expectValue(handlers.openReview({ id: row.id }));
    await expectValue(handlers.approve({ id: row.id, digest: review.digest }));
    const overview = await expectValue(handlers.refreshTokens({}));
    const fingerprint = overview.tokens[0]?.certificates.find((certificate) => certificate.isPreferred)?.fingerprint ?? '';
    const { batchId } = await expectValue(handlers.sign({ ids: [row.id], fingerprint }));
    await assembled.station.batches.settled(batchId);

    await vi.waitUntil(
      async () => {
        const now = assembled.store.outgoing.row(row.id);
        return now.ok && now.value.state === 'received';
      },
      { timeout: 30_000 },
    );
    const document = await expectValue(handlers.documentBytes({ id: row.id }));
    const held = practice.gateway.admin.deliveries();
    expect(held.map(({ route, documentId }) => [route, documentId])).toEqual([['soap', row.number]]);
    expect(Buffer.from(held[0]?.bytes ?? []).equals(document.bytes)).toBe(true);
    const page = await expectValue(handlers.certificate({ id: row.id }));
    expect(page.attempts.length).toBeGreaterThan(1);
    expect(page.acknowledgement?.code).toBe('RCB');
  });
});
