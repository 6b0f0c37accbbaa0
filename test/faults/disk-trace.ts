import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the store's process writes, below its folder: the work of `store-worker.ts` and a migration. */
export const storeFiles: readonly string[] = [
  'store.db',
  'store.db-wal',
  'store.db-journal',
  'store.reserve',
  'backups',
  ...['backups/store-20260302T140000000Z.db', 'backups/before-migration-from-20-1.db'].flatMap((file) => [
    file,
    `${file}-journal`,
    `${file}-wal`,
    `${file}.unfinished`,
    `${file}.unfinished-wal`,
  ]),
];

/** What a process did to the disk, in order, as strace wrote it down with -y -xx. */
export type DiskStep =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'force'; readonly path: string }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  /** a line on the file that stands for standard output: from here on somebody relies on it */
  | { readonly kind: 'said'; readonly text: string };

const file = String.raw`\d+<([^>]*)>`;
const shapes: readonly (readonly [RegExp, (match: RegExpExecArray) => DiskStep])[] = [
  [
    new RegExp(`pwrite64\\(${file}, "((?:\\\\x..)*)", \\d+, (\\d+)\\) += \\d+$`),
    ([, path = '', hex = '', at]) => ({ kind: 'write', path: plain(path), offset: Number(at), bytes: bytesOf(hex) }),
  ],
  [new RegExp(`(?:fsync|fdatasync)\\(${file}\\) += 0$`), ([, path = '']) => ({ kind: 'force', path: plain(path) })],
  [
    new RegExp(`ftruncate\\(${file}, (\\d+)\\) += 0$`),
    ([, path = '', length]) => ({ kind: 'truncate', path: plain(path), length: Number(length) }),
  ],
  [/unlink\("((?:\\x..)*)"\) += 0$/, ([, path = '']) => ({ kind: 'remove', path: bytesOf(path).toString() })],
  [
    /rename\("((?:\\x..)*)", "((?:\\x..)*)"\) += 0$/,
    ([, path = '', to = '']) => ({ kind: 'rename', path: bytesOf(path).toString(), to: bytesOf(to).toString() }),
  ],
  [
    new RegExp(`\\bwrite\\(${file}, "((?:\\\\x..)*)", \\d+\\) += \\d+$`),
    ([, , text = '']) => ({ kind: 'said', text: bytesOf(text).toString() }),
  ],
];

export function readTrace(text: string): DiskStep[] {
  return text.split('\n').flatMap((line) => {
    for (const [shape, step] of shapes) {
      const match = shape.exec(line);
      if (match) return [step(match)];
    }
    return [];
  });
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(String.raw`\x`, ''), 'hex');
}

/** -xx writes paths in hex too, in newer versions of strace also those after a descriptor. */
function plain(path: string): string {
  return path.startsWith(String.raw`\x`) ? bytesOf(path).toString() : path;
}

/**
 * The disk after the power went at `moment`: what was forced is there; of what was written since, each 512-byte sector
 * arrived or did not, in no order. Names change in order, as a journalling file system keeps them.
 */
export function diskAfterPowerLoss(
  steps: readonly DiskStep[],
  moment: number,
  chance: () => number,
  before: ReadonlyMap<string, Buffer> = new Map(),
): Map<string, Buffer> {
  const disk = new Map([...before].map(([path, bytes]) => [path, Buffer.from(bytes)]));
  const isForced = forcedAt(steps, moment);
  for (const [index, step] of steps.slice(0, moment).entries()) {
    if (step.kind === 'write') {
      const arrives = isForced(index) ? () => true : lossy(chance);
      for (let at = 0; at < step.bytes.length; at += 512)
        if (arrives()) put(disk, step.path, step.offset + at, step.bytes.subarray(at, at + 512));
    } else if (step.kind === 'truncate') {
      const before = disk.get(step.path) ?? Buffer.alloc(0);
      disk.set(step.path, Buffer.concat([before.subarray(0, step.length)], step.length));
    } else if (step.kind === 'remove') disk.delete(step.path);
    else if (step.kind === 'rename') {
      disk.set(step.to, disk.get(step.path) ?? Buffer.alloc(0));
      disk.delete(step.path);
    }
  }
  return disk;
}

/** A write counts as arrived whole, gone whole or torn, each in a third of the cases. */
function lossy(chance: () => number): () => boolean {
  const fate = chance();
  return fate < 1 / 3 ? () => true : fate < 2 / 3 ? () => false : () => chance() < 0.5;
}

function forcedAt(steps: readonly DiskStep[], moment: number): (index: number) => boolean {
  const lastForce = new Map<string, number>();
  for (let index = 0; index < moment; index += 1) {
    const step = steps[index];
    if (step?.kind === 'force') lastForce.set(step.path, index);
  }
  return (index) => {
    const step = steps[index];
    return step !== undefined && 'path' in step && index < (lastForce.get(step.path) ?? -1);
  };
}

function put(disk: Map<string, Buffer>, path: string, offset: number, bytes: Buffer): void {
  const before = disk.get(path) ?? Buffer.alloc(0);
  const length = Math.max(before.length, offset + bytes.length);
  const isRoomy = before.buffer.byteLength - before.byteOffset >= length && before.byteOffset === 0;
  const after = isRoomy ? Buffer.from(before.buffer, 0, length) : Buffer.from(new ArrayBuffer(length * 2 + 65_536), 0, length);
  if (!isRoomy) before.copy(after);
  bytes.copy(after, offset);
  disk.set(path, after);
}

export function writeDisk(disk: ReadonlyMap<string, Buffer>, from: string, to: string): void {
  for (const [path, bytes] of disk) {
    if (!path.startsWith(from)) continue;
    const target = to + path.slice(from.length);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
