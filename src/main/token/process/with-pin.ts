/**
 * Lends a PIN to a call of pkcs11js, which takes text only. The text lives for that call and is held by nothing after it;
 * the bytes are the caller's to wipe. An empty text goes to the module as length zero: the reader's own pad asks.
 */
export function withPin(pin: Uint8Array | null, use: (text: string) => void): void {
  use(pin === null ? '' : Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('utf8'));
}

export function wipe(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}
