import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '#main/practice/issue.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { has, xmlsec1 } from '#test/conformance/xmldsig/other-signers.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { root } from '#test/practice-world.ts';
import { untilTold } from '#test/until-told.ts';

const sample = readFileSync(join(root, 'schemas/samples/customs-declaration/cl-pe-uvas-exportacion.xml'), 'utf8');
const number = 'PRACTICA-CL-2026-000151';
let here: StationInPractice;
let first: string;

beforeAll(async () => {
  here = await openStationInPractice('declaration', { work: [], pins: 10, around: { policy: { pollMs: 50 } } });
  await expectValue(here.assembled.station.start());
  await here.assembled.station.syncOnce();
});
afterAll(() => here?.close());

async function keyOf(label: 'inspector' | 'certifier'): Promise<string> {
  const { tokens } = await expectValue(here.assembled.station.handlers.refreshTokens({}));
  return tokens[0]?.certificates.find((one) => one.label === label)?.fingerprint ?? '';
}

/** Reviewed, approved and signed by whoever may; then as far as the exchange's answer. */
async function through(id: string): Promise<void> {
  const { handlers } = here.assembled.station;
  const review = await expectValue(handlers.openReview({ id }));
  expect(review.blockers).toEqual([]);
  await expectValue(handlers.approve({ id, digest: review.digest }));
  const { batchId } = await expectValue(handlers.sign({ ids: [id], fingerprint: await keyOf('certifier') }));
  await here.assembled.station.batches.settled(batchId);
  expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: 1 });
  await untilTold(here.assembled.station, async () => (await stateOf(id)) === 'received');
}

async function stateOf(id: string): Promise<string> {
  return (await expectValue(here.assembled.station.handlers.certificate({ id }))).row.state;
}

describe('a customs declaration, from the file to the acknowledgement', () => {
  it('is reviewed with the name of its kind, its goods and the schema that judged it, without a remark', async () => {
    const { handlers } = here.assembled.station;
    first = (await expectValue(handlers.receiveFile({ name: 'dus.xml', bytes: Buffer.from(sample) }))).id;
    const review = await expectValue(handlers.openReview({ id: first }));
    expect(review).toMatchObject({ number, type: 'customs-declaration', findings: [], blockers: [], replaces: null });
    expect(review.view.title.es).toBe('Declaración de exportación');
    expect(review.schema).toMatchObject({ name: 'wco-declaration/declaration.xsd', pack: null });
    expect(review.view.notUnderstood).toEqual([]);
  });

  it('may be signed by the officials whom the directory lets sign declarations, and by no other', async () => {
    const { handlers } = here.assembled.station;
    const judged = async (label: 'inspector' | 'certifier') =>
      (await expectValue(handlers.authority({ ids: [first], fingerprint: await keyOf(label) }))).rows[0]?.judgement;
    expect(await judged('inspector')).toMatchObject({ verdict: 'invalid', reasons: ['official-not-for-this-document'] });
    expect(await judged('certifier')).toMatchObject({ verdict: 'valid' });
  });

  it('is signed on the token, sent, acknowledged, and satisfies another verifier', async () => {
    await through(first);
    const [held] = here.practice.gateway.admin.deliveries();
    expect(held).toMatchObject({ documentId: number });
    const path = join(here.folder, 'declaration.xml');
    writeFileSync(path, held?.bytes ?? '');
    expect(
      readFileSync(path, 'utf8')
        .replace(/<ds:Signature .*<\/ds:Signature>/s, '')
        .trim(),
    ).toContain(sample.slice(0, sample.lastIndexOf('</')).trim());
    if (has('xmlsec1', '--version')) expect(xmlsec1('--verify', '--insecure', path)).toMatchObject({ isValid: true });
  });

  it('is replaced by a draft under its own number, whose review shows what changed, and ends when that arrives', async () => {
    const { handlers } = here.assembled.station;
    const draft = await expectValue(handlers.draftFrom({ id: first, how: 'replacement' }));
    expect(draft.notTaken).toEqual([]);
    const { values } = await expectValue(handlers.draft({ id: draft.id }));
    const corrected = { ...values, 'declaration.issuedAt': '2026-11-21T08:00:00-03:00', 'items[0].grossWeight': '19900' };
    expect((await expectValue(handlers.saveDraft({ id: draft.id, values: corrected }))).findings).toEqual([]);
    const { id } = await expectValue(handlers.finishDraft({ id: draft.id }));
    const review = await expectValue(handlers.openReview({ id }));
    expect(review.replaces).toBe(number);
    expect(review.findings).toEqual([]);
    const changed = new Map(review.changes?.map(({ label, before, after }) => [label.es, [before, after]]));
    expect(changed.get('Peso bruto (línea 1)')).toEqual(['19872 KGM', '19900 KGM']);
    expect(changed.get('Función')).toEqual(['9', '5']);
    expect(changed.get('Peso bruto total')).toEqual(['29808 KGM', '29836 KGM']);
    await through(id);
    expect([await stateOf(first), await stateOf(id)]).toEqual(['replaced', 'received']);
    first = id;
  });

  it('is cancelled by the same declaration with function 1', async () => {
    const { handlers } = here.assembled.station;
    const { id } = await expectValue(handlers.prepareWithdrawal({ id: first }));
    const review = await expectValue(handlers.openReview({ id }));
    expect(review.findings.filter(({ level }) => level !== 'info')).toEqual([]);
    await through(id);
    expect(await stateOf(first)).toBe('withdrawn');
    // what takes another back is neither taken back nor replaced itself
    expect((await expectValue(handlers.certificate({ id }))).actions).toEqual(['export', 'copy']);
    expect(Buffer.from(here.practice.gateway.admin.deliveries().at(-1)?.bytes ?? []).toString()).toContain('<dec:FunctionCode>1<');
  });
});

