import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, done, failed } from '#core/failure.ts';
import { makePrivate } from '#main/store/private-file.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

/** Held as long as the process lives; the operating system gives it back however the process ends. */
export type Lock = { release(): void };

/**
 * Two stations on one folder are impossible: a lock of the operating system on a file of its own, so that it holds
 * also while the store's file is set aside and made anew.
 */
export function lockFolder(folder: string, nativeBinding?: string): Result<Lock> {
  let db: Database.Database | null = null;
  const file = join(folder, 'store.lock');
  try {
    if (!existsSync(file)) makePrivate(file);
  } catch {
    return failed({ code: 'fileNotWritable', path: file });
  }
  try {
    db = new Database(file, { timeout: 0, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
    const held = db;
    // no journal file: nothing is ever written
    held.pragma('journal_mode = MEMORY');
    held.exec('BEGIN EXCLUSIVE');
    return done({ release: () => held.close() });
  } catch (error) {
    db?.close();
    const failure = failureOf(error);
    if (!failure) throw error;
    return failed(failure);
  }
}
