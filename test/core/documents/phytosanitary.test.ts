import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { acknowledgementMessage } from '#core/documents/phytosanitary/acknowledgement-message.ts';
import { composeAcknowledgement, readAcknowledgement } from '#core/documents/phytosanitary/acknowledgement.ts';
import { sps13B, sps17A } from '#core/documents/phytosanitary/versions.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { recognise, recogniseReadable } from '#core/documents/types.ts';
import { openSchema, hasStandards, schemaFolder, standardsFolder } from '#test/conformance/schemas/xsd.ts';
import { fullDraft } from '#test/core/documents/drafts.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfTree, valuesOfView } from '#test/core/documents/values.ts';

const samples = `${schemaFolder}samples/phytosanitary/`;
const errorsOf = (xml: string) =>
  phytosanitary
    .rules(readTree(xml))
    .filter(({ level }) => level === 'error')
    .map(({ code }) => code);

describe('a phytosanitary certificate', () => {
  it.each([sps13B, sps17A])('drafted in $id is valid in its schema and breaks no rule', (version) => {
    const xml = phytosanitary.compose(fullDraft, version);
    const schema = openSchema(`${schemaFolder}${version.schema}`);
    expect(schema.errorsOf(xml)).toEqual([]);
    schema.close();
    expect(phytosanitary.rules(readTree(xml))).toEqual([]);
    expect(recognise(readTree(xml))?.version.id).toBe(version.id);
  });

  it('shows every value of the document somewhere in its view', () => {
    const tree = readTree(phytosanitary.compose(fullDraft, sps17A));
    const view = phytosanitary.view(tree);
    const shown = valuesOfView(view).join('\n');
    expect(view.notUnderstood).toEqual([]);
    // codes that only say where a value belongs: note subjects, registers and classification systems, treatment tags and ZZZ
    const places = /^(SPSFL|AD\w+|DMCL|DMTLIL|OPTND|OQ[VU]|RPC\w\w|NationalRegistrationNumber|HS|IPPC\w+|TT\w\w|ZZZ)$/;
    for (const value of valuesOfTree(tree)) {
      if (!places.test(value)) expect(shown).toContain(value);
    }
  });

  it('is laid out in the order of the ISPM 12 model', () => {
    const ids = phytosanitary.view(readTree(phytosanitary.compose(fullDraft, sps17A))).sections.map(({ id }) => id);
    expect(ids).toEqual([
      'number',
      'replacement',
      'from',
      'to',
      'exporter',
      'consignee',
      'packages',
      'marks',
      'origin',
      'conveyance',
      'entry',
      'botanical',
      'produce',
      'statement',
      'declaration',
      'treatment',
      'issue',
      'liability',
      'others',
    ]);
  });

  it('for re-export carries the title, the party of re-export and the original certificate of annex 2', () => {
    const view = phytosanitary.view(readTree(readFileSync(`${samples}mx-co-reexportacion.xml`)));
    expect(view.title.es).toBe('Certificado fitosanitario para la reexportación');
    expect(view.sections.find(({ id }) => id === 'from')?.title.en).toContain('contracting party of re-export');
    const statement = view.sections.find(({ id }) => id === 'statement');
    expect(statement?.fields.find(({ id }) => id === 'RPCRF')?.value).toBe('PRACTICA-GT-2026-000009');
  });

  it('is summed up with the number of the certificate it replaces', () => {
    expect(phytosanitary.summarise(readTree(readFileSync(`${samples}cl-pe-arandanos-reemplazo.xml`)))).toEqual({
      number: 'PRACTICA-CL-2026-000104',
      typeCode: '851',
      statusCode: '70',
      issuerCountry: 'CL',
      destinationCountry: 'PE',
      issuingBody: 'Organización Fitosanitaria de Práctica, Chile',
      exporter: 'Frutas de Ensayo del Valle S.A.',
      importer: 'Mercados de Ensayo de Lima S.A.C.',
      goods: 'Arándano',
      issuedAt: '2026-11-21T11:20:00-03:00',
      replaces: 'PRACTICA-CL-2026-000077',
    });
  });

  it('lists what it does not understand, with attributes and lines, and never drops it', () => {
    const { notUnderstood } = phytosanitary.view(readTree(readFileSync(`${samples}pe-mx-arandanos-desconocido.xml`)));
    expect(notUnderstood.map(({ name, value, line }) => [name, value, line > 50])).toEqual([
      ['x:CarbonFootprint', '1520', true],
      ['@unitCode', 'KGM', true],
    ]);
  });

  it('shows attachments by name and size, and the carrier the form has no place for', () => {
    const xml = readFileSync(new URL('../../fixtures/documents/sps-17A-with-attachment.xml', import.meta.url));
    const { sections, notUnderstood } = phytosanitary.view(readTree(xml));
    const values = (id: string) => sections.find((section) => section.id === id)?.fields.map(({ value }) => value);
    expect(values('attachments')).toContain('copia.txt · text/plain · 15 B');
    expect(values('others')).toContain('Naviera de Ensayo S.A.');
    expect(notUnderstood).toEqual([]);
  });

  it('does not take an element of another namespace for its own', () => {
    const xml = phytosanitary
      .compose(fullDraft, sps17A)
      .replace('<ram:ID>', '<ram:ID xmlns:ram="urn:otro">')
      .replace('</rsm:SPSExchangedDocument>', '<ram:Name xmlns:ram="urn:otro">otro</ram:Name></rsm:SPSExchangedDocument>');
    const tree = readTree(xml);
    expect(phytosanitary.summarise(tree).number).toBe('');
    expect(phytosanitary.view(tree).notUnderstood.map(({ value }) => value)).toContain('otro');
    expect(errorsOf(xml)).toContain('sps-number-missing');
  });

  it('of every practice sample is free of errors, except the two that are meant to have them', () => {
    for (const file of readdirSync(samples)) {
      const bytes = readFileSync(samples + file);
      const tree = readTree(bytes);
      const version = recognise(tree)?.version;
      const schema = openSchema(`${schemaFolder}${version?.schema}`);
      const isBroken = file.endsWith('-error.xml') || file.endsWith('-desconocido.xml');
      expect(schema.errorsOf(bytes).length > 0, file).toBe(isBroken);
      expect(
        phytosanitary.rules(tree).filter(({ level }) => level === 'error'),
        file,
      ).toEqual([]);
      schema.close();
    }
  });

  it('tells what its lines say once: of all of them, or of which', () => {
    const more = Object.entries(fullDraft).flatMap(([key, value]) =>
      key.startsWith('lines[0].') ? [2, 3, 4, 5, 6].map((index) => [key.replace('[0]', `[${index}]`), value]) : [],
    );
    const view = phytosanitary.view(readTree(phytosanitary.compose({ ...fullDraft, ...Object.fromEntries(more) }, sps17A)));
    const told = (wanted: string) =>
      view.sections.find(({ id }) => id === wanted)?.fields.map(({ label, value }) => `${label.es}: ${value}`);
    expect(told('origin')).toEqual(['País de origen: PE']);
    expect(told('botanical')).toEqual([
      'Líneas 1, 3, 4, 5 y otras 2: Nombre botánico: Vitis vinifera',
      'Línea 2: Nombre botánico: Asparagus officinalis',
    ]);
  });

  it('tells duration and temperature of a treatment in words', () => {
    const view = phytosanitary.view(readTree(phytosanitary.compose(fullDraft, sps17A)));
    const [row] = view.sections.find(({ id }) => id === 'treatment')?.table?.rows ?? [];
    expect(row?.cells[4]).toMatchObject({
      value: '3 HUR – 21.5 CEL',
      meaning: { es: '3 horas – 21.5 grados Celsius', en: '3 hours – 21.5 degrees Celsius' },
    });
  });

  it('of 2,000 lines is viewed and judged whole, what repeats gathered once', () => {
    const lines = (count: number): string => {
      const draft: Record<string, string> = { ...fullDraft };
      for (const [key, value] of Object.entries(fullDraft)) {
        if (!key.startsWith('lines[0].')) continue;
        for (let index = 2; index < count; index++) draft[key.replace('[0]', `[${index}]`)] = value;
      }
      return phytosanitary.compose(draft, sps17A);
    };
    const tree = readTree(lines(2000));
    const view = phytosanitary.view(tree);
    expect(view.sections.find(({ id }) => id === 'produce')?.table?.rows).toHaveLength(2000);
    expect(view.sections.find(({ id }) => id === 'origin')?.fields.length).toBeLessThan(20);
    expect(phytosanitary.rules(tree)).toEqual([]);
  });

  it('without a unit is told one that suits the quantity: of weight or of volume', () => {
    const xml = phytosanitary.compose(fullDraft, sps17A).replaceAll(/(<ram:Net(?:Weight|Volume)Measure) unitCode="\w+"/g, '$1');
    const [weight, volume] = phytosanitary.rules(readTree(xml)).filter(({ code }) => code === 'sps-unit-missing');
    expect(weight?.sentence.es).toContain('KGM (kilogramos)');
    expect(volume?.sentence).toEqual({
      es: 'La cantidad no tiene unidad. Agregue unitCode, por ejemplo MTQ (metros cúbicos).',
      en: 'The quantity has no unit. Add unitCode, for example MTQ (cubic metres).',
    });
  });

  it.runIf(hasStandards)(
    `of INTERCOM's sample has warnings and no error${hasStandards ? '' : ' (skipped: ../shared/standards is not here)'}`,
    () => {
      const xml = readFileSync(`${standardsFolder}samples/sps-17-intercom-can-signed.xml`);
      const findings = phytosanitary.rules(readTree(xml));
      expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
      expect(findings.map(({ code }) => code)).toContain('sps-packages-twice');
      expect(phytosanitary.view(readTree(xml)).notUnderstood).toEqual([]);
    },
  );
});