describe('a customs declaration from another country', () => {
  it('is judged like any document, and its replacement under the same number is no duplicate but ends it', async () => {
    const pe = here.practice.pki.officials.find(({ country, role }) => country === 'PE' && role === 'certifier');
    if (!pe) throw new Error('no official of PE');
    const foreign = sample.replaceAll('>CL<', '>PE<').replace('<dec:DestinationCountryCode>PE<', '<dec:DestinationCountryCode>CL<');
    const original = foreign.replaceAll('PRACTICA-CL', 'PRACTICA-PE');
    const replacement = original.replace('FunctionCode>9<', 'FunctionCode>5<').replace('>F-0118<', '>F-0119<');
    for (const text of [original, replacement, original.replace('>F-0118<', '>F-0120<')]) arrive(signedBy(pe.identity, text));
    await here.assembled.station.syncOnce();
    const rows = async () => (await expectValue(here.assembled.station.handlers.incoming({}))).rows.toReversed();
    await untilTold(
      here.assembled.station,
      async () => (await rows()).length === 3 && (await rows()).every(({ judgement }) => judgement !== null),
    );
    expect((await rows()).map(({ judgement }) => judgement)).toEqual([
      { verdict: 'valid', reasons: [] },
      { verdict: 'valid', reasons: [] },
      { verdict: 'invalid', reasons: ['duplicate'] },
    ]);
    expect((await rows())[0]).toMatchObject({ state: 'replaced', typeName: { en: 'Customs declaration' } });
    const page = await expectValue(here.assembled.station.handlers.incomingCertificate({ id: (await rows())[1]?.id ?? '' }));
    expect(page.view?.title.en).toBe('Export declaration');
    expect(page.hasAcknowledgement).toBe(false);
  });
});

function signedBy({ key, certificate, privateKeyPem }: Identity, text: string): Uint8Array {
  const isRsa = key.kind.startsWith('rsa-');
  const algorithm = isRsa ? 'rsa-sha256' : 'ecdsa-sha256';
  const prepared = createXmlSigning().prepare(Buffer.from(text), { kind: 'enveloped' }, certificate, algorithm);
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const privateKey = createPrivateKey(privateKeyPem);
  const value = sign('sha256', prepared.value.toBeSigned, isRsa ? privateKey : { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return prepared.value.assemble(value);
}

let arrivals = 0;

function arrive(bytes: Uint8Array): void {
  arrivals += 1;
  const header = {
    interaction: 'EnvioDocumento',
    service: 'Documento.830',
    sender: 'VUCEPE',
    senderCountry: 'PE',
    receiver: 'VUCECL',
    receiverCountry: 'CL',
    transaction: `00000000-0000-4000-8000-00000000000${arrivals}`,
    state: 'ENV',
    at: new Date().toISOString(),
    documentType: '830',
    documentId: 'PRACTICA-PE-2026-000151',
    originalTransaction: null,
  };
  here.practice.gateway.admin.addInbound({ header, bytes });
}
