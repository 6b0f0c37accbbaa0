import { isCode } from '#core/documents/code-lists/code-list.ts';
import { units } from '#core/documents/code-lists/units.ts';
import { knownCountry } from '#core/documents/phytosanitary/rules-consignment.ts';
import { noteRules } from '#core/documents/phytosanitary/rules-notes.ts';
import { reExportRules } from '#core/documents/phytosanitary/rules-re-export.ts';
import { treatmentRules } from '#core/documents/phytosanitary/rules-treatment.ts';
import { codedNotes } from '#core/documents/phytosanitary/notes.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function lineRules(
  lines: readonly XmlElement[],
  consignment: XmlElement,
  isReExport: boolean,
  reading: Reading,
  book: Rulebook,
): void {
  if (lines.length === 0) {
    book.error('sps-lines-missing', consignment, {
      es: 'El certificado no describe ninguna mercancía. Agregue al menos una línea.',
      en: 'The certificate describes no goods. Add at least one line.',
    });
  }
  const seen = new Set<string>();
  for (const line of lines) {
    sequenceRules(line, seen, reading, book);
    descriptionRules(line, reading, book);
    packageRules(line, reading, book);
    originRules(line, reading, book);
    measureRules(line, reading, book);
    classificationRules(line, reading, book);
    noteRules(line, 'AdditionalInformationSPSNote', reading, book);
    reExportRules(line, isReExport, reading, book);
    for (const process of reading.children(line, 'AppliedSPSProcess')) treatmentRules(process, reading, book);
  }
}

function sequenceRules(line: XmlElement, seen: Set<string>, reading: Reading, book: Rulebook): void {
  const sequence = reading.child(line, 'SequenceNumeric');
  const text = reading.text(sequence);
  if (text === '' || !/^\d+$/.test(text)) {
    book.error('sps-line-number-invalid', sequence ?? line, {
      es: `El número de línea «${text}» no es un número entero. Numere las líneas 1, 2, 3...`,
      en: `The line number "${text}" is no whole number. Number the lines 1, 2, 3...`,
    });
  } else if (seen.has(text)) {
    book.warning('sps-line-number-repeated', sequence ?? line, {
      es: `El número de línea ${text} está repetido. Dé a cada línea el suyo.`,
      en: `Line number ${text} is repeated. Give each line its own.`,
    });
  }
  seen.add(text);
}

function descriptionRules(line: XmlElement, reading: Reading, book: Rulebook): void {
  const descriptions = reading.children(line, 'Description');
  if (descriptions.every((description) => reading.text(description) === '')) {
    book.error('sps-description-missing', descriptions[0] ?? line, {
      es: 'Falta el nombre del producto en esta línea (Description).',
      en: 'The name of the produce is missing at this line (Description).',
    });
  }
  if (reading.children(line, 'ScientificName').every((name) => reading.text(name) === '')) {
    book.warning('sps-botanical-name-missing', line, {
      es: 'Falta el nombre botánico (ScientificName); la NIMF 12 lo pide al menos hasta el género.',
      en: 'The botanical name (ScientificName) is missing; ISPM 12 asks for it at least to the genus.',
    });
  }
}

/** Exactly one of packages or OPTND: senders are seen to give both, which a reader can bear; neither it cannot. */
function packageRules(line: XmlElement, reading: Reading, book: Rulebook): void {
  const packages = reading.children(line, 'PhysicalSPSPackage');
  const described = codedNotes(line, 'AdditionalInformationSPSNote', reading).find(({ subject }) => subject.code === 'OPTND');
  if (packages.length === 0 && !described) {
    book.error('sps-packages-missing', line, {
      es: 'La línea no dice en qué bultos viaja. Agréguelos (PhysicalSPSPackage) o, si no los tiene, dígalo (nota OPTND).',
      en: 'The line does not say in what packages it travels. Add them (PhysicalSPSPackage) or, without packages, say so (note OPTND).',
    });
  }
  if (packages.length > 0 && described) {
    book.warning('sps-packages-twice', described.note, {
      es: 'Los bultos se describen dos veces: como bultos (PhysicalSPSPackage) y en una nota (OPTND). Deje uno solo.',
      en: 'The packages are described twice: as packages (PhysicalSPSPackage) and in a note (OPTND). Keep only one.',
    });
  }
  for (const element of packages) {
    const quantity = reading.child(element, 'ItemQuantity');
    const count = Number(reading.text(quantity));
    if (!(count > 0)) {
      book.error('sps-package-count-invalid', quantity ?? element, {
        es: `El número de bultos «${reading.text(quantity)}» debe ser mayor que cero.`,
        en: `The number of packages "${reading.text(quantity)}" must be greater than zero.`,
      });
    }
    const code = reading.child(element, 'TypeCode');
    if (!/^[0-9A-Z]{2}$/.test(reading.text(code))) {
      book.error('sps-package-type-invalid', code ?? element, {
        es: `«${reading.text(code)}» no es un código de bulto de la Recomendación 21, por ejemplo BX (caja).`,
        en: `"${reading.text(code)}" is no package code of Recommendation 21, for example BX (box).`,
      });
    }
  }
}

