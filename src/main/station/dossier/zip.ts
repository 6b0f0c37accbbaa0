import { crc32 } from 'node:zlib';

/** A ZIP of stored files (APPNOTE 6.3, method 0): anything opens it, and its bytes depend on nothing but its contents. */
export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

const limits = { entries: 2000, totalBytes: 512 * 1024 * 1024 } as const;
// 1980-01-01, the earliest date the format knows: the time of export is in the manifest
const dosDate = 0x0021;
const utf8Names = 0x0800;

export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(dosDate, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, path]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, path]));
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** The files of a ZIP that we could have written ourselves, or null: compressed, doubled, oddly named or overlapping ones are not read. */
export function readZip(bytes: Uint8Array): readonly ZipEntry[] | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.length - 22;
  if (file.length > limits.totalBytes || end < 0 || file.readUInt32LE(end) !== 0x06054b50) return null;
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  if (count > limits.entries || start + file.readUInt32LE(end + 12) !== end) return null;
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = start;
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = file.readUInt16LE(at + 28);
    const isPlain = file.readUInt16LE(at + 10) === 0 && file.readUInt32LE(at + 30) === 0;
    const [crc, packed, size] = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)];
    const offset = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const from = offset + 30 + nameLength;
    // entries follow each other without a byte between: nothing hides in the gaps
    if (!isPlain || packed !== size || offset !== next || from + size > start || !isOurName(name) || names.has(name)) return null;
    if (file.readUInt32LE(offset) !== 0x04034b50 || file.toString('utf8', offset + 30, from) !== name) return null;
    const content = file.subarray(from, from + size);
    if (crc32(content) !== crc) return null;
    names.add(name);
    entries.push({ name, bytes: content });
    next = from + size;
    at += 46 + nameLength;
  }
  return next === start && at === end ? entries : null;
}

function isOurName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(name) && !name.includes('..');
}
