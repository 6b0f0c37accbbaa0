/** The name a certificate's subject gives its holder (RFC 4514 text). */
export function holderOf(subject: string): string {
  return /(?:^|,)\s*CN=((?:\\.|[^,\\])+)/i.exec(subject)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? subject;
}
