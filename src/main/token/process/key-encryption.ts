/**
 * How a private key is encrypted (RFC 5958 section 3: EncryptedPrivateKeyInfo begins with its algorithm), by the names people meet in
 * the programs that export such files. What OpenSSL and Electron's BoringSSL still open is left out.
 */
const retired: Readonly<Record<string, string>> = {
  '2a864886f70d010c0101': 'RC4-128',
  '2a864886f70d010c0102': 'RC4-40',
  '2a864886f70d010c0105': 'RC2-128',
  '2a864886f70d010c0106': 'RC2-40',
  '2a864886f70d010501': 'MD2-DES',
  '2a864886f70d010503': 'MD5-DES',
  '2a864886f70d010504': 'MD2-RC2',
  '2a864886f70d010506': 'MD5-RC2',
  '2a864886f70d01050a': 'SHA1-DES',
  '2a864886f70d01050b': 'SHA1-RC2',
  // the ciphers that PBES2 names inside its parameters
  '2b0e030207': 'DES',
  '2a864886f70d0302': 'RC2',
};

/** The name of an encryption that nothing here opens any more; null for those that are opened, and for what is unknown. */
export function retiredEncryption(encryptedKey: Uint8Array): string | null {
  // The algorithm with its parameters stands in the first few dozen bytes; an object identifier is 06, its length, its bytes.
  const head = Buffer.from(encryptedKey.subarray(0, 160)).toString('hex');
  const found = Object.entries(retired).find(([oid]) => head.includes(`06${(oid.length / 2).toString(16).padStart(2, '0')}${oid}`));
  return found?.[1] ?? null;
}
