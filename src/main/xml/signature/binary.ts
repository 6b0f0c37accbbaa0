/** xsd:base64Binary: white space anywhere, padding right, nothing else. Null for what Node would silently mend. */
export function binaryOf(text: string): Uint8Array | null {
  const tight = text.replaceAll(/[ \t\r\n]+/g, '');
  if (tight.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(tight)) return null;
  const bytes = Buffer.from(tight, 'base64');
  // the unused bits of the last character must be zero, or two texts would mean the same value
  return bytes.toString('base64') === tight ? bytes : null;
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
