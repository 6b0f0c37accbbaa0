import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { initialValues, valuesForAnother } from '#core/documents/check-draft.ts';
import { noteSubjects } from '#core/documents/phytosanitary/note-subjects.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { sps17A } from '#core/documents/phytosanitary/versions.ts';
import { documentTypes, recognise } from '#core/documents/types.ts';
import { changesBetween } from '#core/review.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { fullDraft } from '#test/core/documents/drafts.ts';
import { readTree } from '#test/core/documents/read-tree.ts';

const samples = `${schemaFolder}samples/phytosanitary/`;
const read = (name: string): string => readFileSync(`${samples}${name}.xml`, 'utf8');

describe('a draft made from a certificate', () => {
  it('writes the same certificate again, of every sample that is sound', () => {
    for (const file of readdirSync(samples).filter((name) => !/error|desconocido/.test(name))) {
      const xml = readFileSync(samples + file, 'utf8');
      const tree = readTree(xml);
      const version = recognise(tree)?.version ?? sps17A;
      expect(phytosanitary.compose(phytosanitary.draftFrom?.(tree) ?? {}, version), file).toBe(xml);
    }
  });

  it('keeps every field of a full form', () => {
    const tree = readTree(phytosanitary.compose(fullDraft, sps17A));
    expect(phytosanitary.draftFrom?.(tree)).toMatchObject(fullDraft);
  });

  it('loses no field of the form, whatever it is filled with, and writes every note of the IPPC list', () => {
    const filled = { ...fullDraft, 'certificate.type': '657', 'route.reExportCountry': 'MX', 'lines[0].packageDescription': 'A granel' };
    for (const { id, repeats, fields } of phytosanitary.form.groups) {
      for (const [nth, field] of fields.entries()) {
        const key = repeats === null ? `${id}.${field.id}` : `${id}[0].${field.id}`;
        if (key in filled || (key === 'officer.clause' && filled['certificate.type'] === '657')) continue;
        const value = {
          number: '12',
          date: '2026-11-21',
          yesNo: 'true',
          code: 'MX',
          choice: 'es',
          text: `${nth + 10}`,
          longText: `texto ${nth}`,
        };
        Object.assign(filled, { [key]: value[field.kind] });
      }
    }
    const tree = readTree(phytosanitary.compose(filled, sps17A));
    // a re-export has one statement of its own: the clause stays empty
    const { 'officer.clause': _clause, ...kept } = filled as Record<string, string>;
    expect(phytosanitary.draftFrom?.(tree)).toMatchObject(kept);
    const written = new Set([...phytosanitary.compose(filled, sps17A).matchAll(/<ram:Subject>(\w+)</g)].map(([, code]) => code));
    // the common additional declarations (ADCO, ADIP, ADDI, ADAO) are another way to say the same
    const others = ['ADCO', 'ADIP', 'ADDI', 'ADAO'];
    expect([...noteSubjects.keys()].filter((code) => !written.has(code) && !others.includes(code))).toEqual([]);
  });

  it('for its replacement names what it replaces and asks for a new number and the reason', () => {
    const draft = phytosanitary.replacementFrom?.(readTree(read('cl-pe-uvas'))) ?? {};
    expect(draft['replacement.number']).toBe('PRACTICA-CL-2026-000101');
    expect(draft['replacement.issuedAt']).toBe('2026-11-20T09:15:00-03:00');
    expect([draft['certificate.number'], draft['replacement.reason']]).toEqual([undefined, undefined]);
  });

  it('leaves a replacement whose differences are told field by field', () => {
    const before = readTree(read('cl-pe-uvas'));
    const draft = {
      ...phytosanitary.replacementFrom?.(before),
      'certificate.number': 'PRACTICA-CL-2026-000105',
      'replacement.reason': 'Cambio del peso',
      'lines[1].netWeight': '9100',
    };
    const after = readTree(phytosanitary.compose(draft, sps17A));
    const changes = changesBetween(phytosanitary.view(before), phytosanitary.view(after)).map((change) => [change.before, change.after]);
    expect(changes).toContainEqual(['PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000105']);
    expect(changes).toContainEqual(['9200 KGM', '9100 KGM']);
    expect(changes).toContainEqual([null, 'Cambio del peso']);
    expect(changes).not.toContainEqual(['18400 KGM', expect.anything()]);
  });
});

describe('what another document takes over', () => {
  const official = { name: 'Oficial', country: 'PE', entityId: 'P01', entityName: 'Entidad', entityAddress: 'Calle de Ensayo 1' };
  const sampleOf: Readonly<Record<string, string>> = {
    phytosanitary: 'phytosanitary/pe-cl-mangos.xml',
    origin: 'origin/pe-cl-uvas-a38.xml',
    'customs-declaration': 'customs-declaration/cl-pe-uvas-exportacion.xml',
  };

  it.each(documentTypes.map((type) => [type.id, type] as const))(
    'from one that replaces (%s) does not say that it replaces anything',
    (id, type) => {
      const xml = readFileSync(`${schemaFolder}samples/${sampleOf[id]}`, 'utf8');
      const signed = readTree(type.complete?.(xml, official, '2026-11-22T15:00:00Z') ?? xml);
      const version = type.recognise(signed) ?? sps17A;
      const replacement = type.replacementFrom?.(signed) ?? {};
      expect(type.summarise(readTree(type.compose(replacement, version))).replaces, id).not.toBeNull();
      const other = type.summarise(
        readTree(type.compose({ ...initialValues(type.form), ...valuesForAnother(type.form, replacement) }, version)),
      );
      expect(other, id).toMatchObject({ replaces: null, exporter: type.summarise(signed).exporter });
      const withdrawn = type.withdrawn && readTree(type.withdrawn(xml));
      const again = withdrawn && { ...initialValues(type.form), ...valuesForAnother(type.form, type.draftFrom?.(withdrawn) ?? {}) };
      if (again) expect(type.summarise(readTree(type.compose(again, version))).statusCode, id).toBe('70');
    },
  );
});

describe('a certificate to be withdrawn', () => {
  it('is the same, byte for byte, but for its status and its signature', () => {
    const xml = read('pe-cl-mangos');
    const signed = xml.replace(
      '</rsm:SPSCertificate>',
      '  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>\n</rsm:SPSCertificate>',
    );
    const withdrawn = phytosanitary.withdrawn?.(signed) ?? '';
    expect(withdrawn).toBe(xml.replace('<ram:StatusCode>70<', '<ram:StatusCode>40<'));
    expect(phytosanitary.summarise(readTree(withdrawn)).statusCode).toBe('40');
    expect(phytosanitary.rules(readTree(withdrawn)).filter(({ level }) => level === 'error')).toEqual([]);
  });
});
