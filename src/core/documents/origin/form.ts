import type { FormDescription, FormField, FormGroup } from '#core/documents/document-type.ts';
import { wordsOfField } from '#core/documents/origin/element-words.ts';
import { replacementNote } from '#core/documents/origin/replacement.ts';
import type { Words } from '#core/finding.ts';

/** Field ids are ALADI's own names without the block's prefix, so that `compose` and the annexes can be read side by side. */
function field(name: string, more: Omit<FormField, 'id' | 'label'>, id = name): FormField {
  return { id, label: wordsOfField(name) ?? { es: name, en: name }, ...more };
}

function party(id: string, title: Words): FormGroup {
  return {
    id,
    title,
    repeats: null,
    fields: [
      field('Country', { kind: 'code', codeList: 'countries', required: true }),
      field('BusinessName', { kind: 'text', required: true, maxLength: 100 }),
      field('Address', { kind: 'text', required: true, maxLength: 256 }),
      field('City', { kind: 'text', required: true, maxLength: 50 }),
      field('TaxIdentification', { kind: 'text', required: true, maxLength: 32 }),
      field('Telephone', { kind: 'text', required: false, maxLength: 16 }),
      field('Fax', {
        kind: 'text',
        required: false,
        maxLength: 16,
        ...(id === 'exporter' ? { help: { es: 'El ACE 33 lo exige.', en: 'ACE 33 demands it.' } } : {}),
      }),
      field('Email', { kind: 'text', required: false, maxLength: 50 }),
    ],
  };
}

const agreements: readonly (readonly [string, string, string])[] = [
  ['PAP', 'Alianza del Pacífico (provisional)', 'Pacific Alliance (provisional)'],
  ['A24', 'ACE 24, Chile y Colombia', 'ACE 24, Chile and Colombia'],
  ['A33', 'ACE 33, Colombia y México', 'ACE 33, Colombia and Mexico'],
  ['A38', 'ACE 38, Chile y Perú', 'ACE 38, Chile and Peru'],
];

export const originForm: FormDescription = {
  groups: [
    {
      id: 'certificate',
      title: { es: 'Certificado de origen', en: 'Certificate of origin' },
      repeats: null,
      fields: [
        field('AgreementAcronym', {
          kind: 'choice',
          required: true,
          defaultValue: 'PAP',
          choices: agreements.map(([code, es, en]) => ({ code, words: { es, en } })),
        }),
        field('AgreementName', { kind: 'text', required: true, maxLength: 256 }),
        field('CODSubmitterType', {
          kind: 'choice',
          required: true,
          defaultValue: 'EXP',
          choices: [
            { code: 'EXP', words: { es: 'Exportador', en: 'Exporter' } },
            { code: 'REP', words: { es: 'Representante', en: 'Representative' } },
            { code: 'APO', words: { es: 'Apoderado', en: 'Attorney' } },
          ],
        }),
      ],
    },
    party('exporter', { es: 'Exportador', en: 'Exporter' }),
    {
      id: 'producers',
      title: { es: 'Productores', en: 'Producers' },
      repeats: { min: 0, max: 50 },
      fields: [
        field('ProducerExporter', {
          kind: 'choice',
          required: true,
          choices: [
            { code: 'MISMO', words: { es: 'El mismo exportador', en: 'The exporter itself' } },
            { code: 'DIFERENTE', words: { es: 'Otro', en: 'Another' } },
          ],
        }),
        field('BusinessName', { kind: 'text', required: false, maxLength: 64 }),
        field('Country', { kind: 'code', codeList: 'countries', required: false }),
        field('Address', { kind: 'text', required: false, maxLength: 256 }),
        field('TaxIdentification', { kind: 'text', required: false, maxLength: 32 }),
      ],
    },
    party('importer', { es: 'Importador', en: 'Importer' }),
    {
      id: 'invoices',
      title: { es: 'Facturas', en: 'Invoices' },
      repeats: { min: 1, max: 99 },
      fields: [field('InvoiceNo', { kind: 'text', required: true, maxLength: 30 }), field('InvoiceDate', { kind: 'date', required: true })],
    },
    {
      id: 'goods',
      title: { es: 'Mercancías', en: 'Goods' },
      repeats: { min: 1, max: 2000 },
      fields: [
        field('GoodsItemCode', {
          kind: 'text',
          required: true,
          maxLength: 18,
          pattern: {
            regex: '^\\d{4}\\.\\d{2}(\\.\\d{2}){0,2}$',
            words: { es: 'la clasificación con puntos, como 0808.10.00', en: 'the classification with points, such as 0808.10.00' },
          },
          help: { es: 'Con puntos: 0806.10.00', en: 'With dots: 0806.10.00' },
        }),
        field('GoodsItemName', { kind: 'longText', required: true, maxLength: 1024 }),
        field('GoodsItemWeightAmount', { kind: 'number', required: true, decimals: 4 }),
        field('GoodsItemMeasureUnit', { kind: 'text', required: true, maxLength: 16 }),
        field('GoodsItemValue', { kind: 'number', required: false, decimals: 2 }),
        field('GoodsItemRVC', { kind: 'choice', required: false, choices: rvc() }),
        field('GoodsItemOriginRules', { kind: 'text', required: true, maxLength: 256 }),
        field('GoodsItemOtherInstances', { kind: 'choice', required: false, choices: instances() }),
        field('GoodsInvoiceOrderNo', { kind: 'number', required: true, decimals: 0, defaultValue: '1' }),
      ],
    },
    {
      id: 'declaration',
      title: { es: 'Observaciones y declaración', en: 'Observations and declaration' },
      repeats: null,
      fields: [
        field('GeneralComments', { kind: 'longText', required: false, maxLength: 2048, ownPart: replacementNote }),
        field('CountryOfOrigin', { kind: 'code', codeList: 'countries', required: true }),
        field('DeclarationDate', { kind: 'date', required: true, isOwn: true }),
        field('DeclarationRequestNo', { kind: 'number', required: false, decimals: 0, isOwn: true }),
        field('Affidavit', { kind: 'longText', required: false, maxLength: 2048 }),
      ],
    },
  ],
};

function rvc(): FormField['choices'] {
  return [
    { code: 'NO', words: { es: 'No aplica', en: 'Does not apply' } },
    { code: 'VT', words: { es: 'Valor de transacción', en: 'Transaction value' } },
  ];
}

function instances(): FormField['choices'] {
  return [
    { code: 'NO', words: { es: 'Ninguna', en: 'None' } },
    { code: 'DMI', words: { es: 'De minimis', en: 'De minimis' } },
    { code: 'MAI', words: { es: 'Materiales intermedios', en: 'Intermediate materials' } },
    { code: 'BMF', words: { es: 'Bienes fungibles', en: 'Fungible goods' } },
    { code: 'ACU', words: { es: 'Acumulación', en: 'Accumulation' } },
  ];
}
