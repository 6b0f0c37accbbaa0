/** What canonical forms write as references (C14N 1.0 section 2.3). */

/** A longer one is escaped byte by byte: each replacement in a string makes another of its length. */
export const longText = 4096;

export function escapeText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

const escapes = new Map(['&', '<', '>', '\r'].map((character) => [character.charCodeAt(0), Buffer.from(escapeText(character))]));
/** Three bytes a unit of the text at most, and none of those that take five is one of three. */
const escaped = Buffer.alloc((longText + 1) * 5);

/** To be used before it is asked again. */
export function escapedBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const written = byte === 0x26 || byte === 0x3c || byte === 0x3e || byte === 0xd ? escapes.get(byte) : undefined;
    if (written) {
      escaped.set(written, length);
      length += written.length;
    } else escaped[length++] = byte;
  }
  return escaped.subarray(0, length);
}

export function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value;
  const marked = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return marked.replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;').replaceAll('\r', '&#xD;');
}
