/** Characters of XML 1.0 (fifth edition), productions [2] Char, [4] NameStartChar and [4a] NameChar, without the colon. */

/** Anything that is no Char, in text that was decoded from UTF-8 (so surrogates come in pairs). */
// oxlint-disable-next-line no-control-regex -- the control characters are what production [2] leaves out
export const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u;

export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa || code === 0x9 || code === 0xd;
}

const nameCharacter =
  /^[A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}\-.0-9\u00b7\u0300-\u036f\u203f\u2040]$/u;
const notFirst = /^[-.0-9\u00b7\u0300-\u036f\u203f\u2040]$/u;

const asciiName = new Uint8Array(128);
for (let code = 0; code < 128; code++) asciiName[code] = nameCharacter.test(String.fromCharCode(code)) ? 1 : 0;

/** Where the colon-free name that starts at `position` ends; `position` itself when none starts there. */
export function endOfName(text: string, position: number): number {
  let at = position;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (asciiName[code] !== 1) break;
      at++;
    } else {
      const point = text.codePointAt(at);
      if (point === undefined) break;
      const letter = String.fromCodePoint(point);
      if (!nameCharacter.test(letter)) break;
      at += letter.length;
    }
  }
  if (at === position) return position;
  const first = String.fromCodePoint(text.codePointAt(position) ?? 0);
  return notFirst.test(first) ? position : at;
}
