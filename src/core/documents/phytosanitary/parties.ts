import { countries } from '#core/documents/code-lists/countries.ts';
import type { ViewField } from '#core/documents/document-type.ts';
import { fieldOf, type FieldMaker } from '#core/documents/fields.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

const addressParts = [
  'LineOne',
  'LineTwo',
  'LineThree',
  'LineFour',
  'LineFive',
  'PostcodeCode',
  'CityName',
  'CountrySubDivisionName',
  'CountryName',
] as const;

/** Name, registration, address and contact of a party, as the paper form asks for "name and address". */
export function partyFields(id: string, party: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  if (!party) return [];
  const address = reading.child(party, 'SpecifiedSPSAddress');
  return [
    ...make.text(`${id}.name`, wordsOfElement('Name'), reading.child(party, 'Name')),
    ...make.text(`${id}.id`, wordsOfElement('ID'), reading.child(party, 'ID')),
    ...reading.children(party, 'TypeCode').flatMap((code) => {
      const list = reading.attribute(code, 'listName');
      return make.text(`${id}.registration`, registrationLabel(list), code);
    }),
    ...addressParts.flatMap((part) => make.text(`${id}.${part}`, addressLabel(part), reading.child(address, part))),
    ...make.code(`${id}.country`, wordsOfElement('CountryID'), reading.child(address, 'CountryID'), countries),
    ...reading
      .children(party, 'DefinedSPSContact')
      .flatMap((contact) => make.text(`${id}.contact`, wordsOfElement('DefinedSPSContact'), reading.child(contact, 'PersonName'))),
  ];
}

/** A list that only says "of the nation" in English is named in words; any other is the issuer's own, and named as it is. */
function registrationLabel(list: string): Words {
  if (list === '') return { es: 'Registro', en: 'Registration' };
  if (list === 'NationalRegistrationNumber') return { es: 'Registro nacional', en: 'National registration' };
  return { es: `Registro (${list})`, en: `Registration (${list})` };
}

function addressLabel(part: string): Words {
  return part === 'LineOne' ? wordsOfElement('SpecifiedSPSAddress') : wordsOfElement(part);
}

/** A country with its names and subdivisions: "place of origin" on the form. */
export function countryFields(
  id: string,
  label: Words,
  country: XmlElement | undefined,
  reading: Reading,
  make: FieldMaker,
): readonly ViewField[] {
  if (!country) return [];
  return [
    ...make.code(id, label, reading.child(country, 'ID'), countries),
    ...make.texts(`${id}.name`, { es: `${label.es}, nombre`, en: `${label.en}, name` }, reading.children(country, 'Name')),
    ...reading
      .children(country, 'SubordinateSPSCountrySubDivision')
      .flatMap((division) => [
        ...make.texts(
          `${id}.division`,
          { es: `${label.es}, división`, en: `${label.en}, subdivision` },
          reading.children(division, 'Name'),
        ),
        ...make.text(
          `${id}.divisionLevel`,
          { es: `${label.es}, nivel de la división`, en: `${label.en}, level of subdivision` },
          reading.child(division, 'HierarchicalLevelCode'),
        ),
      ]),
  ];
}

/** A place: its name, and its code where it has one (UN/LOCODE). */
export function locationFields(
  id: string,
  label: Words,
  location: XmlElement | undefined,
  reading: Reading,
  make: FieldMaker,
): readonly ViewField[] {
  if (!location) return [];
  const code = reading.child(location, 'ID');
  const scheme = reading.attribute(code, 'schemeID');
  const codeLabel = scheme === '' ? { es: 'Código', en: 'Code' } : { es: `Código (${scheme})`, en: `Code (${scheme})` };
  return [
    ...make.texts(id, label, reading.children(location, 'Name')),
    ...make.text(
      `${id}.code`,
      { es: `${label.es}, ${codeLabel.es.toLowerCase()}`, en: `${label.en}, ${codeLabel.en.toLowerCase()}` },
      code,
    ),
  ];
}

/** A moment, however the document wrote it: udt:DateTimeString, udt:DateTime, or (as some senders do) the bare text. */
export function instantFields(id: string, label: Words, moment: XmlElement | undefined, reading: Reading): readonly ViewField[] {
  const held = instantElement(moment, reading);
  return fieldOf(id, label, reading.text(held), held);
}

export function instantElement(moment: XmlElement | undefined, reading: Reading): XmlElement | undefined {
  const held = reading.child(moment, 'DateTimeString') ?? reading.child(moment, 'DateTime');
  reading.attribute(held, 'format');
  return held ?? moment;
}
