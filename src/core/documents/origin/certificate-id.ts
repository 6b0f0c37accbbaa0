/**
 * The number of an ALADI certificate: country 2, entity 3, agreement 3, year 2, number, rectification 2. The procedure's
 * Rev. 13 (Annex 4, field 13.3) gives the number 14 characters, 26 in all; the XSDs of 1.8.x and 2.0.0 give it 8, 20 in all.
 */
export type CertificateId = {
  readonly country: string;
  readonly entityId: string;
  readonly agreement: string;
  readonly year: string;
  readonly number: string;
  readonly rectification: string;
};

export function readCertificateId(text: string): CertificateId | null {
  const match = /^([A-Z]{2})([A-Za-z0-9]{3})([A-Z][A-Z0-9]{2})(\d{2})([A-Za-z0-9]{8}|[A-Za-z0-9]{14})(\d{2})$/.exec(text);
  if (!match) return null;
  const [, country = '', entityId = '', agreement = '', year = '', number = '', rectification = ''] = match;
  return { country, entityId, agreement, year, number, rectification };
}

export function writeCertificateId(id: CertificateId): string {
  return `${id.country}${id.entityId}${id.agreement}${id.year}${id.number}${id.rectification}`;
}

/** A number no other certificate of this entity has: the millisecond of its issue, in 8 or 14 characters. */
export function numberFromMoment(at: Date, length: 8 | 14): string {
  return at
    .getTime()
    .toString(length === 8 ? 36 : 10)
    .toUpperCase()
    .padStart(length, '0');
}
