import type { DraftValues } from '#core/documents/document-type.ts';
import { readCertificateId, type CertificateId } from '#core/documents/origin/certificate-id.ts';
import { draftFromOrigin } from '#core/documents/origin/draft-from.ts';
import { partsOf } from '#core/documents/origin/parts.ts';
import { codNamespaces } from '#core/documents/origin/versions.ts';
import { readPlainly } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * A certificate of origin that replaces another says so in its observations, where the exporter signs it (the paper form's
 * field 9); the official's station then gives it the same number with the next rectification.
 */
const note = 'Reemplaza al certificado';
/** That sentence, whatever number it names. */
export const replacementNote = `${note} \\w+\\.\\s*`;

export function replacementOfOrigin(root: XmlElement): DraftValues {
  const draft = draftFromOrigin(root);
  const reading = readPlainly(codNamespaces);
  const number = reading.text(reading.child(partsOf(root, reading).certification, 'CertificateID'));
  if (number === '') return draft;
  const others = (draft['declaration.GeneralComments'] ?? '').replaceAll(new RegExp(replacementNote, 'g'), '');
  return { ...draft, 'declaration.GeneralComments': `${note} ${number}. ${others}`.trim() };
}

/** The number that observations say is replaced, or null where they say nothing of the kind. */
export function replacedInComments(comments: string): string | null {
  return new RegExp(`${note} ([A-Za-z0-9]{20}(?:[A-Za-z0-9]{6})?)\\.`).exec(comments)?.[1] ?? null;
}

/** The same number one rectification on, where it is of the same country, entity and agreement; otherwise null. */
export function nextRectification(replaced: string, own: Pick<CertificateId, 'country' | 'entityId' | 'agreement'>): CertificateId | null {
  const id = readCertificateId(replaced);
  const isOurs = id && id.country === own.country && id.entityId === own.entityId && id.agreement === own.agreement;
  const next = Number(id?.rectification) + 1;
  return isOurs && next <= 99 ? { ...id, rectification: String(next).padStart(2, '0') } : null;
}
