import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { documentTypes } from '#core/documents/types.ts';
import type { Finding } from '#core/finding.ts';
import { findingsToSign } from '#main/station/findings-to-sign.ts';
import { readDocument } from '#main/station/read-document.ts';
import type { Station } from '#main/station/station-parts.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { memoryStore, queueInStore, someSummary, valueOf } from '#test/fakes/store.ts';

const schemaFolder = resolve(import.meta.dirname, '../../schemas');
const documents = createXmlDocuments({ schemaFolder });
const sample = readFileSync(resolve(schemaFolder, 'samples/origin/cl-co-manzanas-a24.xml'), 'utf8');
const exporters = { exporter: 'Frutas de Ensayo del Valle S.A.', statusCode: null };
const numberOf = (rectification: string): string => `CLA24C23260000000A${rectification}`;

it('a request is not warned of what it corrects, whatever request the one between came under', () => {
  const store = memoryStore();
  const station = { store, documentTypes, xml: { documents }, defaults: { locked: [] } } as unknown as Station;
  const certified = (n: number, request: string, rectification: string, replaces: string | null): void => {
    const work = { type: 'origin', summary: someSummary(request, { ...exporters, issuingBody: null }) };
    queueInStore(store, n, { work, signature: { summary: someSummary(numberOf(rectification), { ...exporters, replaces }) } });
  };
  certified(1, '1103', '00', null);
  certified(2, '2207', '01', numberOf('00'));
  const warnings = (text: string): readonly Finding[] => {
    const bytes = new TextEncoder().encode(text);
    const document = valueOf(readDocument({ documents, types: documentTypes }, bytes));
    return valueOf(findingsToSign(station, document, bytes, null)).filter(({ code }) => code === 'number-shared');
  };
  expect(warnings(sample)).toMatchObject([{ sentence: { es: expect.stringContaining(numberOf('00')) } }]);
  const correcting = sample.replace(/<GeneralComments>/, `$&Reemplaza al certificado ${numberOf('01')}. `);
  expect(correcting).not.toBe(sample);
  expect(warnings(correcting)).toEqual([]);
});
