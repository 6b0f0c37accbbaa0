/** The name a certificate's subject gives its holder (RFC 4514 text); all of it where it gives none. */
export function holderOf(subject: string): string {
  return attributeOf('CN', subject) ?? subject;
}

/** Beneath the holder's name; null where the subject names none. */
export function organisationOf(subject: string): string | null {
  return attributeOf('O', subject);
}

function attributeOf(type: string, subject: string): string | null {
  const value = new RegExp(String.raw`(?:^|[,+])\s*${type}=((?:\\.|[^,+\\])+)`, 'i').exec(subject)?.[1];
  return value?.replaceAll(/\\(.)/g, '$1') ?? null;
}
