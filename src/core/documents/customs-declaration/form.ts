import { wordsOf } from '#core/documents/customs-declaration/words.ts';
import type { FormDescription, FormGroup } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

const tradeTerms = ['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'];

function party(id: string, title: Words, isRequired = true): FormGroup {
  return {
    id,
    title,
    repeats: null,
    fields: [
      { id: 'name', label: wordsOf('Name'), kind: 'text', required: isRequired, maxLength: 256 },
      { id: 'registration', label: { es: 'Registro fiscal', en: 'Tax registration' }, kind: 'text', required: false, maxLength: 32 },
      { id: 'address', label: wordsOf('Address'), kind: 'text', required: false, maxLength: 256 },
      { id: 'country', label: wordsOf('CountryCode'), kind: 'code', codeList: 'countries', required: false },
    ],
  };
}

export const declarationForm: FormDescription = {
  grantedNumber: { field: 'declaration.number', kind: 'declaration.type' },
  groups: [
    {
      id: 'declaration',
      title: { es: 'Declaración', en: 'Declaration' },
      repeats: null,
      fields: [
        { id: 'number', label: wordsOf('ID'), kind: 'text', required: true, maxLength: 70, isOwn: true },
        {
          id: 'type',
          label: wordsOf('TypeCode'),
          kind: 'choice',
          required: true,
          defaultValue: '830',
          choices: [
            { code: '830', words: { es: 'Exportación', en: 'Export' } },
            { code: '929', words: { es: 'Importación', en: 'Import' } },
          ],
        },
        {
          id: 'function',
          label: wordsOf('FunctionCode'),
          help: {
            es: 'Un reemplazo lleva el número de la declaración que sustituye.',
            en: 'A replacement bears the number of the declaration it takes the place of.',
          },
          kind: 'choice',
          required: true,
          isOwn: true,
          defaultValue: '9',
          choices: [
            { code: '9', words: { es: 'Original', en: 'Original' } },
            { code: '5', words: { es: 'Reemplazo', en: 'Replacement' } },
          ],
        },
        { id: 'issuedAt', label: wordsOf('IssueDateTime'), kind: 'date', required: true, isOwn: true },
        { id: 'office', label: wordsOf('DeclarationOfficeID'), kind: 'text', required: true, maxLength: 17 },
      ],
    },
    party('declarant', { es: 'Declarante', en: 'Declarant' }),
    party('agent', { es: 'Agente de aduana', en: 'Customs agent' }, false),
    party('exporter', { es: 'Exportador', en: 'Exporter' }),
    party('importer', { es: 'Importador', en: 'Importer' }),
    {
      id: 'shipment',
      title: { es: 'Envío', en: 'Shipment' },
      repeats: null,
      fields: [
        { id: 'exportCountry', label: wordsOf('ExportCountryID'), kind: 'code', codeList: 'countries', required: true },
        { id: 'destinationCountry', label: wordsOf('DestinationCountryCode'), kind: 'code', codeList: 'countries', required: true },
        {
          id: 'tradeTerm',
          label: wordsOf('TradeTermsConditionCode'),
          kind: 'choice',
          required: false,
          choices: tradeTerms.map((code) => ({ code, words: { es: code, en: code } })),
        },
        { id: 'mode', label: wordsOf('ModeCode'), kind: 'code', codeList: 'transportModes', required: false },
        {
          id: 'means',
          label: { es: 'Nave, vuelo o vehículo', en: 'Vessel, flight or vehicle' },
          kind: 'text',
          required: false,
          maxLength: 70,
        },
      ],
    },
    {
      id: 'invoices',
      title: { es: 'Facturas', en: 'Invoices' },
      repeats: { min: 0, max: 99 },
      fields: [{ id: 'number', label: wordsOf('InvoiceID'), kind: 'text', required: true, maxLength: 70 }],
    },
    {
      id: 'items',
      title: { es: 'Mercancías', en: 'Goods' },
      repeats: { min: 1, max: 999 },
      fields: [
        { id: 'description', label: wordsOf('Description'), kind: 'text', required: true, maxLength: 512 },
        { id: 'tariff', label: wordsOf('ClassificationID'), kind: 'code', codeList: 'tariff', required: true },
        { id: 'originCountry', label: wordsOf('OriginCountryCode'), kind: 'code', codeList: 'countries', required: true },
        { id: 'netWeight', label: wordsOf('NetNetWeightMeasure'), kind: 'number', required: false, decimals: 4 },
        { id: 'grossWeight', label: wordsOf('GrossMassMeasure'), kind: 'number', required: false, decimals: 4 },
        { id: 'value', label: wordsOf('StatisticalValueAmount'), kind: 'number', required: false, decimals: 2 },
        {
          id: 'currency',
          label: { es: 'Moneda', en: 'Currency' },
          kind: 'text',
          required: false,
          pattern: {
            regex: '^[A-Z]{3}$',
            words: { es: 'un código de tres letras mayúsculas, como USD', en: 'a code of three capital letters, such as USD' },
          },
          defaultValue: 'USD',
        },
        { id: 'packageCount', label: { es: 'Bultos', en: 'Packages' }, kind: 'number', required: false, decimals: 0 },
        { id: 'packageType', label: { es: 'Clase de bulto', en: 'Kind of package' }, kind: 'code', codeList: 'packages', required: false },
        { id: 'marks', label: wordsOf('MarksNumbersID'), kind: 'text', required: false, maxLength: 512 },
        { id: 'documentType', label: { es: 'Documento', en: 'Document' }, kind: 'code', codeList: 'documentKinds', required: false },
        {
          id: 'documentNumber',
          label: { es: 'Número del documento', en: 'Document number' },
          kind: 'text',
          required: false,
          maxLength: 70,
        },
      ],
    },
  ],
};
