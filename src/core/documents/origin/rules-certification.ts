import { readCertificateId } from '#core/documents/origin/certificate-id.ts';
import { partsOf, type CodParts } from '#core/documents/origin/parts.ts';
import { codNamespaces } from '#core/documents/origin/versions.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import { momentOf, type Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** EH and CertificationEH, once an official's station has added them: the number must say what the document says. */
export function certificationRules(parts: CodParts, reading: Reading, book: Rulebook): void {
  const { entity, certification, cod, form } = parts;
  if (!certification) {
    if (entity) {
      book.error('cod-certification-missing', entity, {
        es: 'Están los datos de la entidad pero falta la certificación (CertificationEH).',
        en: "The entity's data are there but the certification (CertificationEH) is missing.",
      });
    }
    return;
  }
  const idElement = reading.child(certification, 'CertificateID');
  const text = reading.text(idElement);
  const id = readCertificateId(text);
  const place = idElement ?? certification;
  if (!id) {
    book.error('cod-certificate-id-invalid', place, {
      es: `El número «${text}» (${text.length} caracteres) no tiene la forma país 2, entidad 3, acuerdo 3, año 2, número 14 (8 en las versiones 1.8 y 2.0), rectificación 2.`,
      en: `The number "${text}" (${text.length} characters) is not country 2, entity 3, agreement 3, year 2, number 14 (8 in versions 1.8 and 2.0), rectification 2.`,
    });
    return;
  }
  const agreement = reading.text(reading.child(reading.child(cod, 'Agreement'), 'AgreementAcronym'));
  const date = reading.child(certification, 'CertificateDate');
  const certified = momentOf(reading.text(date));
  const differs = (written: string, expected: string, es: string, en: string): void => {
    if (expected === '' || written === expected) return;
    book.error('cod-certificate-id-differs', place, {
      es: `El número del certificado dice ${es} ${written}, y el documento, ${expected}.`,
      en: `The certificate's number says ${en} ${written}, the document says ${expected}.`,
    });
  };
  differs(id.country, reading.text(reading.child(entity, 'EHCountry')), 'país', 'country');
  differs(id.entityId, reading.text(reading.child(entity, 'EHId')), 'entidad', 'entity');
  differs(id.agreement, agreement, 'acuerdo', 'agreement');
  // a rectification keeps the number, and so the year, of the certificate it corrects
  if (certified !== null && id.rectification === '00') differs(id.year, reading.text(date).slice(2, 4), 'año', 'year');
  certificationDates(date, certified, form, reading, book);
}

export function isCertified(root: XmlElement): boolean {
  return partsOf(root, readPlainly(codNamespaces)).certification !== undefined;
}

function certificationDates(
  date: XmlElement | undefined,
  certified: number | null,
  form: XmlElement | undefined,
  reading: Reading,
  book: Rulebook,
): void {
  if (!date) return;
  if (certified === null) {
    book.error('cod-certificate-date-invalid', date, {
      es: `La fecha de certificación «${reading.text(date)}» no es válida. Escríbala como 2026-11-22T10:30:00-05:00.`,
      en: `The date of certification "${reading.text(date)}" is not valid. Write it like 2026-11-22T10:30:00-05:00.`,
    });
    return;
  }
  const declared = momentOf(reading.text(reading.child(reading.child(form, 'Declaration'), 'DeclarationDate')));
  // a date without offset may be read up to a day apart by two countries
  if (declared !== null && certified < declared - 86_400_000) {
    book.error('cod-certified-before-declaration', date, {
      es: 'La certificación es anterior a la declaración del exportador. Revise las fechas.',
      en: "The certification is earlier than the exporter's declaration. Check the dates.",
    });
  }
}