describe('an SPS acknowledgement', () => {
  it.each([sps13B, sps17A])('written in $id is valid and reads back the same', (version) => {
    const acknowledgement = {
      issuedAt: '2026-11-22T10:00:00-05:00',
      statusCode: '41',
      reasons: ['El número del contenedor no coincide & falta el precinto'],
      certificates: [{ number: 'CL-1', typeCode: '851' }],
    };
    const xml = composeAcknowledgement(acknowledgement, version);
    const schema = openSchema(`${schemaFolder}sps-${version.id}/SPSAcknowledgement.xsd`);
    expect(schema.errorsOf(xml)).toEqual([]);
    schema.close();
    expect(readAcknowledgement(readTree(xml))).toEqual(acknowledgement);
    expect(recognise(readTree(xml))).toBeNull();
    const readable = recogniseReadable(readTree(xml));
    expect(readable?.version.schema).toBe(`sps-${version.id}/SPSAcknowledgement.xsd`);
    expect(readable?.type.rules(readTree(xml))).toEqual([]);
    const view = readable?.type.view(readTree(xml));
    expect(view && valuesOfView(view)).toEqual(expect.arrayContaining(['CL-1', '41', acknowledgement.reasons[0]]));
    expect(view?.notUnderstood).toEqual([]);
  });

  it.each([true, false])('of a certificate that was accepted (%s) names it and says so, in its version', (isAccepted) => {
    const certificate = readTree(phytosanitary.compose(fullDraft, sps13B));
    const facts = { at: '2026-11-22T10:00:00Z', isAccepted, reasons: isAccepted ? [] : ['La firma no vale.'] };
    const xml = phytosanitary.acknowledge?.(certificate, facts) ?? '';
    expect(readAcknowledgement(readTree(xml))).toEqual({
      issuedAt: facts.at,
      statusCode: isAccepted ? '39' : '41',
      reasons: facts.reasons,
      certificates: [{ number: fullDraft['certificate.number'], typeCode: '851' }],
    });
    expect(recogniseReadable(readTree(xml))?.version.id).toBe('13B');
  });

  it.each([
    ['ack-status-unknown', '>41<', '>99<'],
    ['ack-certificate-missing', '>CL-1<', '><'],
    ['ack-date-invalid', '2026-11-22T10', '2026-11-32T10'],
    ['ack-reason-missing', /<ram:ReasonInformation>.*<\/ram:ReasonInformation>/, ''],
  ] as const)('that is wrong is found %s', (code, was, is) => {
    const facts = {
      issuedAt: '2026-11-22T10:00:00-05:00',
      statusCode: '41',
      reasons: ['x'],
      certificates: [{ number: 'CL-1', typeCode: '851' }],
    };
    const broken = composeAcknowledgement(facts, sps17A).replace(was, is);
    expect(acknowledgementMessage.rules(readTree(broken)).map((finding) => finding.code)).toEqual([code]);
  });
});
