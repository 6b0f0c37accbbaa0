import { afterEach } from 'vitest';
import { startStation, temporaryFolder, type TestStation } from '#test/adapters/token/station.ts';

/** A folder and a station of its own for each test of a file, gone when it ends. */
export function freshRoom(): { readonly folder: string; start(options: Parameters<typeof startStation>[0]): TestStation } {
  let folder = temporaryFolder();
  let station: TestStation | null = null;
  afterEach(async () => {
    await station?.close();
    station = null;
    folder.remove();
    folder = temporaryFolder();
  });
  return {
    get folder() {
      return folder.path;
    },
    start: (options) => (station = startStation(options)),
  };
}
