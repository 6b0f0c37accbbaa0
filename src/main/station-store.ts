import { join } from 'node:path';
import type { Result } from '#core/failure.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { openStore, type OpenedStore } from '#main/store/open-store.ts';

/** The station's store, opened as its configuration says. */
export function openStoreOf({ dataFolder, nativeBinding }: StationConfig): Result<OpenedStore> {
  return openStore({ file: join(dataFolder, 'station.db'), ...(nativeBinding === null ? {} : { nativeBinding }) });
}
