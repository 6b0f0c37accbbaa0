/** What architecture a compiled addon is for, read from its own header: a package for one machine with the addon of another would start and then fail at the token. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Architecture = 'x64' | 'arm64';

export function architectureOf(bytes: Buffer): Architecture | null {
  const known = (code: number, x64: number, arm64: number): Architecture | null => (code === x64 ? 'x64' : code === arm64 ? 'arm64' : null);
  if (bytes.readUInt32BE(0) === 0x7f454c46) return known(bytes.readUInt16LE(18), 62, 183); // ELF: e_machine
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return known(bytes.readUInt32LE(4), 0x01000007, 0x0100000c); // Mach-O: cputype
  if (bytes.readUInt16BE(0) === 0x4d5a) return known(bytes.readUInt16LE(bytes.readUInt32LE(0x3c) + 4), 0x8664, 0xaa64); // PE: Machine
  return null;
}

/** Refuses a package whose addons do not belong to its architecture. */
export function checkAddons(folder: string, architecture: string): void {
  const addons = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.node'));
  if (addons.length === 0) throw new Error(`${folder}: no compiled addon was packed.`);
  for (const name of addons) {
    const found = architectureOf(readFileSync(join(folder, name)));
    if (found !== architecture) {
      throw new Error(`${name} is for ${found ?? 'an unknown machine'}, the package for ${architecture}: build it on such a machine.`);
    }
  }
}
