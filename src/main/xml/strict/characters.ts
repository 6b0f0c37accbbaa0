/** Characters of XML 1.0 (fifth edition), productions [2] Char, [4] NameStartChar and [4a] NameChar, without the colon. */

/** Anything that is no Char, in UTF-8 with a character for each byte (so U+FFFE is three of them). */
// oxlint-disable-next-line no-control-regex -- the control characters are what production [2] leaves out
export const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\u00ef\u00bf[\u00be\u00bf]/;

export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa || code === 0x9 || code === 0xd;
}

type Range = readonly [from: number, to: number];

/** Production [4] without the colon. */
const starts: readonly Range[] = [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

/** What production [4a] adds. */
const follows: readonly Range[] = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to);
}

const asciiStart = Uint8Array.from({ length: 128 }, (_, code) => (isIn(starts, code) ? 1 : 0));
const asciiName = Uint8Array.from({ length: 128 }, (_, code) => (isIn(starts, code) || isIn(follows, code) ? 1 : 0));

/** Where the colon-free name that starts at `position` ends; `position` itself when none starts there. */
export function endOfName(bytes: Uint8Array, position: number): number {
  if (!startsName(bytes, position)) return position;
  let at = position;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte < 128) {
      if (asciiName[byte] !== 1) return at;
      at++;
    } else {
      const point = codePointAt(bytes, at);
      if (!(isIn(starts, point) || isIn(follows, point))) return at;
      at += sizeOf(byte);
    }
  }
}

function startsName(bytes: Uint8Array, position: number): boolean {
  const byte = bytes[position] ?? 0;
  return byte < 128 ? asciiStart[byte] === 1 : isIn(starts, codePointAt(bytes, position));
}

/** In UTF-8 that is known to be well-formed, where a character begins. */
function codePointAt(bytes: Uint8Array, position: number): number {
  const size = sizeOf(bytes[position] ?? 0);
  let point = (bytes[position] ?? 0) & (0xff >> (size + 1));
  for (let at = position + 1; at < position + size; at++) point = (point << 6) | ((bytes[at] ?? 0) & 0x3f);
  return point;
}

function sizeOf(leadByte: number): number {
  return leadByte < 0xe0 ? 2 : leadByte < 0xf0 ? 3 : 4;
}

export const textKinds = { plain: 0, space: 1, end: 2, care: 3 } as const;

/** What a byte is in character data: `care` is what a reader or a canonical form writes in another way. */
export const textKind = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 0x3c) return textKinds.end;
  if (code === 0x26 || code === 0xd || code === 0x5d || code === 0x3e) return textKinds.care;
  return isSpace(code) ? textKinds.space : textKinds.plain;
});
