import { documentKinds, documentStates } from '#core/documents/code-lists/document-codes.ts';
import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import { noteRules } from '#core/documents/phytosanitary/rules-notes.ts';
import { codedNotes, noteText, type CodedNote } from '#core/documents/phytosanitary/notes.ts';
import type { Reading } from '#core/documents/reading.ts';
import { isPlausibleYear, momentOf, type Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function documentRules(document: XmlElement, reading: Reading, book: Rulebook): void {
  identityRules(document, reading, book);
  issueRules(document, reading, book);
  noteRules(document, 'IncludedSPSNote', reading, book);
  const notes = codedNotes(document, 'IncludedSPSNote', reading);
  replacementRules(document, notes, reading, book);
  chronologyRules(document, notes, reading, book);
  signatoryRules(document, reading, book);
}

function identityRules(document: XmlElement, reading: Reading, book: Rulebook): void {
  const number = reading.child(document, 'ID');
  const numberText = reading.text(number);
  if (numberText === '') {
    book.error('sps-number-missing', number ?? document, {
      es: 'Falta el número del certificado (ID).',
      en: 'The number of the certificate is missing (ID).',
    });
  } else if (numberText.length > 60) {
    book.warning('sps-number-too-long', number ?? document, {
      es: `El número del certificado tiene ${numberText.length} caracteres; otros países leen hasta 60. Acórtelo.`,
      en: `The number of the certificate has ${numberText.length} characters; other countries read up to 60. Shorten it.`,
    });
  }
  const type = reading.child(document, 'TypeCode');
  const typeText = reading.text(type);
  if (typeText !== '851' && typeText !== '657') {
    const named = meaningOf(documentKinds, typeText);
    book.error('sps-type-not-phytosanitary', type ?? document, {
      es: `La clase de documento es «${typeText}»${named ? ` (${named.es})` : ''}. Un certificado fitosanitario lleva 851, y uno de reexportación, 657.`,
      en: `The kind of document is "${typeText}"${named ? ` (${named.en})` : ''}. A phytosanitary certificate carries 851, one for re-export 657.`,
    });
  }
  const status = reading.child(document, 'StatusCode');
  const statusText = reading.text(status);
  if (statusText !== '70' && statusText !== '40') {
    const named = meaningOf(documentStates, statusText);
    book.error('sps-status-not-sendable', status ?? document, {
      es: `El estado es «${statusText}»${named ? ` (${named.es})` : ''}. Solo se envían certificados emitidos (70) o retirados (40).`,
      en: `The status is "${statusText}"${named ? ` (${named.en})` : ''}. Only issued (70) or withdrawn (40) certificates are sent.`,
    });
  }
}

function issueRules(document: XmlElement, reading: Reading, book: Rulebook): void {
  const issued = instantElement(reading.child(document, 'IssueDateTime'), reading);
  const text = reading.text(issued);
  const moment = momentOf(text);
  const place = issued ?? document;
  if (text === '') {
    book.error('sps-issue-date-missing', place, {
      es: 'Falta la fecha de emisión. Escríbala como 2026-11-22T10:30:00-05:00.',
      en: 'The date of issue is missing. Write it like 2026-11-22T10:30:00-05:00.',
    });
  } else if (moment === null) {
    book.error('sps-issue-date-invalid', place, {
      es: `«${text}» no es una fecha de emisión. Escríbala como 2026-11-22T10:30:00-05:00.`,
      en: `"${text}" is no date of issue. Write it like 2026-11-22T10:30:00-05:00.`,
    });
  } else if (!isPlausibleYear(moment)) {
    book.error('sps-issue-date-implausible', place, {
      es: `La fecha de emisión ${text} no es creíble. Revise el año.`,
      en: `The date of issue ${text} is not plausible. Check the year.`,
    });
  } else if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    book.info('sps-issue-date-without-offset', place, {
      es: `La fecha de emisión ${text} no dice de qué huso horario es; se lee como UTC.`,
      en: `The date of issue ${text} names no time zone; it is read as UTC.`,
    });
  }
  const issuer = reading.child(document, 'IssuerSPSParty');
  if (reading.text(reading.child(issuer, 'Name')) === '') {
    book.error('sps-issuer-missing', issuer ?? document, {
      es: 'Falta el nombre de la organización de protección fitosanitaria que emite (IssuerSPSParty/Name).',
      en: 'The name of the issuing plant protection organization is missing (IssuerSPSParty/Name).',
    });
  }
}

