import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { has, xmlsec1, xmlsec1Sign } from '#test/conformance/xmldsig/other-signers.ts';
import { testKey } from '#test/adapters/xml/keys.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { root } from '#test/practice-world.ts';

const sample = join(root, 'schemas/samples/origin/cl-co-manzanas-a24.xml');
let here: StationInPractice;

beforeAll(async () => {
  here = await openStationInPractice('origin', { work: [], pins: 3 });
  await expectValue(here.assembled.station.start());
  await here.assembled.station.syncOnce();
});
afterAll(() => here?.close());

/** What an exporter's own program makes of the sample: xmlsec1 signs COD, in inclusive form with comments. */
function signedByExporter(request = '1103'): Buffer {
  const template = join(here.folder, 'template.xml');
  const { keyFile, certificateFile } = testKey('p256');
  const text = readFileSync(sample, 'utf8').replaceAll('1103', request);
  writeFileSync(template, text.replace(/<ds:Signature .*?<\/ds:Signature>/s, exporterTemplate));
  return Buffer.from(xmlsec1Sign(template, join(here.folder, 'exporter.xml'), keyFile, certificateFile, '--id-attr:id', 'COD'));
}

const exporterTemplate =
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>' +
  '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"/>' +
  '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/><ds:Reference URI="#COD"><ds:Transforms>' +
  '<ds:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"/></ds:Transforms>' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>' +
  '<ds:SignatureValue/><ds:KeyInfo><ds:X509Data></ds:X509Data></ds:KeyInfo></ds:Signature>';

async function certifier(): Promise<string> {
  const { tokens } = await expectValue(here.assembled.station.handlers.refreshTokens({}));
  return tokens[0]?.certificates.find(({ label }) => label === 'certifier')?.fingerprint ?? '';
}

describe.runIf(has('xmlsec1', '--version'))('a certificate of origin (skipped where xmlsec1 is not installed)', () => {
  it('changed anywhere in what the exporter signed is caught before the PIN is asked', async () => {
    const { handlers } = here.assembled.station;
    const text = signedByExporter().toString();
    const changes = [
      ['CL</CountryOfOrigin>', 'PE</CountryOfOrigin>'],
      ['2026-11-21T09:15:00', '2026-11-21T09:16:00'],
      ['Declaro bajo juramento', 'Declaro  bajo juramento'],
      ['</COD>', ' </COD>'],
    ] as const;
    for (const [before, after] of changes) {
      expect(text).toContain(before);
      const { id } = await expectValue(
        handlers.receiveFile({ name: 'x.xml', bytes: new Uint8Array(Buffer.from(text.replace(before, after))) }),
      );
      const review = await handlers.openReview({ id });
      const approved = review.ok ? await handlers.approve({ id, digest: review.value.digest }) : review;
      expect(approved.ok, before).toBe(false);
      const begun = await handlers.sign({ ids: [id], fingerprint: await certifier() });
      if (begun.ok) await here.assembled.station.batches.settled(begun.value.batchId);
      expect(here.assembled.store.outgoing.row(id)).toMatchObject({ ok: true, value: { signedSha256: null } });
    }
    expect(here.person.asked).toEqual([]);
  });

  it('signed by an exporter with xmlsec1 and by the official on the token satisfies xmlsec1 twice', async () => {
    const { handlers } = here.assembled.station;
    const exporters = signedByExporter();
    const { id } = await expectValue(handlers.receiveFile({ name: 'cod.xml', bytes: new Uint8Array(exporters) }));
    const before = await expectValue(here.assembled.store.outgoing.row(id));
    const review = await expectValue(handlers.openReview({ id }));
    expect(review.blockers).toEqual([]);
    await expectValue(handlers.approve({ id, digest: review.digest }));
    const { batchId } = await expectValue(handlers.sign({ ids: [id], fingerprint: await certifier() }));
    await here.assembled.station.batches.settled(batchId);
    expect(await expectValue(handlers.batch({ batchId }))).toMatchObject({ state: 'finished', failure: null, signed: 1 });

    const { bytes } = await expectValue(handlers.documentBytes({ id }));
    // it is called by the number that it has now, and still found by the one it came under
    const number = /<CertificateID>(.*)<\/CertificateID>/.exec(Buffer.from(bytes).toString())?.[1] ?? 'none';
    for (const search of [number, before.number]) {
      const { rows } = await expectValue(handlers.work({ box: 'all', search, offset: 0, limit: 10 }));
      expect(rows.map((row) => [row.id, row.number])).toContainEqual([id, number]);
    }
    // and the window for the PIN named both: the one of the review and the one of the list
    expect(here.person.asked.at(-1)?.documents.map((document) => document.number)).toEqual([`${number} (${before.number})`]);
    expect(here.assembled.store.outgoing.byNumber(number)).toMatchObject({ ok: true, value: [{ id }] });
    const path = join(here.folder, 'signed.xml');
    writeFileSync(path, bytes);
    const cod = /<COD[ >].*<\/COD>/s;
    expect(cod.exec(Buffer.from(bytes).toString())?.[0]).toBe(cod.exec(exporters.toString())?.[0]);
    const ids = ['--id-attr:id', 'COD', '--id-attr:id', 'CODEH', '--insecure'];
    for (const parent of ['CODExporter', 'CertOrigin']) {
      const at = `//*[local-name()='${parent}']/*[local-name()='Signature']`;
      expect(xmlsec1('--verify', ...ids, '--node-xpath', at, path), parent).toMatchObject({ isValid: true });
    }
  });
});