function originRules(line: XmlElement, reading: Reading, book: Rulebook): void {
  const origins = reading.children(line, 'OriginSPSCountry');
  if (origins.length === 0) {
    book.error('sps-origin-country-missing', line, {
      es: 'Falta el país de origen de esta línea. Agréguelo con su código (OriginSPSCountry).',
      en: 'The country of origin of this line is missing. Add it with its code (OriginSPSCountry).',
    });
  }
  for (const origin of origins) knownCountry(origin, reading, book);
}

function measureRules(line: XmlElement, reading: Reading, book: Rulebook): void {
  const names = ['NetWeightMeasure', 'GrossWeightMeasure', 'NetVolumeMeasure', 'GrossVolumeMeasure'] as const;
  const measures = names.map((name) => reading.child(line, name));
  const hasOther = codedNotes(line, 'AdditionalInformationSPSNote', reading).some(({ subject }) => subject.code === 'OQV');
  if (measures.every((measure) => reading.text(measure) === '') && !hasOther) {
    book.warning('sps-quantity-missing', line, {
      es: 'La línea no declara ninguna cantidad (peso, volumen u otra).',
      en: 'The line declares no quantity (weight, volume or other).',
    });
  }
  for (const measure of measures) {
    if (!measure || reading.text(measure) === '') continue;
    const unit = reading.attribute(measure, 'unitCode');
    const value = Number(reading.text(measure));
    if (!(value >= 0)) {
      book.error('sps-quantity-invalid', measure, {
        es: `«${reading.text(measure)}» no es una cantidad. Escriba un número con punto decimal.`,
        en: `"${reading.text(measure)}" is no quantity. Write a number with a decimal point.`,
      });
    }
    if (unit === '') {
      const [es, en] = measure.name.endsWith('VolumeMeasure')
        ? ['MTQ (metros cúbicos)', 'MTQ (cubic metres)']
        : ['KGM (kilogramos)', 'KGM (kilograms)'];
      book.warning('sps-unit-missing', measure, {
        es: `La cantidad no tiene unidad. Agregue unitCode, por ejemplo ${es}.`,
        en: `The quantity has no unit. Add unitCode, for example ${en}.`,
      });
    } else if (!isCode(units, unit)) {
      book.warning('sps-unit-unknown', measure, {
        es: `La unidad «${unit}» no está entre las conocidas de la Recomendación 20. Revísela.`,
        en: `The unit "${unit}" is not among the known ones of Recommendation 20. Check it.`,
      });
    }
  }
  netOverGross(measures[0], measures[1], reading, book);
  netOverGross(measures[2], measures[3], reading, book);
}

function netOverGross(net: XmlElement | undefined, gross: XmlElement | undefined, reading: Reading, book: Rulebook): void {
  if (!net || !gross || reading.attribute(net, 'unitCode') !== reading.attribute(gross, 'unitCode')) return;
  if (!(Number(reading.text(net)) > Number(reading.text(gross)))) return;
  book.warning('sps-net-over-gross', net, {
    es: `El neto (${reading.text(net)}) es mayor que el bruto (${reading.text(gross)}). Revise las cantidades.`,
    en: `The net (${reading.text(net)}) is greater than the gross (${reading.text(gross)}). Check the quantities.`,
  });
}

function classificationRules(line: XmlElement, reading: Reading, book: Rulebook): void {
  for (const classification of reading.children(line, 'ApplicableSPSClassification')) {
    const system = reading.text(reading.child(classification, 'SystemName'));
    const code = reading.child(classification, 'ClassCode');
    const text = reading.text(code);
    if (system !== 'HS' || !code || text === '') continue;
    if (!/^[\d.]+$/.test(text)) {
      book.error('sps-hs-not-digits', code, {
        es: `La clasificación arancelaria «${text}» debe tener solo cifras: las seis del Sistema Armonizado.`,
        en: `The tariff classification "${text}" must have digits only: the six of the Harmonized System.`,
      });
    } else if (!/^\d{6}$/.test(text)) {
      book.warning('sps-hs-not-six-digits', code, {
        es: `La clasificación arancelaria «${text}» no tiene las seis cifras del Sistema Armonizado.`,
        en: `The tariff classification "${text}" does not have the six digits of the Harmonized System.`,
      });
    }
  }
}
