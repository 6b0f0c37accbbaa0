import type { DraftValues } from '#core/documents/document-type.ts';

/** Of the first line one, of the second six: more than any paper form has room for. */
const treatments: DraftValues = Object.fromEntries(
  [
    { line: '1', type: 'CHT', ...fumigation(0) },
    { line: '2', type: 'CHT', ...fumigation(1) },
    { line: '2', type: 'HT', startedAt: '2026-11-19', duration: '30', temperature: '46' },
    { line: '2', fullText: 'Enfriamiento en agua durante diez minutos' },
    ...['Lavado', 'Cepillado', 'Encerado'].map((type) => ({ line: '2', type, startedAt: '2026-11-20' })),
  ].flatMap((row, index) => Object.entries(row).map(([field, value]) => [`treatments[${index}].${field}`, value])),
);

function fumigation(index: number): Readonly<Record<string, string>> {
  return {
    chemical: '238',
    startedAt: '2026-11-18',
    endedAt: '2026-11-19',
    duration: '3',
    temperature: '21.5',
    concentration: '2.5',
    information: `Cámara ${index + 4}`,
  };
}

/** A draft that fills nearly every field of the form, two lines, both treated, the second six times. */
export const fullDraft: DraftValues = {
  'certificate.number': 'PRUEBA-PE-0001',
  'certificate.type': '851',
  'certificate.status': '70',
  'certificate.issuedAt': '2026-11-22T10:30:00-05:00',
  'certificate.issuer': 'Organización Fitosanitaria de Ensayo',
  'replacement.isReplacement': 'true',
  'replacement.number': 'PRUEBA-PE-0000',
  'replacement.issuedAt': '2026-11-20T08:00:00-05:00',
  'replacement.reason': 'Cambio de destinatario',
  'replacement.statement': '4',
  'exporter.name': 'Exportadora de Ensayo S.A.C.',
  'exporter.registration': '00000000021',
  'exporter.address': 'Jirón de Ensayo 21',
  'exporter.addressMore': 'Piso 2',
  'exporter.postcode': '15021',
  'exporter.city': 'Lima',
  'exporter.country': 'PE',
  'consignee.name': 'Importadora de Ensayo Ltda.',
  'consignee.address': 'Calle de Ensayo 22',
  'consignee.city': 'Valparaíso',
  'consignee.country': 'CL',
  'route.exportCountry': 'PE',
  'route.importCountry': 'CL',
  'route.transitCountry': 'EC',
  'route.entryCode': 'CLVAP',
  'route.entryName': 'Puerto de Valparaíso',
  'route.examinationPlace': 'Planta de Ensayo, Ica',
  'route.departsAt': '2026-11-23',
  'conveyances[0].mode': '1',
  'conveyances[0].means': 'Nave de Ensayo',
  'conveyances[0].voyage': 'V-77',
  'containers[0].number': 'XXXU1234567',
  'containers[0].seal': 'PR-0099',
  'declarations[0].text': 'El envío se encontró libre de Ceratitis capitata.',
  'declarations[0].language': 'es',
  'declaration.importPermit': 'PI-CL-900',
  'declaration.inspectedAt': '2026-11-21',
  'declaration.officialInformation': 'Lugar de producción registrado Nº 12',
  'declaration.marks': 'LOTE 21',
  'officer.name': 'Oficial de Ensayo',
  'officer.qualification': 'Jefatura de turno',
  'officer.place': 'Callao',
  'officer.clause': '2',
  'officer.liability': '5',
  ...line(0, 'Uva de mesa fresca', 'Vitis vinifera', '080610'),
  ...line(1, 'Espárrago verde fresco', 'Asparagus officinalis', '070920'),
  ...treatments,
};

function line(index: number, description: string, botanicalName: string, hsCode: string): DraftValues {
  const values: DraftValues = {
    description,
    commonName: `${description} común`,
    botanicalName,
    hsCode,
    vegetablePart: 'Fruits',
    condition: 'Fresh',
    intendedUse: 'Consumption',
    batch: `B-${index}`,
    netWeight: '1234.5',
    grossWeight: '1300',
    netVolume: '12.25',
    otherQuantity: '40',
    otherQuantityUnit: 'Cajones',
    packageCount: '20',
    packageType: 'BX',
    innerPackageCount: '400',
    innerPackageType: 'BG',
    marks: `MARCA ${index}`,
    originCountry: 'PE',
    originRegion: 'Ica',
    declaration: 'Línea inspeccionada',
  };
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`lines[${index}].${field}`, value]));
}
