import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recogniseReadable } from '#core/documents/types.ts';
import { readDirectory } from '#core/officials/directory.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { root } from '#test/practice-world.ts';
import { untilTold } from '#test/until-told.ts';

const schemaFolder = join(root, 'schemas');
let here: StationInPractice;

beforeAll(async () => {
  here = await openStationInPractice('inbound', { around: { policy: { pollMs: 50 } } });
  await expectValue(here.assembled.station.start());
  await here.assembled.station.syncOnce();
});
afterAll(() => here?.close());

async function judged(ending: string) {
  const { rows } = await expectValue(here.assembled.station.handlers.incoming({}));
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
    const { handlers } = here.assembled.station;
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

  it('has an answer that is a document of its own exchange, valid in its schema', async () => {
    const { handlers } = here.assembled.station;
    for (const [ending, status] of [
      ['901', '39'],
      ['902', '41'],
    ] as const) {
      const { id } = await judged(ending);
      expect((await expectValue(handlers.incomingCertificate({ id }))).hasAcknowledgement).toBe(true);
      const { bytes } = await expectValue(handlers.acknowledgementDocument({ id }));
      const documents = createXmlDocuments({ schemaFolder });
      const tree = documents.read(bytes);
      const known = tree.ok ? recogniseReadable(tree.value) : null;
      expect(known && documents.validate(bytes, known.version.schema)).toEqual([]);
      expect(tree.ok && known?.type.summarise(tree.value)).toMatchObject({ statusCode: status });
    }
  });

  it('is answered at the gateway: received, or with the faults that were found', async () => {
    await untilAnswers(4);
    const answers = here.practice.gateway.admin.answers();
    const kinds = answers.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['receivedCorrectly', 'receivedWithErrors', 'receivedWithErrors', 'receivedWithErrors']);
    for (const { kind, faults } of answers) expect(faults.length > 0).toBe(kind === 'receivedWithErrors');
    const row = await judged('901');
    const altered = await judged('902');
    expect(await here.assembled.station.handlers.answerIncoming({ id: altered.id, answer: 'markUsed' })).toMatchObject({
      failure: { code: 'stateForbids' },
    });
    await expectValue(here.assembled.station.handlers.answerIncoming({ id: row.id, answer: 'markUsed' }));
    await untilAnswers(5);
    expect(here.practice.gateway.admin.answers().map(({ kind }) => kind)).toContain('used');
  });

  it('leaves the directory to be exported as a file that reads as one, the former official among them', async () => {
    const { handlers } = here.assembled.station;
    const exported = await expectValue(handlers.exportOfficials({}));
    const tree = createXmlDocuments({ schemaFolder }).read(exported.bytes);
    const directory = tree.ok ? readDirectory(tree.value) : null;
    expect(directory?.rows).toHaveLength(exported.total);
    expect(directory?.rows.find(({ status }) => status === 'revoked')?.revokedAt).not.toBeNull();
    const found = await expectValue(handlers.exportOfficials({ search: 'Antiguo' }));
    expect(found.total).toBe(1);
  });

  it('tells how long one may sign without a line: the days of the contingency after the evidence runs out', async () => {
    const { ages } = await expectValue(here.assembled.station.handlers.evidenceAges({}));
    expect(ages.map(({ kind }) => kind)).toEqual(['crl', 'directory']);
    for (const { freshUntil, allowedUntil } of ages) {
      expect(Date.parse(freshUntil)).toBeGreaterThan(Date.now());
      expect(Date.parse(allowedUntil) - Date.parse(freshUntil)).toBe(72 * 3_600_000);
    }
  });
});

function untilAnswers(count: number): Promise<void> {
  const answers = () => here.practice.gateway.admin.answers().length;
  return untilTold(here.assembled.station, () => answers() >= count, { about: answers });
}
