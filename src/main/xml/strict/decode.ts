import { isUtf8 } from 'node:buffer';
import { SourceText } from './source-text.ts';

export type Decoded =
  | { readonly ok: true; readonly source: SourceText }
  | { readonly ok: false; readonly reason: 'not-xml' | 'encoding-refused' };

/**
 * The bytes as text. UTF-8 only (XML 1.0 section 4.3.3): a certificate that reads differently in another encoding is two
 * documents with one signature. The byte order mark stays.
 */
export function decode(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isWide(buffer)) return { ok: false, reason: 'encoding-refused' };
  const head = buffer.toString('latin1', 0, 1024).replace(/^\u00ef\u00bb\u00bf/, '');
  if (!/^[ \t\r\n]*</.test(head)) return { ok: false, reason: /^[ \t\r\n]{1024}$/.test(head) ? 'not-xml' : notXml(head) };
  const declared = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'>]*)["']/.exec(head)?.[1];
  if (declared !== undefined && declared.toLowerCase() !== 'utf-8' && declared.toLowerCase() !== 'utf8') {
    return { ok: false, reason: 'encoding-refused' };
  }
  if (!isUtf8(buffer)) return { ok: false, reason: 'encoding-refused' };
  return { ok: true, source: new SourceText(buffer) };
}

/** UTF-16 and UTF-32, with a mark or by the zeros around the first `<` (XML 1.0 appendix F); EBCDIC begins `Lo§”`. */
function isWide(buffer: Buffer): boolean {
  const [a, b, c, d] = buffer;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  if (a === 0 || (a === 0x3c && b === 0)) return true;
  return a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94;
}

/** No `<` at the start: a file of another kind. Said apart from an encoding, which somebody can mend. */
function notXml(head: string): 'not-xml' | 'encoding-refused' {
  return head.startsWith('+ADw-') ? 'encoding-refused' : 'not-xml';
}
