import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '#core/failure.ts';
import { type Connection, type ConnectionOptions, openToLook } from '#main/store/connection.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

/** The file as it was before a later version migrated it. */
const beforeMigration = /^before-migration-from-(\d+)-(\d+)\.db$/;

export function nameBeforeMigration(folder: string, version: number): string {
  for (let n = 1; ; n += 1) {
    const path = join(folder, `before-migration-from-${version}-${n}.db`);
    if (!existsSync(path)) return path;
  }
}

/** A file that a later version of the product wrote is not touched; the newest snapshot this version can read is named. */
export function newerThanKnown(found: number, known: number, backupFolder: string): Failure | null {
  return found > known ? { code: 'storeNewer', found, known, snapshot: newestReadable(backupFolder, known) } : null;
}

/** By a connection that cannot write, before anything else looks: what is wrong in a newer file only its own version can tell. */
export function versionOnDisk(options: ConnectionOptions): number {
  if (!existsSync(options.file)) return 0;
  let looking: Connection | null = null;
  try {
    looking = openToLook(options);
    return Number(looking.pragma('user_version'));
  } catch (error) {
    if (failureOf(error)) return 0; // damaged, in use, no permission: opening for good will say so
    throw error;
  } finally {
    looking?.close();
  }
}

function newestReadable(folder: string, known: number): { readonly path: string; readonly at: string } | null {
  const copies = (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const [, version, number] = beforeMigration.exec(name) ?? [];
    return version === undefined || Number(version) > known ? [] : [{ name, order: Number(version) * 1e6 + Number(number) }];
  });
  const [newest] = copies.toSorted((a, b) => b.order - a.order);
  if (newest === undefined) return null;
  const path = join(folder, newest.name);
  return { path, at: statSync(path).mtime.toISOString() };
}
