import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentTypes } from '#core/documents/types.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { exportDossier } from '#main/station/dossier/export-dossier.ts';
import { gatherDossier } from '#main/station/dossier/gather-dossier.ts';
import { verifyDossier } from '#main/station/dossier/verify-dossier.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let practice: Practice;
let assembled: Assembled;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-way-'));
  practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0',
    now: new Date(),
    country: 'CL',
    nativeBinding: null,
  });
  const log = quietLog();
  const person = new FakePerson();
  person.pins = Array.from({ length: 20 }, () => practice.pin);
  assembled = await expectValue(
    assembleStation(practice.config, {
      startToken: forkTokenProcess(join(root, 'src/main/token-process.ts'), log, practice.config.tokenEnvironment),
      pinPrompt: person,
      secrets: { protect: async (value) => ({ ok: true, value }), reveal: async (value) => ({ ok: true, value }) },
      desktop: { notify: () => undefined },
      proxyFor: async () => null,
      log,
      clock: realClock,
      openTrust,
      policy: { pollMs: 50 },
    }),
  );
});

afterAll(async () => {
  await assembled?.close();
  await practice?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the way of a certificate on the real token, XML, store and gateway', () => {
  it('goes from the gateway’s work list to the acknowledgement', async () => {
    const { handlers } = assembled.station;
    await expectValue(assembled.station.start());
    await assembled.station.syncOnce();
    const work = await expectValue(handlers.work({ box: 'inbox' }));
    expect(work.total).toBeGreaterThan(0);
    const clean = work.rows.filter((row) => row.errors === 0).slice(0, 4);
    expect(clean.length).toBe(4);
    for (const { id } of clean) {
      const review = await expectValue(handlers.openReview({ id }));
      expect(review.view.sections.length).toBeGreaterThan(3);
      await expectValue(handlers.approve({ id, digest: review.digest }));
    }
    const overview = await expectValue(handlers.refreshTokens({}));
    const fingerprint = overview.tokens[0]?.certificates.find((certificate) => certificate.isPreferred)?.fingerprint ?? '';
    const { batchId } = await expectValue(handlers.sign({ ids: clean.map((row) => row.id), fingerprint }));
    await assembled.station.batches.settled(batchId);
    expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: clean.length });
    for (const { id } of clean) {
      await untilState(id, 'received');
      const document = await expectValue(handlers.documentBytes({ id }));
      expect(createXmlVerification().verify(document.bytes).verdict).toBe('valid');
      expect((await expectValue(handlers.certificate({ id }))).acknowledgement?.code).toBe('RCB');
    }
  });

  it('leaves a dossier that stands by itself, then and now', async () => {
    const { store } = assembled;
    const sent = await expectValue(store.outgoing.list({ box: 'all', states: ['received'] }));
    const gathered = await expectValue(gatherDossier({ store, at: new Date(), by: 'test' }, sent.rows[0]?.id ?? ''));
    expect(gathered).toMatchObject({ crls: { length: 2 }, path: { length: 3 }, directory: { files: { length: 1 } } });
    const verification = createXmlVerification();
    const report = await verifyDossier('dossier.zip', exportDossier(gathered), {
      verification,
      documents: createXmlDocuments({ schemaFolder: join(root, 'schemas') }),
      types: documentTypes,
      now: new Date(),
      openTrust: (evidence) => {
        const { root: anchor, directoryAuthority } = practice.pki;
        const officials = memoryOfficials();
        const directory = { authorities: [directoryAuthority.certificate], verification };
        const trust = createTrust({ ...evidence, anchors: [anchor.certificate], officials, directory, clock: realClock });
        return { trust, hasDirectory: evidence.directoryFiles.every((file) => trust.keeping.takeDirectory(file).ok) };
      },
    });
    expect(await expectValue(report)).toMatchObject({
      altered: [],
      isDigestKept: true,
      asOfThen: { verdict: 'valid', reasons: [] },
      asOfNow: { verdict: 'valid' },
    });
  });
});

function untilState(id: string, state: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const row = assembled.store.outgoing.row(id);
      if (!row.ok || row.value.state !== state) return;
      clearTimeout(late);
      forget();
      resolve();
    };
    const late = setTimeout(() => {
      forget();
      const row = assembled.store.outgoing.row(id);
      reject(new Error(`still ${row.ok ? row.value.state : row.failure.code}`));
    }, 20_000);
    const forget = assembled.station.listen(look);
    look();
  });
}
