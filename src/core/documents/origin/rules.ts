import type { Finding } from '#core/finding.ts';
import { certificationRules } from '#core/documents/origin/rules-certification.ts';
import { contactRules } from '#core/documents/origin/rules-contacts.ts';
import { fieldRules } from '#core/documents/origin/rules-fields.ts';
import { goodsRules } from '#core/documents/origin/rules-goods.ts';
import { partyRules } from '#core/documents/origin/rules-parties.ts';
import { signatureRules } from '#core/documents/origin/rules-signatures.ts';
import { agreementOfForm, partsOf, type CodParts } from '#core/documents/origin/parts.ts';
import { codNamespaces, versionOfEnvelope, type CodVersion } from '#core/documents/origin/versions.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import { momentOf, openRulebook, type Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** What ALADI's procedure (Rev. 13) and the agreements ask beyond the schema. */
export function originRules(root: XmlElement): readonly Finding[] {
  const book = openRulebook();
  const reading = readPlainly(codNamespaces);
  const parts = partsOf(root, reading);
  const version = versionOfEnvelope(root);
  if (!parts.cod || !parts.form) {
    book.error('cod-form-missing', parts.cod ?? parts.codeh ?? root, {
      es: 'El sobre no contiene el formulario de un acuerdo (COD con Form...). Pida al emisor un certificado completo.',
      en: "The envelope holds no agreement's form (COD with Form...). Ask the issuer for a complete certificate.",
    });
    return book.findings;
  }
  headRules(parts, parts.cod, parts.form, version, reading, book);
  if (version && !version.isProvisional && version.agreements.includes(agreementOfForm(parts.form))) {
    fieldRules(parts.form, version, book);
    contactRules(parts.form, parts.entity, version, book);
  }
  partyRules(parts.form, reading, book);
  goodsRules(parts.form, reading, book);
  dateRules(parts.form, reading, book);
  certificationRules(parts, reading, book);
  signatureRules(root, parts, book);
  return book.findings;
}

function headRules(parts: CodParts, cod: XmlElement, form: XmlElement, version: CodVersion | null, reading: Reading, book: Rulebook): void {
  for (const [element, id] of [
    [parts.codeh, 'CODEH'],
    [cod, 'COD'],
  ] as const) {
    if (!element || reading.attribute(element, 'id') === id) continue;
    book.error('cod-id-missing', element, {
      es: `${element.name} debe llevar id="${id}": es lo que la firma nombra. Pida al emisor que lo corrija.`,
      en: `${element.name} must carry id="${id}": it is what the signature names. Ask the issuer to correct it.`,
    });
  }
  const agreement = reading.child(cod, 'Agreement');
  const acronym = reading.child(agreement, 'AgreementAcronym');
  const written = reading.text(acronym);
  const ofForm = agreementOfForm(form);
  if (written === '') {
    book.error('cod-agreement-missing', acronym ?? agreement ?? cod, {
      es: 'Falta el código del acuerdo (AgreementAcronym), por ejemplo A38.',
      en: 'The code of the agreement (AgreementAcronym) is missing, for example A38.',
    });
  } else if (ofForm !== 'AP' && normal(written) !== normal(ofForm)) {
    book.warning('cod-agreement-other-form', acronym ?? form, {
      es: `El acuerdo es ${written}, pero el formulario es el de ${ofForm}. Confirme con el emisor cuál corresponde.`,
      en: `The agreement is ${written} but the form is that of ${ofForm}. Confirm with the issuer which one applies.`,
    });
  }
  const name = reading.child(agreement, 'AgreementName');
  if (name && reading.text(name).length < 3) {
    book.error('cod-agreement-name-missing', name, {
      es: `«${reading.text(name)}» no es el nombre de un acuerdo. Escríbalo entero, por ejemplo ACE 38.`,
      en: `“${reading.text(name)}” is no agreement's name. Write it whole, for example ACE 38.`,
    });
  }
  if (version && !version.agreements.includes(ofForm)) {
    book.error('cod-form-not-of-version', form, {
      es: `El formulario ${form.name} no existe en la versión ${version.id}. Revise la versión o el acuerdo.`,
      en: `The form ${form.name} does not exist in version ${version.id}. Check the version or the agreement.`,
    });
  }
}

/** A06 and A6 name the same agreement; R252 is written R02 in the acronym lists. */
function normal(agreement: string): string {
  return agreement === 'R252' ? 'R2' : agreement.replace(/^([A-Z])0+(?=\d)/, '$1');
}

function dateRules(form: XmlElement, reading: Reading, book: Rulebook): void {
  const declaration = reading.child(form, 'Declaration');
  const declared = reading.child(declaration, 'DeclarationDate');
  const text = reading.text(declared);
  const moment = momentOf(text);
  if (moment === null) {
    book.error('cod-declaration-date-invalid', declared ?? declaration ?? form, {
      es: `La fecha de la declaración «${text}» no es válida. Escríbala como 2026-11-22T10:30:00-05:00.`,
      en: `The date of declaration "${text}" is not valid. Write it like 2026-11-22T10:30:00-05:00.`,
    });
  } else if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    book.info('cod-date-without-offset', declared ?? form, {
      es: 'La fecha de la declaración no dice su huso horario; cada país la lee con el suyo.',
      en: 'The date of declaration names no time zone; each country reads it with its own.',
    });
  }
  const from = momentOf(reading.text(reading.child(declaration, 'CertificateInitialDate')));
  const until = momentOf(reading.text(reading.child(declaration, 'CertificateFinalDate')));
  if (from !== null && until !== null && until < from) {
    book.error('cod-validity-ends-before-start', declaration ?? form, {
      es: 'La validez termina antes de empezar. Revise las fechas.',
      en: 'The validity ends before it starts. Check the dates.',
    });
  }
  for (const invoice of reading.children(reading.child(form, 'Invoices'), 'Invoice')) {
    const date = reading.child(invoice, 'InvoiceDate');
    const issued = momentOf(reading.text(date));
    if (date && issued !== null && moment !== null && issued > moment + 86_400_000) {
      book.warning('cod-invoice-after-declaration', date, {
        es: `La factura es del ${reading.text(date).slice(0, 10)}, posterior a la declaración. Revise la fecha.`,
        en: `The invoice is of ${reading.text(date).slice(0, 10)}, after the declaration. Check the date.`,
      });
    }
  }
}