describe.runIf(has('xmlsec1', '--version'))('a request of an exporter that comes again', () => {
  const receive = async (bytes: Uint8Array): Promise<string> =>
    (await expectValue(here.assembled.station.handlers.receiveFile({ name: 'cod.xml', bytes: new Uint8Array(bytes) }))).id;
  const shared = async (id: string): Promise<readonly string[]> => {
    const { findings } = await expectValue(here.assembled.station.handlers.openReview({ id }));
    return findings.filter(({ code }) => code === 'number-shared').map(({ sentence }) => sentence.es);
  };
  const warnings = async (id: string): Promise<number> => (await expectValue(here.assembled.store.outgoing.row(id))).warnings;

  it('is told where it arrives and in its review, while the first waits and once that is signed under a number of its own', async () => {
    const { handlers } = here.assembled.station;
    const first = await receive(signedByExporter('7301'));
    expect(await warnings(first)).toBe(0);
    const second = await receive(signedByExporter('7301'));
    expect(await warnings(second)).toBe(1);
    expect(await shared(second)).toEqual([expect.stringContaining('El número 7301 ya es de otro documento')]);
    expect(await warnings(second)).toBe(1);
    await expectValue(handlers.decline({ id: second, reason: 'repetida' }));

    const { digest } = await expectValue(handlers.openReview({ id: first }));
    await expectValue(handlers.approve({ id: first, digest }));
    const { batchId } = await expectValue(handlers.sign({ ids: [first], fingerprint: await certifier() }));
    await here.assembled.station.batches.settled(batchId);
    const { number } = await expectValue(here.assembled.store.outgoing.row(first));
    expect(number).not.toBe('7301');
    const third = await receive(signedByExporter('7301'));
    expect(await warnings(third)).toBe(1);
    expect(await shared(third)).toEqual([expect.stringMatching(new RegExp(`El número 7301 .*${number}`))]);
    expect(await warnings(third)).toBe(1);
    expect(await shared(await receive(signedByExporter('7302')))).toEqual([]);
    // what says that it corrects the first one is no second request
    const { id } = await expectValue(handlers.draftFrom({ id: first, how: 'replacement' }));
    await expectValue(handlers.decline({ id: third, reason: 'repetida' }));
    const { values, reading } = await expectValue(handlers.draft({ id }));
    expect(reading.number).toBe('7301');
    expect(reading.findings.map(({ code }) => code)).not.toContain('number-shared');
    const another = await expectValue(handlers.saveDraft({ id, values: { ...values, 'declaration.GeneralComments': '' } }));
    expect(another.findings.map(({ code }) => code)).toContain('number-shared');
  });
});

describe('on a station that was not told for which entity people sign', () => {
  it('a certificate of origin opens, says whom to ask, is not approved, and can be declined', async () => {
    const nobody = await openStationInPractice('no-entity', { work: [], config: (config) => ({ ...config, entity: null }) });
    try {
      await expectValue(nobody.assembled.station.start());
      const { handlers } = nobody.assembled.station;
      const { id } = await expectValue(handlers.receiveFile({ name: 'cod.xml', bytes: new Uint8Array(readFileSync(sample)) }));
      const review = await expectValue(handlers.openReview({ id }));
      expect(review.blockers.map(({ es }) => es)).toEqual([expect.stringContaining('Pida al administrador')]);
      expect(await handlers.approve({ id, digest: review.digest })).toEqual({ ok: false, failure: { code: 'entityUnnamed' } });
      await expectValue(handlers.decline({ id, reason: 'sin entidad' }));
    } finally {
      await nobody.close();
    }
  });
});
