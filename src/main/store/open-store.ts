import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Failure, type Result, done, failed } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { type DiskLimits, boundlessDisk, diskOf, usualLimits } from '#main/store/disk.ts';
import { lockFolder } from '#main/store/lock.ts';
import { migrate, newerThanKnown, versionOf } from '#main/store/migrate.ts';
import { knownVersion, migrations } from '#main/store/migrations/migrations.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';
import { storeOn } from '#main/store/store.ts';

export type StoreOptions = {
  /** the store's file, or `:memory:` */
  readonly file: string;
  readonly nativeBinding?: string;
  /** where the copies go; `backups` beside the file when absent */
  readonly backupFolder?: string;
  /** how many copies stay */
  readonly keepBackups?: number;
  readonly limits?: Partial<DiskLimits>;
  readonly freeBytesOf?: (folder: string) => number;
};

export type OpenedStore = {
  readonly store: Store;
  /** what opening had to do, for the log and the person */
  readonly opening: { readonly isNew: boolean; readonly migratedFrom: number | null; readonly copyBefore: string | null };
};

/** Opens the one store of this station: lock, version, migrations. Fast: the thorough look is `store.check`, after the window is there. */
export function openStore(options: StoreOptions): Result<OpenedStore> {
  if (options.file === ':memory:') return openInMemory(options);
  const folder = dirname(options.file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return failed({ code: 'fileNotWritable', path: folder });
  }
  const lock = lockFolder(folder, options.nativeBinding);
  if (!lock.ok) return lock;
  const opened = openFile(options, folder, () => lock.value.release());
  if (!opened.ok) lock.value.release();
  return opened;
}

function openFile(options: StoreOptions, folder: string, release: () => void): Result<OpenedStore> {
  const isNew = !existsSync(options.file);
  const connected = connect(options);
  if (!connected.ok) return connected;
  const connection = connected.value;
  const backups = { folder: options.backupFolder ?? join(folder, 'backups'), keep: options.keepBackups ?? 7, ...bindingOf(options) };
  const migrated = bringUpToDate(connection, backups.folder);
  if (!migrated.ok) {
    connection.close();
    return migrated;
  }
  const disk = diskOf(options.file, { ...usualLimits, ...options.limits }, options.freeBytesOf);
  disk.keepReserve();
  return done({ store: storeOn(connection, disk, backups, release), opening: { isNew, ...migrated.value } });
}

function openInMemory(options: StoreOptions): Result<OpenedStore> {
  const connection = openConnection({ file: ':memory:', ...bindingOf(options) });
  migrate(connection, migrations);
  return done({
    store: storeOn(connection, boundlessDisk, null, () => {}),
    opening: { isNew: true, migratedFrom: null, copyBefore: null },
  });
}

function connect(options: StoreOptions): Result<Connection> {
  try {
    return done(openConnection({ file: options.file, ...bindingOf(options) }));
  } catch (error) {
    return failed(known(error));
  }
}

/** The file as it was is copied whole before a migration touches it. */
function bringUpToDate(connection: Connection, backupFolder: string): Result<{ migratedFrom: number | null; copyBefore: string | null }> {
  try {
    const found = versionOf(connection);
    const newer = newerThanKnown(found, knownVersion);
    if (newer) return failed(newer);
    if (found === knownVersion) return done({ migratedFrom: null, copyBefore: null });
    let copyBefore: string | null = null;
    if (found > 0) {
      mkdirSync(backupFolder, { recursive: true, mode: 0o700 });
      copyBefore = freshName(backupFolder, found);
      connection.run('VACUUM INTO ?', copyBefore);
    }
    migrate(connection, migrations);
    return done({ migratedFrom: found > 0 ? found : null, copyBefore });
  } catch (error) {
    return failed(known(error));
  }
}

function freshName(folder: string, version: number): string {
  for (let n = 1; ; n += 1) {
    const path = join(folder, `before-migration-from-${version}-${n}.db`);
    if (!existsSync(path)) return path;
  }
}

function known(error: unknown): Failure {
  const failure = failureOf(error);
  if (!failure) throw error;
  return failure;
}

function bindingOf(options: StoreOptions): { nativeBinding?: string } {
  return options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding };
}
