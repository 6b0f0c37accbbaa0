import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Failure, type Result, done, failed } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { backupsIn } from '#main/store/backup.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { hasLog, problemBeforeOpening } from '#main/store/damage/look-first.ts';
import { finishSalvage, salvage } from '#main/store/damage/salvage.ts';
import { asideFolder, isSuspect, setAside } from '#main/store/damage/set-aside.ts';
import type { SalvageStatement } from '#main/store/damage/statement.ts';
import { type DiskLimits, boundlessDisk, diskOf, usualLimits } from '#main/store/disk.ts';
import { nameStore } from '#main/store/identity.ts';
import { lockFolder } from '#main/store/lock.ts';
import { migrate, versionOf } from '#main/store/migrate.ts';
import { knownVersion, migrations } from '#main/store/migrations/migrations.ts';
import { nameBeforeMigration, newerThanKnown, versionOnDisk } from '#main/store/newer-store.ts';
import { makePrivate } from '#main/store/private-file.ts';
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
  /** the version of SQLite at work */
  readonly sqlite: string;
  /** what opening had to do, for the log and the person */
  readonly opening: Opening;
};

export type Opening = {
  readonly isNew: boolean;
  readonly migratedFrom: number | null;
  /** the file as it was before the migration */
  readonly copyBefore: string | null;
  /** the file was damaged: what could be saved and what could not */
  readonly salvaged: SalvageStatement | null;
  /** a write-ahead log that is not this file's was set aside into this folder */
  readonly foreignLog: string | null;
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
  if (!mayWrite(folder) || (existsSync(options.file) && !mayWrite(options.file))) return failed({ code: 'storeReadOnly' });
  const lock = lockFolder(folder, options.nativeBinding);
  if (!lock.ok) return lock;
  const opened = openFile(options, folder, () => lock.value.release());
  if (!opened.ok) lock.value.release();
  return opened;
}

/** Told before anything is tried: SQLite would call a log it cannot make an input or output error. */
function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false; // no permission, or a disk that may only be read
  }
}

function openFile(options: StoreOptions, folder: string, release: () => void): Result<OpenedStore> {
  const backupFolder = options.backupFolder ?? join(folder, 'backups');
  const newer = newerThanKnown(versionOnDisk({ file: options.file, ...bindingOf(options) }), knownVersion, backupFolder);
  if (newer) return failed(newer);
  const mended = mend(options, backupFolder);
  if (!mended.ok) return mended;
  const isNew = !existsSync(options.file);
  const connected = connect(options);
  if (!connected.ok) return connected;
  const connection = connected.value;
  const backups = { folder: backupFolder, keep: options.keepBackups ?? 7, ...bindingOf(options) };
  const migrated = bringUpToDate(connection, backups.folder);
  if (!migrated.ok) {
    connection.close();
    return migrated;
  }
  const named = connection.read(() => {
    nameStore(connection);
    return done(null);
  });
  if (!named.ok) {
    connection.close();
    return named;
  }
  const disk = diskOf(options.file, { ...usualLimits, ...options.limits }, options.freeBytesOf);
  disk.keepReserve();
  const sqlite = sqliteOf(connection);
  return done({ store: storeOn(connection, disk, backups, release), sqlite, opening: { isNew, ...migrated.value, ...mended.value } });
}

/** What is damaged is put in order before the store is opened for good. */
function mend(options: StoreOptions, backupFolder: string): Result<Pick<Opening, 'salvaged' | 'foreignLog'>> {
  const file = { file: options.file, ...bindingOf(options) };
  const at = new Date().toISOString();
  const save = (reason: string): Result<Pick<Opening, 'salvaged' | 'foreignLog'>> =>
    done({ salvaged: salvage({ ...file, backupFolder, at, reason }), foreignLog: null });
  try {
    finishSalvage(options.file, at);
    if (isSuspect(options.file)) return save('a check found damage');
    // an empty or missing file where there are copies of it is no new station
    if (isEmpty(options.file) && backupsIn(backupFolder).length > 0) return save('the file is missing or empty');
    const problem = problemBeforeOpening(file);
    if (problem === null) return done({ salvaged: null, foreignLog: null });
    if (!hasLog(options.file)) return save(problem);
    const foreignLog = asideFolder(options.file, at);
    setAside(options.file, foreignLog, ['-wal', '-shm']);
    const without = problemBeforeOpening(file);
    return without === null ? done({ salvaged: null, foreignLog }) : save(`${problem}; without its log: ${without}`);
  } catch (error) {
    return failed(known(error));
  }
}

function isEmpty(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0;
}

function openInMemory(options: StoreOptions): Result<OpenedStore> {
  const connection = openConnection({ file: ':memory:', ...bindingOf(options) });
  migrate(connection, migrations);
  return done({
    store: storeOn(connection, boundlessDisk, null, () => {}),
    sqlite: sqliteOf(connection),
    opening: { isNew: true, migratedFrom: null, copyBefore: null, salvaged: null, foreignLog: null },
  });
}

function sqliteOf(connection: Connection): string {
  return connection.first<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '';
}

function connect(options: StoreOptions): Result<Connection> {
  try {
    makePrivate(options.file);
  } catch {
    // one that is there on a disk that may not be written: SQLite says it in our words
    if (!existsSync(options.file)) return failed({ code: 'fileNotWritable', path: options.file });
  }
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
    const newer = newerThanKnown(found, knownVersion, backupFolder); // a copy that was put in place of a damaged file
    if (newer) return failed(newer);
    if (found === knownVersion) return done({ migratedFrom: null, copyBefore: null });
    let copyBefore: string | null = null;
    if (found > 0) {
      mkdirSync(backupFolder, { recursive: true, mode: 0o700 });
      copyBefore = nameBeforeMigration(backupFolder, found);
      connection.run('VACUUM INTO ?', copyBefore);
    }
    migrate(connection, migrations);
    return done({ migratedFrom: found > 0 ? found : null, copyBefore });
  } catch (error) {
    return failed(known(error));
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
