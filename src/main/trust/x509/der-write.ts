/** The little DER that requests and keys need. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  const head: number[] = [tag];
  if (body.length < 0x80) head.push(body.length);
  else {
    const length = body.length.toString(16);
    const octets = Buffer.from(length.length % 2 ? `0${length}` : length, 'hex');
    head.push(0x80 | octets.length, ...octets);
  }
  return Buffer.concat([Buffer.from(head), body]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...parts);
}

export function octets(body: Uint8Array): Uint8Array {
  return element(0x04, body);
}

/** BIT STRING of whole octets. */
export function bitString(body: Uint8Array): Uint8Array {
  return element(0x03, Uint8Array.of(0), body);
}

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const body = [first * 40n + second, ...rest].flatMap((arc) => {
    const out = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) out.unshift(Number(left & 0x7fn) | 0x80);
    return out;
  });
  return element(0x06, Buffer.from(body));
}
