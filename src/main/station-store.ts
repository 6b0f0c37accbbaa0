import { join } from 'node:path';
import type { Result } from '#core/failure.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { Space } from '#main/ports/store.ts';
import type { JournalVerdict } from '#main/ports/store-journal.ts';
import { diskOf, usualLimits } from '#main/store/disk.ts';
import { openStore, type OpenedStore } from '#main/store/open-store.ts';
import { verifyJournalOnDisk } from '#main/store/verify-journal.ts';

/** The station's store, opened as its configuration says. */
export function openStoreOf(config: StationConfig): Result<OpenedStore> {
  return openStore(fileOf(config));
}

/** One that keeps nothing, where the station's own cannot be opened. */
export function openStoreInMemory(config: StationConfig): Result<OpenedStore> {
  return openStore({ ...fileOf(config), file: ':memory:' });
}

/** The room on its disk, whoever holds it. */
export function spaceOf(config: StationConfig): Result<Space> {
  return diskOf(fileOf(config).file, usualLimits).space();
}

/** Its journal as it lies there, before anything is opened or mended. */
export function verifyJournalOf(config: StationConfig): Result<JournalVerdict> {
  return verifyJournalOnDisk(fileOf(config));
}

function fileOf({ dataFolder, nativeBinding }: StationConfig): { readonly file: string; readonly nativeBinding?: string } {
  return { file: join(dataFolder, 'station.db'), ...(nativeBinding === null ? {} : { nativeBinding }) };
}
