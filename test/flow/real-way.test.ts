import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonWords } from '#core/text/reasons.ts';
import { documentTypes } from '#core/documents/types.ts';
import { defaultDeliveryPolicy } from '#core/delivery.ts';
import { exportDossier } from '#main/station/dossier/export-dossier.ts';
import { gatherDossier } from '#main/station/dossier/gather-dossier.ts';
import { verifyDossier } from '#main/station/dossier/verify-dossier.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { root } from '#test/practice-world.ts';
import { untilTold } from '#test/until-told.ts';

let here: StationInPractice;
const log = quietLog();

beforeAll(async () => {
  here = await openStationInPractice('way', {
    pins: 20,
    around: { log, policy: { pollMs: 50, delivery: { ...defaultDeliveryPolicy, backoff: { firstMs: 50, factor: 2, ceilingMs: 1_000 } } } },
  });
});
afterAll(() => here?.close());

describe('the way of a certificate on the real token, XML, store and gateway', () => {
  it('goes from the gateway’s work list to the acknowledgement', async () => {
    const { handlers } = here.assembled.station;
    await expectValue(here.assembled.station.start());
    await here.assembled.station.syncOnce();
    const work = await expectValue(handlers.work({ box: 'inbox' }));
    expect(work.total).toBeGreaterThan(0);
    const clean = work.rows.filter((row) => row.errors === 0 && row.type === 'phytosanitary').slice(0, 4);
    expect(clean.length).toBe(4);
    for (const { id } of clean) {
      const review = await expectValue(handlers.openReview({ id }));
      expect(review.view.sections.length).toBeGreaterThan(3);
      await expectValue(handlers.approve({ id, digest: review.digest }));
    }
    const overview = await expectValue(handlers.refreshTokens({}));
    const fingerprint = overview.tokens[0]?.certificates.find((certificate) => certificate.label === 'inspector')?.fingerprint ?? '';
    const { batchId } = await expectValue(handlers.sign({ ids: clean.map((row) => row.id), fingerprint }));
    await here.assembled.station.batches.settled(batchId);
    expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: clean.length });
    for (const { id } of clean) {
      await untilState(id, 'received');
      const document = await expectValue(handlers.documentBytes({ id }));
      expect(createXmlVerification().verify(document.bytes).verdict).toBe('valid');
      expect((await expectValue(handlers.certificate({ id }))).acknowledgement?.code).toBe('RCB');
    }
  });

  it('takes no document for signing that already bears the official’s signature', async () => {
    const { handlers } = here.assembled.station;
    const before = await expectValue(handlers.work({ box: 'inbox' }));
    const { rows } = await expectValue(handlers.work({ box: 'all', states: ['received'] }));
    const { id, number } = rows[0] ?? { id: '', number: '' };
    const { bytes } = await expectValue(handlers.documentBytes({ id }));
    expect(await handlers.receiveFile({ name: 'signed.xml', bytes })).toEqual({
      ok: false,
      failure: { code: 'documentAlreadySigned', number },
    });
    expect((await expectValue(handlers.work({ box: 'inbox' }))).total).toBe(before.total);
  });

  it('preselects the certificate that may sign the documents chosen, and says of the others why not', async () => {
    const { handlers } = here.assembled.station;
    const { rows } = await expectValue(handlers.work({ box: 'all' }));
    const idsOf = (type: string): string[] => rows.filter((row) => row.type === type).map(({ id }) => id);
    const phytosanitary = idsOf('phytosanitary').slice(0, 2);
    const origin = idsOf('origin').slice(0, 1);
    expect([phytosanitary.length, origin.length]).toEqual([2, 1]);
    const shownFor = async (ids: string[]) => {
      const { tokens } = await expectValue(handlers.tokensFor({ ids }));
      const of = (label: string) => tokens.flatMap((token) => token.certificates).find((each) => each.label === label);
      return { inspector: of('inspector'), certifier: of('certifier') };
    };
    // In practice the certifier signs everything, the inspector phytosanitary certificates alone.
    expect(await shownFor(phytosanitary)).toMatchObject({
      inspector: { isUsable: true, isPreferred: true },
      certifier: { isUsable: true, isPreferred: false },
    });
    expect(await shownFor(origin)).toMatchObject({
      inspector: { isUsable: false, isPreferred: false, why: reasonWords['official-not-for-this-document'] },
      certifier: { isUsable: true, isPreferred: true, why: { es: 'Puede firmar el documento elegido.' } },
    });
    expect(await shownFor([...phytosanitary, ...origin])).toMatchObject({
      inspector: { isUsable: true, isPreferred: false, why: { es: 'Puede firmar 2 de los 3 documentos elegidos.' } },
      certifier: { isUsable: true, isPreferred: true, why: { es: 'Puede firmar todos los documentos elegidos.' } },
    });
  });

  it('leaves a dossier that stands by itself, then and now', async () => {
    const { store } = here.assembled;
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
        const { root: anchor, directoryAuthority } = here.practice.pki;
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

  it('survives answers lost after the gateway kept the document: it asks, and the gateway holds it once', async () => {
    const { handlers } = here.assembled.station;
    const { rows } = await expectValue(handlers.work({ box: 'inbox' }));
    const row = rows.find((one) => one.errors === 0 && one.type === 'phytosanitary' && one.state === 'pending');
    if (!row) throw new Error('nothing left to sign');
    const review = await expectValue(handlers.openReview({ id: row.id }));
    await expectValue(handlers.approve({ id: row.id, digest: review.digest }));
    here.practice.gateway.admin.loseAnswers(1);
    await signNow([row.id]);
    await untilState(row.id, 'received');
    const held = here.practice.gateway.admin.deliveries().filter((delivery) => delivery.documentId === row.number);
    expect(held).toHaveLength(1);
    const signed = await expectValue(handlers.documentBytes({ id: row.id }));
    expect(Buffer.from(held[0]?.bytes ?? []).equals(Buffer.from(signed.bytes))).toBe(true);
  });

  it('judges what another country’s official signed, and acknowledges it', async () => {
    const official = here.practice.pki.officials.find((one) => one.country === 'PE' && one.role === 'inspector');
    if (!official) throw new Error('no official of PE');
    const bytes = signedBy(official.identity, readFileSync(join(root, 'schemas/samples/phytosanitary/pe-cl-mangos.xml')));
    here.practice.gateway.admin.addInbound({ header: inboundHeader, bytes });
    await here.assembled.station.syncOnce();
    await untilAnswered();
    const { rows } = await expectValue(here.assembled.station.handlers.incoming({}));
    expect(rows[0]).toMatchObject({ state: 'acknowledged', judgement: { verdict: 'valid', reasons: [] } });
    const page = await expectValue(here.assembled.station.handlers.incomingCertificate({ id: rows[0]?.id ?? '' }));
    expect(page.timeline.map((entry) => entry.kind)).toContain('messageDelivered');
    expect(page.signatures[0]?.signer?.country).toBe('PE');
    expect(page.evidence.length).toBeGreaterThan(0);
  });

  it('is ready for an outage while there is a line: numbers granted of each document, and a key to seal a courier’s package to', async () => {
    for (const kind of ['851', '657', '830', '929']) {
      const range = await expectValue(here.assembled.store.settings.get(`numberRange.${kind}`));
      expect(range, kind).toMatchObject({ isGranted: true });
    }
    expect((await expectValue(here.assembled.station.handlers.contingency({}))).courier).toMatchObject({ toGateway: true });
    expect(await here.assembled.station.handlers.exportCourier({})).toMatchObject({ failure: { code: 'courierNothing' } });
    expect(log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });
});

async function signNow(ids: string[]): Promise<void> {
  const { handlers } = here.assembled.station;
  const overview = await expectValue(handlers.refreshTokens({}));
  const fingerprint = overview.tokens[0]?.certificates.find((certificate) => certificate.label === 'inspector')?.fingerprint ?? '';
  const { batchId } = await expectValue(handlers.sign({ ids, fingerprint }));
  await here.assembled.station.batches.settled(batchId);
  expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: ids.length });
}

