import { done, type Result } from '#core/failure.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type Known = Readonly<Record<string, { readonly version: string; readonly hash: string }>>;

/**
 * A pack judges from the start after it was installed or rolled back, so that is when the journal tells it: which pack judges
 * from now on, by its hash, and which did before. The packs a new station begins with are told too.
 */
export function journalPacks(station: Station): Result<null> {
  return station.store.together(() => {
    const written = station.store.cursor('packs');
    if (!written.ok) return written;
    const before = written.value === null ? {} : (JSON.parse(written.value) as Known);
    const inUse: Known = Object.fromEntries(station.schemas.packs.map(({ id, version, hash }) => [id, { version, hash }]));
    for (const { id, version, hash, isInstalled } of station.schemas.packs) {
      const previous = before[id] ?? null;
      if (previous?.hash === hash) continue;
      const told = station.store.journal.append({
        at: now(station),
        kind: 'packInUse',
        subject: id,
        by: 'station',
        detail: { version, hash, isInstalled, previousVersion: previous?.version ?? null, previousHash: previous?.hash ?? null },
      });
      if (!told.ok) return told;
    }
    const text = JSON.stringify(inUse);
    return text === written.value ? done(null) : station.store.setCursor('packs', text);
  });
}
