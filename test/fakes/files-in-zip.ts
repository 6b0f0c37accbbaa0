import { inflateRawSync } from 'node:zlib';

/** Each file of a ZIP as text, read without the code that wrote it. */
export function filesInZip(bytes: Uint8Array): Record<string, string> {
  const file = Buffer.from(bytes);
  const files: Record<string, string> = {};
  for (let at = 0; file.readUInt32LE(at) === 0x04034b50;) {
    const [packed, name] = [file.readUInt32LE(at + 18), file.readUInt16LE(at + 26)];
    const from = at + 30 + name;
    files[file.toString('utf8', at + 30, from)] = inflateRawSync(file.subarray(from, from + packed)).toString('utf8');
    at = from + packed;
  }
  return files;
}