const inboundHeader = {
  interaction: 'EnvioDocumento',
  service: 'Documento.851',
  sender: 'VUCEPE',
  senderCountry: 'PE',
  receiver: 'VUCECL',
  receiverCountry: 'CL',
  transaction: '00000000-0000-4000-8000-000000000001',
  state: 'ENV',
  at: new Date().toISOString(),
  documentType: '851',
  documentId: 'PRACTICA-PE',
  originalTransaction: null,
};

function signedBy(identity: { certificate: Uint8Array; key: { privateKey: Uint8Array } }, bytes: Uint8Array): Uint8Array {
  const prepared = createXmlSigning().prepare(bytes, { kind: 'enveloped' }, identity.certificate, 'rsa-sha256');
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const key = createPrivateKey({ key: Buffer.from(identity.key.privateKey), format: 'der', type: 'pkcs8' });
  return prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, key));
}

function untilAnswered(): Promise<void> {
  return untilTold(here.assembled.station, () => {
    const rows = here.assembled.store.incoming.list({ limit: 1 });
    const id = rows.ok ? rows.value.rows[0]?.id : undefined;
    const told = id === undefined ? null : here.assembled.store.journal.of(id);
    return told !== null && told.ok && told.value.some((entry) => entry.kind === 'messageDelivered');
  });
}

function untilState(id: string, state: string): Promise<void> {
  return untilTold(here.assembled.station, () => {
    const row = here.assembled.store.outgoing.row(id);
    return row.ok && row.value.state === state;
  });
}
