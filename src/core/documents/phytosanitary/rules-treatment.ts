import { isCode } from '#core/documents/code-lists/code-list.ts';
import { units } from '#core/documents/code-lists/units.ts';
import { treatmentTags } from '#core/documents/phytosanitary/note-subjects.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import type { Reading } from '#core/documents/reading.ts';
import { momentOf, type Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function treatmentRules(process: XmlElement, reading: Reading, book: Rulebook): void {
  const code = reading.child(process, 'TypeCode');
  if (reading.text(code) !== 'ZZZ') {
    book.warning('sps-treatment-type-not-zzz', code ?? process, {
      es: `El tratamiento lleva la clase «${reading.text(code)}»; ePhyto espera siempre ZZZ y los detalles en sus características.`,
      en: `The treatment carries type "${reading.text(code)}"; ePhyto always expects ZZZ and the details in its characteristics.`,
    });
  }
  periodRules(reading.child(process, 'CompletionSPSPeriod'), reading, book);
  const characteristics = reading.children(process, 'ApplicableSPSProcessCharacteristic');
  const tags = characteristics.map((each) => reading.text(reading.child(each, 'Description')));
  for (const [index, characteristic] of characteristics.entries()) characteristicRules(characteristic, tags[index] ?? '', reading, book);
  if (characteristics.length > 0 && !tags.includes('TTFT')) {
    book.warning('sps-treatment-text-missing', process, {
      es: 'El tratamiento no lleva texto completo (TTFT); algunos países solo pueden leer ese.',
      en: 'The treatment carries no full text (TTFT); some countries can read only that.',
    });
  }
}

function periodRules(period: XmlElement | undefined, reading: Reading, book: Rulebook): void {
  if (!period) return;
  const begun = reading.child(period, 'StartDateTime');
  const start = instantElement(begun, reading);
  if (reading.text(start) === '') {
    book.error('sps-treatment-start-missing', start ?? begun ?? period, {
      es: 'Falta cuándo empezó el tratamiento. Escriba la fecha de inicio, o quite la de fin y la duración.',
      en: 'When the treatment began is missing. Write the date it started, or take out its end and duration.',
    });
  }
  const end = instantElement(reading.child(period, 'EndDateTime'), reading);
  for (const each of [start, end]) {
    const text = reading.text(each);
    if (!each || text === '' || momentOf(text) !== null) continue;
    book.error('sps-treatment-date-invalid', each, {
      es: `«${text}» no es una fecha de tratamiento. Escríbala como 2026-11-22.`,
      en: `"${text}" is no date of treatment. Write it like 2026-11-22.`,
    });
  }
  const from = momentOf(reading.text(start));
  const until = momentOf(reading.text(end));
  if (from !== null && until !== null && until < from) {
    book.error('sps-treatment-ends-before-start', end ?? period, {
      es: 'El tratamiento termina antes de empezar. Revise las fechas.',
      en: 'The treatment ends before it starts. Check the dates.',
    });
  }
}

function characteristicRules(characteristic: XmlElement, tag: string, reading: Reading, book: Rulebook): void {
  const known = treatmentTags.get(tag);
  if (!known) {
    book.warning('sps-treatment-tag-unknown', characteristic, {
      es: `«${tag}» no es un dato de tratamiento conocido (TTL1, TTL2, TTCH, TTTM, TTCO, TTAI, TTFT).`,
      en: `"${tag}" is no known datum of a treatment (TTL1, TTL2, TTCH, TTTM, TTCO, TTAI, TTFT).`,
    });
    return;
  }
  for (const description of reading.children(characteristic, 'Description').slice(1)) {
    const length = reading.text(description).length;
    if (known.maxLength === null || length <= known.maxLength) continue;
    book.error('sps-treatment-text-too-long', description, {
      es: `${known.words.es} (${tag}) tiene ${length} caracteres; caben ${known.maxLength}. Acórtelo.`,
      en: `${known.words.en} (${tag}) has ${length} characters; ${known.maxLength} fit. Shorten it.`,
    });
  }
  const measure = reading.child(characteristic, 'ValueMeasure');
  const unit = reading.attribute(measure, 'unitCode');
  if (measure && unit !== '' && !isCode(units, unit)) {
    book.warning('sps-unit-unknown', measure, {
      es: `La unidad «${unit}» no está entre las conocidas de la Recomendación 20. Revísela.`,
      en: `The unit "${unit}" is not among the known ones of Recommendation 20. Check it.`,
    });
  }
}
