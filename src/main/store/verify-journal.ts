import { existsSync } from 'node:fs';
import { type Result, done, failed } from '#core/failure.ts';
import type { JournalVerdict } from '#main/ports/store-journal.ts';
import { type ConnectionOptions, openToLook } from '#main/store/connection.ts';
import { verifyJournal } from '#main/store/journal-store.ts';
import { damage, failureOf } from '#main/store/sqlite-failure.ts';

/**
 * The journal as it lies on the disk. Opening the store for good would find an altered entry among the newest and
 * salvage what can be saved: whoever asks whether somebody altered the journal must hear it of this file.
 */
export function verifyJournalOnDisk(options: ConnectionOptions): Result<JournalVerdict> {
  if (!existsSync(options.file)) return failed({ code: 'fileUnreadable', path: options.file });
  try {
    const looking = openToLook(options);
    try {
      if (!looking.first(`SELECT 1 FROM sqlite_schema WHERE name = 'journal'`)) throw damage('there is no journal in it');
      return done(verifyJournal(looking));
    } finally {
      looking.close();
    }
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return failed(failure);
  }
}
