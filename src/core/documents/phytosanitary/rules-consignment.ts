import { isCode } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { transportModes } from '#core/documents/code-lists/transport-modes.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function consignmentRules(consignment: XmlElement, isReExport: boolean, reading: Reading, book: Rulebook): void {
  partyRules(consignment, 'ConsignorSPSParty', 'exporter', { es: 'exportador', en: 'exporter' }, reading, book);
  partyRules(consignment, 'ConsigneeSPSParty', 'consignee', { es: 'destinatario', en: 'consignee' }, reading, book);
  const from = countryRules(consignment, 'ExportSPSCountry', { es: 'exportación', en: 'export' }, reading, book);
  const to = countryRules(consignment, 'ImportSPSCountry', { es: 'importación', en: 'import' }, reading, book);
  if (from !== '' && from === to) {
    book.warning('sps-same-country', consignment, {
      es: `El país de exportación y el de importación son el mismo (${from}). Revise el destino.`,
      en: `The country of export and of import are the same (${from}). Check the destination.`,
    });
  }
  for (const name of ['TransitSPSCountry', 'ReExportSPSCountry']) {
    for (const country of reading.children(consignment, name)) knownCountry(country, reading, book);
  }
  if (isReExport && reading.children(consignment, 'ReExportSPSCountry').length === 0) {
    book.warning('sps-re-export-country-missing', consignment, {
      es: 'Es un certificado de reexportación y no nombra el país de reexportación (ReExportSPSCountry).',
      en: 'This is a re-export certificate and does not name the country of re-export (ReExportSPSCountry).',
    });
  }
  entryRules(consignment, reading, book);
  conveyanceRules(consignment, reading, book);
}

function partyRules(consignment: XmlElement, name: string, code: string, words: Words, reading: Reading, book: Rulebook): void {
  const party = reading.child(consignment, name);
  if (reading.text(reading.child(party, 'Name')) === '') {
    book.error(`sps-${code}-missing`, party ?? consignment, {
      es: `Falta el nombre del ${words.es} (${name}/Name).`,
      en: `The name of the ${words.en} is missing (${name}/Name).`,
    });
    return;
  }
  const address = reading.child(party, 'SpecifiedSPSAddress');
  const hasAddress = address?.children.some((part) => part.text.trim() !== '') ?? false;
  if (!hasAddress) {
    book.warning(`sps-${code}-address-missing`, address ?? party ?? consignment, {
      es: `Falta la dirección del ${words.es}; el modelo de la NIMF 12 la pide.`,
      en: `The address of the ${words.en} is missing; the ISPM 12 model asks for it.`,
    });
  }
}

function countryRules(consignment: XmlElement, name: string, words: Words, reading: Reading, book: Rulebook): string {
  const country = reading.child(consignment, name);
  if (!country || reading.text(reading.child(country, 'ID')) === '') {
    book.error(`sps-${words.en}-country-missing`, country ?? consignment, {
      es: `Falta el país de ${words.es}. Escriba su código de dos letras (${name}/ID).`,
      en: `The country of ${words.en} is missing. Write its two-letter code (${name}/ID).`,
    });
    return '';
  }
  return knownCountry(country, reading, book);
}

export function knownCountry(country: XmlElement, reading: Reading, book: Rulebook): string {
  const id = reading.child(country, 'ID');
  const code = reading.text(id);
  if (!isCode(countries, code)) {
    book.error('sps-country-unknown', id ?? country, {
      es: `«${code}» no es un código de país de dos letras (ISO 3166), por ejemplo CL, CO, MX o PE.`,
      en: `"${code}" is no two-letter country code (ISO 3166), for example CL, CO, MX or PE.`,
    });
  }
  return code;
}

function entryRules(consignment: XmlElement, reading: Reading, book: Rulebook): void {
  const entry = reading.child(consignment, 'UnloadingBaseportSPSLocation');
  const name = reading.text(reading.child(entry, 'Name'));
  const id = reading.child(entry, 'ID');
  const code = reading.text(id);
  if (name === '' && code === '') {
    book.warning('sps-entry-missing', entry ?? consignment, {
      es: 'Falta el punto de entrada declarado (UnloadingBaseportSPSLocation).',
      en: 'The declared point of entry is missing (UnloadingBaseportSPSLocation).',
    });
  } else if (id && code !== '' && !/^[A-Z]{2}[A-Z2-9]{3}$/.test(code)) {
    book.warning('sps-entry-not-locode', id, {
      es: `«${code}» no es un código UN/LOCODE de cinco letras, por ejemplo PECLL (Callao).`,
      en: `"${code}" is no five-letter UN/LOCODE, for example PECLL (Callao).`,
    });
  }
}

function conveyanceRules(consignment: XmlElement, reading: Reading, book: Rulebook): void {
  const movements = reading.children(consignment, 'MainCarriageSPSTransportMovement');
  if (movements.length === 0) {
    book.warning('sps-conveyance-missing', consignment, {
      es: 'Faltan los medios de transporte declarados (MainCarriageSPSTransportMovement).',
      en: 'The declared means of conveyance is missing (MainCarriageSPSTransportMovement).',
    });
  }
  for (const movement of movements) {
    const mode = reading.child(movement, 'ModeCode');
    if (isCode(transportModes, reading.text(mode))) continue;
    book.error('sps-transport-mode-unknown', mode ?? movement, {
      es: `El modo de transporte «${reading.text(mode)}» no está en la Recomendación 19 (1 marítimo, 3 carretera, 4 aéreo...).`,
      en: `The mode of transport "${reading.text(mode)}" is not in Recommendation 19 (1 maritime, 3 road, 4 air...).`,
    });
  }
}
