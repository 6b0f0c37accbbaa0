import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DraftValues } from '#core/documents/document-type.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { sps17A } from '#core/documents/phytosanitary/versions.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { VersionChoices } from '#core/documents/version-choice.ts';
import type { Result } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { failureText } from '#core/text/failures.ts';
import { listTemplates, saveTemplate } from '#main/station/draft-templates.ts';
import { draftFrom, finishDraft, listDrafts, openDraft, prepareWithdrawal, saveDraft, startDraft } from '#main/station/drafts.ts';
import type { Station } from '#main/station/station-parts.ts';
import { receiveFile } from '#main/station/receive-work.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { openStore } from '#main/store/open-store.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { fullDraft } from '#test/core/documents/drafts.ts';

function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const documents = createXmlDocuments({ schemaFolder: resolve(import.meta.dirname, '../../schemas') });
const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

/** The desk alone: the real store, the real gate and rules, and a clock. */
function desk(file = ':memory:', documentVersions: VersionChoices = {}): Station {
  const { store } = expectValue(openStore({ file }));
  stores.push(store);
  return {
    store,
    documentTypes,
    defaults: { locked: [], documentVersions },
    schemas: { words: () => null },
    xml: { documents, signing: createXmlSigning() },
    clock: { now: () => new Date() },
    by: () => 'Ana',
    announce: { changed: () => undefined },
  } as unknown as Station;
}

function filled(station: Station): string {
  const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '17A' }));
  const reading = expectValue(saveDraft(station, { id, values: fullDraft }));
  expect(reading.findings.filter((finding) => finding.level === 'error')).toEqual([]);
  return id;
}

