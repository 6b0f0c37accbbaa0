import { done, type Result } from '#core/failure.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** Another version of the program works from the start after it was installed: that is when the journal tells it, beside the one before. */
export function journalProgram(station: Station): Result<null> {
  const { store, version } = station;
  return store.together(() => {
    const written = store.cursor('program');
    if (!written.ok) return written;
    if (written.value === version) return done(null);
    const detail = { version, previousVersion: written.value };
    const told = store.journal.append({ at: now(station), kind: 'programInUse', subject: 'rubrica', by: 'station', detail });
    return told.ok ? store.setCursor('program', version) : told;
  });
}
