/**
 * The parts of a PKCS#12 file (RFC 7292 section 4) that a signer needs: the encrypted private keys, each an encrypted
 * PKCS#8 structure of its own, and certificates that lie open. Null where the file is something else.
 */
export type Pkcs12 = { readonly encryptedKeys: readonly Uint8Array[]; readonly certificates: readonly Uint8Array[] };

const data = '2a864886f70d010701';
const shroudedKeyBag = '2a864886f70d010c0a0102';
const certificateBag = '2a864886f70d010c0a0103';

type Node = { readonly tag: number; readonly whole: Buffer; readonly content: Buffer };

export function readPkcs12(bytes: Uint8Array): Pkcs12 | null {
  const [file] = children(Buffer.from(bytes));
  const [, authSafe] = file?.tag === 0x30 ? children(file.content) : [];
  const safe = openData(authSafe);
  if (safe === null) return null;
  // What is encrypted as a whole (most programs do so with the certificates) cannot be listed before the password is known.
  const contents = children(children(safe)[0]?.content ?? Buffer.alloc(0)).flatMap((each) => openData(each) ?? []);
  const bags = contents.flatMap((content) => children(children(content)[0]?.content ?? Buffer.alloc(0)));
  return {
    encryptedKeys: bags.flatMap((bag) => valueOf(bag, shroudedKeyBag)?.whole ?? []),
    certificates: bags.flatMap((bag) => {
      const certificate = valueOf(bag, certificateBag);
      const octets = certificate === null ? undefined : children(children(certificate.content)[1]?.content ?? Buffer.alloc(0))[0];
      return octets === undefined ? [] : [octets.content];
    }),
  };
}

/** ContentInfo of type data: its OCTET STRING's content. */
function openData(contentInfo: Node | undefined): Buffer | null {
  if (contentInfo === undefined) return null;
  const [type, content] = children(contentInfo.content);
  if (type?.content.toString('hex') !== data || content === undefined) return null;
  const [octets] = children(content.content);
  return octets?.tag === 0x04 ? octets.content : null;
}

/** SafeBag: its type, then its value inside [0]. */
function valueOf(bag: Node, wanted: string): Node | null {
  const [type, value] = children(bag.content);
  if (type?.content.toString('hex') !== wanted || value === undefined) return null;
  return children(value.content)[0] ?? null;
}

/** DER elements one after another; stops at what is no DER. */
function children(bytes: Buffer): Node[] {
  const found: Node[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const first = bytes[at + 1] ?? 0;
    const size = first > 0x80 ? first - 0x80 : 0;
    if (first === 0x80 || size > 4 || at + 2 + size > bytes.length) return found;
    const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
    const start = at + 2 + size;
    if (start + length > bytes.length) return found;
    found.push({ tag: bytes[at] ?? 0, whole: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}
