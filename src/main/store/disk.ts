import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Result, done, failed } from '#core/failure.ts';
import type { Space } from '#main/ports/store.ts';

export type DiskLimits = {
  /** below this people are told */
  readonly nearlyFullBytes: number;
  /** below this nothing new is signed */
  readonly fullBytes: number;
  /** held back, so that what was signed in the last moment can still be kept */
  readonly reserveBytes: number;
};
export const usualLimits: DiskLimits = { nearlyFullBytes: 1_000_000_000, fullBytes: 100_000_000, reserveBytes: 4_000_000 };

/** The room on the store's disk. */
export type Disk = {
  space(): Result<Space>;
  roomFor(bytes: number): Result<null>;
  /** Makes the reserve where it is missing and there is room. False when there is none in the end: no reason not to work. */
  keepReserve(): boolean;
  /** Gives the reserve free; false when there was none. */
  giveReserve(): boolean;
};

/** A row, its index pages, the WAL and its checkpoint: what one signature may take at most, beside twice its bytes. */
const overheadBytes = 400_000;

export function diskOf(file: string, limits: DiskLimits, freeBytesOf: (folder: string) => number = freeBytes): Disk {
  const folder = dirname(file);
  const reserve = join(folder, 'store.reserve');
  const space = (): Result<Space> => {
    try {
      const free = freeBytesOf(folder);
      return done({ freeBytes: free, isNearlyFull: free < limits.nearlyFullBytes, isFull: free < limits.fullBytes });
    } catch (error) {
      return failed({ code: 'storeInputOutput', detail: String(error) });
    }
  };
  return {
    space,
    roomFor(bytes) {
      const found = space();
      if (!found.ok) return found;
      return found.value.freeBytes < limits.fullBytes + 4 * bytes + overheadBytes ? failed({ code: 'storeFull' }) : done(null);
    },
    keepReserve() {
      const found = space();
      if (!found.ok || found.value.isFull) return false;
      if (existsSync(reserve) && statSync(reserve).size === limits.reserveBytes) return true;
      try {
        // real bytes: a file of holes would reserve nothing
        writeFileSync(reserve, Buffer.alloc(limits.reserveBytes, 1), { mode: 0o600 });
        return true;
      } catch {
        // a disk that filled up meanwhile or refuses: `space` and the next write say so themselves
        return false;
      }
    },
    giveReserve() {
      if (!existsSync(reserve)) return false;
      rmSync(reserve);
      return true;
    },
  };
}

/** A store in memory has all the room there is. */
export const boundlessDisk: Disk = {
  space: () => done({ freeBytes: Number.MAX_SAFE_INTEGER, isNearlyFull: false, isFull: false }),
  roomFor: () => done(null),
  keepReserve: () => false,
  giveReserve: () => false,
};

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
