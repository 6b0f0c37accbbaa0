import { closeSync, openSync, readSync } from 'node:fs';
import { done, failed, type Result } from '#core/failure.ts';

/** What a library file says of itself before any of its code runs. */
export type ModuleHeader = { readonly format: 'elf' | 'pe' | 'macho'; readonly architectures: readonly string[] };

const elfMachines: Readonly<Record<number, string>> = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64', 243: 'riscv64', 258: 'loong64' };
const peMachines: Readonly<Record<number, string>> = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64', 0x1c4: 'arm' };
const machoCpus: Readonly<Record<number, string>> = { 7: 'ia32', 0x01000007: 'x64', 12: 'arm', 0x0100000c: 'arm64' };

const wanted = { linux: 'elf', win32: 'pe', darwin: 'macho' } as const;

/** Refuses a file that cannot be loaded here, and says which architecture it is for and which one is needed. */
export function readModuleHeader(
  module: string,
  here: { platform: string; arch: string } = { platform: process.platform, arch: process.arch },
): Result<ModuleHeader> {
  const bytes = readStart(module);
  if (bytes === null) return failed({ code: 'moduleMissing', module });
  const header = elf(bytes) ?? portableExecutable(bytes) ?? machO(bytes);
  if (header === null) return failed({ code: 'moduleNotPkcs11', module });
  const format = here.platform in wanted ? wanted[here.platform as keyof typeof wanted] : 'elf';
  const isRight = header.format === format && header.architectures.includes(here.arch);
  if (isRight) return done(header);
  const found = header.format === format ? header.architectures.join(', ') : `${header.format} ${header.architectures.join(', ')}`;
  return failed({ code: 'moduleWrongArchitecture', module, found, needed: here.arch });
}

function readStart(path: string): Buffer | null {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(4096);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** ELF: e_ident (class, byte order), then e_machine at 18. Class 1 is 32 bits: x86-64 code in it (x32) cannot be loaded either. */
function elf(bytes: Buffer): ModuleHeader | null {
  if (bytes.length < 20 || bytes.readUInt32BE(0) !== 0x7f454c46) return null;
  const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18);
  const name = elfMachines[machine] ?? `machine ${machine}`;
  return { format: 'elf', architectures: [bytes[4] === 1 && name === 'x64' ? 'x32' : name] };
}

/** PE: "MZ", the offset of "PE\0\0" at 0x3c, then Machine. */
function portableExecutable(bytes: Buffer): ModuleHeader | null {
  if (bytes.length < 0x40 || bytes.toString('latin1', 0, 2) !== 'MZ') return null;
  const at = bytes.readUInt32LE(0x3c);
  if (at + 6 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PE\0\0') return null;
  const machine = bytes.readUInt16LE(at + 4);
  return { format: 'pe', architectures: [peMachines[machine] ?? `machine ${machine}`] };
}

/** Mach-O: thin (either byte order) or universal with a table of architectures, big-endian. */
function machO(bytes: Buffer): ModuleHeader | null {
  if (bytes.length < 8) return null;
  const magic = bytes.readUInt32BE(0);
  const cpuName = (cpu: number): string => machoCpus[cpu] ?? `cpu ${cpu}`;
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) return { format: 'macho', architectures: [cpuName(bytes.readUInt32LE(4))] };
  if (magic === 0xfeedfacf || magic === 0xfeedface) return { format: 'macho', architectures: [cpuName(bytes.readUInt32BE(4))] };
  if (magic !== 0xcafebabe && magic !== 0xcafebabf) return null;
  const size = magic === 0xcafebabf ? 32 : 20;
  const count = bytes.readUInt32BE(4);
  // A Java class file has the same magic; its "count" is a version number of 45 or more.
  if (count > 16) return null;
  const cpus = Array.from({ length: count }, (_, i) => 8 + i * size).filter((at) => at + 4 <= bytes.length);
  return { format: 'macho', architectures: cpus.map((at) => cpuName(bytes.readUInt32BE(at))) };
}