/** ADRP, ADRPN, ADRD and ADRPR go together: a replacement that does not say what it replaces cannot be followed. */
function replacementRules(document: XmlElement, notes: readonly CodedNote[], reading: Reading, book: Rulebook): void {
  const present = notes.filter(({ subject }) => subject.place === 'replacement');
  const [first] = present;
  if (!first) return;
  const number = noteText(notes, 'ADRPN', reading);
  if (number === '') {
    book.error('sps-replacement-number-missing', first.note, {
      es: 'Es un reemplazo, pero no dice a qué certificado reemplaza. Escriba su número (nota ADRPN).',
      en: 'This is a replacement but does not say which certificate it replaces. Write its number (note ADRPN).',
    });
  } else if (number === reading.text(reading.child(document, 'ID'))) {
    book.error('sps-replaces-itself', first.note, {
      es: `El certificado ${number} dice que se reemplaza a sí mismo. El reemplazo lleva un número nuevo.`,
      en: `Certificate ${number} says that it replaces itself. A replacement carries a new number.`,
    });
  }
  if (noteText(notes, 'ADRD', reading) === '') {
    book.warning('sps-replacement-date-missing', first.note, {
      es: 'Falta la fecha del certificado reemplazado. Escríbala (nota ADRD).',
      en: 'The date of the replaced certificate is missing. Write it (note ADRD).',
    });
  }
  if (noteText(notes, 'ADRPR', reading) === '') {
    book.warning('sps-replacement-reason-missing', first.note, {
      es: 'Falta el motivo del reemplazo. Escríbalo (nota ADRPR).',
      en: 'The reason for the replacement is missing. Write it (note ADRPR).',
    });
  }
}

/** What the certificate tells of must have happened before it was issued; a day is given for time zones. */
function chronologyRules(document: XmlElement, notes: readonly CodedNote[], reading: Reading, book: Rulebook): void {
  const issued = momentOf(reading.text(instantElement(reading.child(document, 'IssueDateTime'), reading)));
  if (issued === null) return;
  for (const { subject, contents } of notes) {
    if (subject.code !== 'ADDIEDL' && subject.code !== 'ADRD') continue;
    for (const content of contents) {
      const moment = momentOf(reading.text(content));
      if (moment === null || moment <= issued + 86_400_000) continue;
      book.warning('sps-date-after-issue', content, {
        es: `La nota ${subject.code} (${subject.words.es}) es del ${reading.text(content).slice(0, 10)}, posterior a la emisión del certificado. Revise la fecha.`,
        en: `Note ${subject.code} (${subject.words.en}) is of ${reading.text(content).slice(0, 10)}, after the certificate was issued. Check the date.`,
      });
    }
  }
}

function signatoryRules(document: XmlElement, reading: Reading, book: Rulebook): void {
  const signatories = reading.children(document, 'SignatorySPSAuthentication');
  const [signatory] = signatories;
  if (!signatory) {
    book.error('sps-signatory-missing', document, {
      es: 'Falta quién autoriza el certificado (SignatorySPSAuthentication): lugar, funcionario y cláusula.',
      en: 'Who authorizes the certificate is missing (SignatorySPSAuthentication): place, officer and clause.',
    });
    return;
  }
  const person = reading.child(reading.child(signatory, 'ProviderSPSParty'), 'SpecifiedSPSPerson');
  if (reading.text(reading.child(person, 'Name')) === '') {
    book.error('sps-officer-missing', person ?? signatory, {
      es: 'Falta el nombre del funcionario autorizado (SpecifiedSPSPerson/Name).',
      en: 'The name of the authorized officer is missing (SpecifiedSPSPerson/Name).',
    });
  }
  const place = reading.child(signatory, 'IssueSPSLocation');
  if (reading.text(reading.child(place, 'Name')) === '') {
    book.error('sps-place-of-issue-missing', place ?? signatory, {
      es: 'Falta el lugar de expedición (IssueSPSLocation/Name).',
      en: 'The place of issue is missing (IssueSPSLocation/Name).',
    });
  }
  if (reading.children(signatory, 'IncludedSPSClause').length === 0) {
    book.warning('sps-clause-missing', signatory, {
      es: 'Falta la cláusula de certificación (IncludedSPSClause 1 o 2). Sin ella el certificado no afirma nada.',
      en: 'The certifying clause is missing (IncludedSPSClause 1 or 2). Without it the certificate states nothing.',
    });
  }
}
