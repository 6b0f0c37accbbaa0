import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type OpenedStore, openStore } from '#main/store/open-store.ts';
import { valueOf } from '#test/fakes/store.ts';

type Options = Partial<Parameters<typeof openStore>[0]>;

/** A folder of its own for each test of a file. What was opened in it and left open is closed, and the folder goes, when the test ends. */
export function storeOnDisk(): {
  readonly folder: string;
  readonly file: string;
  opened(options?: Options): OpenedStore;
  /** the one opened last */
  closed(): void;
} {
  let folder = '';
  const open: OpenedStore['store'][] = [];
  const file = (): string => join(folder, 'store.db');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rubrica-store-'));
  });
  afterEach(() => {
    for (const store of open.splice(0)) store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    get file() {
      return file();
    },
    opened: (options) => {
      const result = valueOf(openStore({ file: file(), ...options }));
      open.push(result.store);
      return result;
    },
    closed: () => open.pop()?.close(),
  };
}

/** The bytes of a certificate that fills more than a page of the file. */
export const big = (n: number): Uint8Array => new TextEncoder().encode(`<certificate>${n}${'x'.repeat(6000)}${n}</certificate>`);

export function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}
