import { describe, expect, it } from 'vitest';
import type { DocumentSummary } from '#core/documents/document-type.ts';
import { sharedNumberFinding, type Numbered } from '#core/documents/shared-number.ts';

const summary: DocumentSummary = {
  number: 'N-1',
  typeCode: '851',
  statusCode: '70',
  issuerCountry: 'CL',
  destinationCountry: 'PE',
  issuingBody: 'Entidad de Ensayo',
  exporter: null,
  importer: null,
  goods: null,
  issuedAt: null,
  replaces: null,
};
const other: Numbered = { type: 'phytosanitary', state: 'sent', summary, cameUnder: null };
const said = (own: Partial<DocumentSummary>, ...others: readonly Numbered[]) => saidOf(own, [], ...others);
const saidOf = (own: Partial<DocumentSummary>, corrected: readonly string[], ...others: readonly Numbered[]) =>
  sharedNumberFinding({ type: 'phytosanitary', summary: { ...summary, ...own } }, '/a/ID[1]', others, new Set(corrected));

describe('a number', () => {
  it('that another document of the station bears is told where it stands, with the other’s state, and does not stop', () => {
    const finding = said({}, other);
    expect(finding).toMatchObject({ level: 'warning', code: 'number-shared', path: '/a/ID[1]' });
    expect(finding?.sentence.es).toContain('N-1');
    expect(finding?.sentence.es).toContain('enviado');
    expect(finding?.sentence.en).toContain('sent');
  });

  it('is free again once the document that bore it was declined here or refused by the exchange', () => {
    expect(said({}, { ...other, state: 'declined' }, { ...other, state: 'refused' })).toBeNull();
  });

  it('is shared lawfully by a withdrawal, and by what replaces a document under its own number', () => {
    expect(said({ statusCode: '40' }, other)).toBeNull();
    expect(said({ replaces: 'N-1' }, other)).toBeNull();
    expect(said({}, { ...other, summary: { ...summary, replaces: 'N-1' } })).toBeNull();
    expect(said({ replaces: 'N-0' }, other)).not.toBeNull();
  });

  it('that no body has issued yet is its exporter’s: two exporters may have the same', () => {
    const request = { ...summary, issuingBody: null, exporter: 'Uno' };
    const another: Numbered = { ...other, summary: { ...request, exporter: 'Dos' } };
    expect(said(request, another)).toBeNull();
    expect(said(request, another, { ...other, summary: request })).not.toBeNull();
  });

  it('under which a certificate came that has one of its own now is told with that one, but not to what corrects it', () => {
    const request = { ...summary, issuingBody: null, exporter: 'Uno' };
    const first: Numbered = {
      ...other,
      cameUnder: 'N-1',
      summary: { ...request, number: 'C-00', issuingBody: 'Entidad', issuerCountry: 'PE' },
    };
    const second: Numbered = { ...first, summary: { ...first.summary, number: 'C-01', replaces: 'C-00' } };
    expect(said(request, first)?.sentence.es).toContain('N-1 ya es de otro documento de esta estación (C-00, enviado)');
    expect(said({ ...request, exporter: 'Dos' }, first)).toBeNull();
    expect(saidOf({ ...request, replaces: 'C-00' }, ['C-00'], first)).toBeNull();
    expect(saidOf({ ...request, replaces: 'C-01' }, ['C-01', 'C-00'], second, first)).toBeNull();
    expect(saidOf({ ...request, replaces: 'C-00' }, ['C-00'], second, first)?.sentence.es).toContain('C-01');
  });

  it('is another one for another issuer or another type, and none while it is not written', () => {
    expect(said({}, { ...other, type: 'origin' }, { ...other, summary: { ...summary, issuerCountry: 'PE' } })).toBeNull();
    expect(said({ number: '' }, { ...other, summary: { ...summary, number: '' } })).toBeNull();
  });
});