describe('writing a document at the station', () => {
  it('ends in the inbox with exactly the bytes that were shown', () => {
    const station = desk();
    const id = filled(station);
    const { number } = expectValue(finishDraft(station, id));
    const kept = expectValue(station.store.outgoing.get(id));
    expect(kept.row.state).toBe('pending');
    expect(kept.row.number).toBe(number);
    const type = documentTypes.find((one) => one.id === 'phytosanitary');
    // begun in 17A, and written to Chile, which takes 13B
    const version = type?.versions.find((one) => one.id === '13B');
    expect(Buffer.from(kept.bytes ?? []).toString()).toBe(type && version && type.compose(fullDraft, version));
    expect(expectValue(listDrafts(station)).drafts).toEqual([]);
  });

  it('is written in the version chosen for its destination, replaced and taken back in it too', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rubrica-versions-')), 'store.db');
    const before = desk(file);
    const id = filled(before);
    expectValue(finishDraft(before, id));
    expect(expectValue(before.store.outgoing.row(id)).version).toBe('13B');
    stores.pop()?.close();

    const after = desk(file, { 'phytosanitary/CL': '17A' });
    const replacement = expectValue(draftFrom(after, { id, how: 'replacement' }));
    expect(expectValue(after.store.drafts.get(replacement.id)).version).toBe('17A');
    expect(expectValue(openDraft(after, replacement.id)).reading.version.en).toContain('17A');
    const withdrawal = expectValue(prepareWithdrawal(after, id));
    const taken = expectValue(after.store.outgoing.get(withdrawal.id));
    expect([taken.row.version, taken.row.errors]).toEqual(['17A', 0]);
  });

  it('in another version than its destination takes is received as it is, with a remark', () => {
    const xml = new TextEncoder().encode(phytosanitary.compose(fullDraft, sps17A));
    const counted = (choices: VersionChoices): number => {
      const station = desk(':memory:', choices);
      const { id } = expectValue(receiveFile(station, { name: 'x.xml', bytes: xml }));
      return expectValue(station.store.outgoing.row(id)).warnings;
    };
    expect(counted({ 'phytosanitary/CL': '13B' })).toBe(counted({ 'phytosanitary/CL': '17A' }) + 1);
  });

  it('tells each finding at the field, the row or the group it is about', () => {
    const station = desk();
    const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '13B' }));
    const values = { ...fullDraft, 'route.importCountry': 'ZZ', 'lines[1].hsCode': '08', 'lines[1].packageType': '' };
    const { findings } = expectValue(saveDraft(station, { id, values }));
    const told = new Map(findings.map(({ code, field }) => [code, field]));
    expect(told.get('sps-country-unknown')).toBe('route.importCountry');
    expect(told.get('sps-hs-not-six-digits')).toBe('lines[1].hsCode');
  });

  it('does not leave the desk while it has errors, and nothing typed is lost', () => {
    const station = desk();
    const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '17A' }));
    const values = { 'certificate.number': 'X-1' };
    expect(expectValue(saveDraft(station, { id, values })).findings).not.toEqual([]);
    const finished = finishDraft(station, id);
    expect(finished.ok ? null : finished.failure.code).toBe('documentHasErrors');
    expect(expectValue(openDraft(station, id)).values).toEqual(values);
    expect(expectValue(station.store.outgoing.row(id)).state).toBe('draft');
  });

  it('is there again after the station was closed half-way', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rubrica-drafts-')), 'store.db');
    const id = filled(desk(file));
    stores.pop()?.close();
    expect(expectValue(openDraft(desk(file), id)).values).toMatchObject(fullDraft);
  });

  it('begins from a template of its exporter when one is named, with a number and a date of its own to give', () => {
    const station = desk();
    const template = expectValue(saveTemplate(station, { name: 'uvas', draftId: filled(station) }));
    const other = expectValue(startDraft(station, { type: 'phytosanitary', version: '17A' }));
    expectValue(saveDraft(station, { id: other.id, values: { 'exporter.name': 'Agrícola de Ensayo' } }));
    expectValue(saveTemplate(station, { name: 'paltas', draftId: other.id }));
    const { templates } = expectValue(listTemplates(station));
    expect(templates.map(({ name, exporter }) => [exporter, name])).toEqual([
      ['Agrícola de Ensayo', 'paltas'],
      [fullDraft['exporter.name'], 'uvas'],
    ]);

    const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '13B', templateId: template.id }));
    const { values } = expectValue(openDraft(station, id));
    expect(values).toMatchObject({
      'exporter.name': fullDraft['exporter.name'],
      'treatments[2].line': '2',
      'treatments[2].type': 'HT',
      'treatments[6].type': 'Encerado',
    });
    expect(values).not.toHaveProperty(['certificate.number']);
    expect(values).not.toHaveProperty(['certificate.issuedAt']);
    // where the destination does not decide, a template is begun in the version it was written in, not in the newest
    const older = expectValue(startDraft(station, { type: 'origin', version: '1.8.2' }));
    expectValue(saveTemplate(station, { name: 'uvas, ACE 38', draftId: older.id }));
    expect(expectValue(listTemplates(station)).templates.find(({ type }) => type === 'origin')?.version).toBe('1.8.2');
    const unknown = startDraft(station, { type: 'phytosanitary', version: '13B', templateId: 'gone' });
    expect(unknown.ok ? null : unknown.failure.code).toBe('templateNotFound');
  });

  it('begins as a copy of an earlier certificate, but for what each certificate has for itself', () => {
    const station = desk();
    const id = filled(station);
    expectValue(finishDraft(station, id));
    const copy = expectValue(draftFrom(station, { id, how: 'copy' }));
    const { values, row } = expectValue(openDraft(station, copy.id));
    expect(row.number).toBe('');
    expect(values).toMatchObject({ 'exporter.name': fullDraft['exporter.name'], 'certificate.status': '70', 'certificate.type': '851' });
    expect(Object.keys(values).filter((key) => /certificate\.(number|issuedAt)|replacement\.(number|reason)/.test(key))).toEqual([]);
  });

  it('says what of the earlier certificate the form has no field for, before a word is written; of no sound sample anything', () => {
    const station = desk();
    const copied = (bytes: Uint8Array) => {
      const { id } = expectValue(receiveFile(station, { name: 'x.xml', bytes }));
      return expectValue(draftFrom(station, { id, how: 'copy' })).notTaken.map(({ label, value }) => `${label.es}: ${value}`);
    };
    const treated = phytosanitary.compose(fullDraft, sps17A);
    const moved = treated.replace('</ram:LineTwo>', '</ram:LineTwo><ram:LineThree>Oficina 4</ram:LineThree>');
    expect(copied(Buffer.from(moved))).toEqual([]);
    const lost = copied(
      Buffer.from(
        treated.replace(
          '</ram:AppliedSPSProcess>',
          '<ram:OperatorSPSParty><ram:Name>Cámara Sur</ram:Name></ram:OperatorSPSParty></ram:AppliedSPSProcess>',
        ),
      ),
    );
    expect(lost).toHaveLength(1);
    expect(lost.join('\n')).toContain('Cámara Sur');

    const folder = resolve(import.meta.dirname, '../../schemas/samples');
    const { samples } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { samples: { file: string; expects: string }[] };
    for (const { file } of samples.filter(({ file: name, expects }) => expects === 'valid' && !name.includes('desconocido'))) {
      expect(copied(readFileSync(join(folder, file))), file).toEqual([]);
    }
  });

  it('warns of a number that another document bears, drafted or sent, at the number’s own field, and lets it pass', () => {
    const station = desk();
    const shared = (values: DraftValues): readonly (string | null)[] => {
      const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '13B' }));
      const { findings } = expectValue(saveDraft(station, { id, values }));
      return findings.filter(({ code }) => code === 'number-shared').map(({ field }) => field);
    };
    expect(shared(fullDraft)).toEqual([]);
    expect(shared(fullDraft)).toEqual(['certificate.number']);
    expect(shared({ ...fullDraft, 'certificate.number': 'PRUEBA-PE-0009' })).toEqual([]);
    const second = expectValue(listDrafts(station)).drafts.find(({ number }) => number === fullDraft['certificate.number']);
    const { id } = expectValue(finishDraft(station, second?.id ?? ''));
    expect(expectValue(station.store.outgoing.row(id)).warnings).toBe(1);
    expect(expectValue(prepareWithdrawal(station, id)).number).toBe(fullDraft['certificate.number']);
  });

  it('takes another country’s answer for an answer, and leads to the certificate it is about', () => {
    const station = desk();
    const id = filled(station);
    const { number } = expectValue(finishDraft(station, id));
    const certificate = expectValue(station.store.outgoing.get(id));
    const read = documents.read(certificate.bytes ?? new Uint8Array());
    if (!read.ok) throw new Error(read.failure.code);
    const answer = phytosanitary.acknowledge?.(read.value, { at: '2026-11-24T10:00:00Z', isAccepted: true, reasons: [] }) ?? '';
    const received = receiveFile(station, { name: 'acuse.xml', bytes: Buffer.from(answer) });
    const failure = received.ok ? null : received.failure;
    expect(failure).toMatchObject({ code: 'documentIsAnswer', number, id });
    expect(failure && failureText(failure, 'es')).toMatchObject({
      advice: expect.stringContaining(`Acuse de un certificado fitosanitario ${number}: aprobado.`),
      action: 'Abrir el certificado',
    });
    const strange = receiveFile(station, { name: 'acuse.xml', bytes: Buffer.from(answer.replace(number, 'OTRO-1')) });
    expect(strange.ok ? null : failureText(strange.failure, 'es').action).toBe('Entendido');
  });

  it('lists drafts by what they are about, so that those without a number are told apart', () => {
    const station = desk();
    for (const exporter of ['Exportadora de Ensayo', 'Agrícola de Ensayo']) {
      const { id } = expectValue(startDraft(station, { type: 'phytosanitary', version: '13B' }));
      expectValue(saveDraft(station, { id, values: { 'exporter.name': exporter, 'lines[0].description': `Uva de ${exporter}` } }));
    }
    const { drafts } = expectValue(listDrafts(station));
    expect(drafts.map(({ number, exporter, goods }) => `${number}|${exporter}|${goods}`).toSorted()).toEqual([
      '|Agrícola de Ensayo|Uva de Agrícola de Ensayo',
      '|Exportadora de Ensayo|Uva de Exportadora de Ensayo',
    ]);
  });

  it('answers a certificate with one that replaces it, and takes one back with the same words', () => {
    const station = desk();
    const id = filled(station);
    const { number } = expectValue(finishDraft(station, id));
    const replacement = expectValue(draftFrom(station, { id, how: 'replacement' }));
    expect(expectValue(openDraft(station, replacement.id)).values).toMatchObject({ 'replacement.number': number });
    expect(expectValue(station.store.drafts.get(replacement.id)).answers).toBe(id);

    const withdrawal = expectValue(prepareWithdrawal(station, id));
    const kept = expectValue(station.store.outgoing.get(withdrawal.id));
    expect(kept.row.state).toBe('pending');
    expect(Buffer.from(kept.bytes ?? []).toString()).toContain('>40</');
  });
});
