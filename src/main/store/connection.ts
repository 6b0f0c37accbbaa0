import { closeSync, fdatasync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Failure, type Result, done, failed } from '#core/failure.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

export type ConnectionOptions = {
  readonly file: string;
  /** Electron's older runtime needs a build of its own (docs: toolchain) */
  readonly nativeBinding?: string;
};

type Value = string | number | null | Uint8Array;

/**
 * A value in a look-up by an index that is not unique. With a plain `?` there SQLite looks at each value bound, and plans
 * the statement again, which takes ten times the look-up; a subquery's value it cannot see.
 */
export const anyValue = '(SELECT ?)';

/** Carries a failed result out of a transaction, so that it is rolled back. Never leaves this file. */
class Undo extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** In the log; `forced` resolves when it is on the disk, and nobody may rely on it before. */
export type Ahead<T> = { readonly value: T; readonly forced: Promise<Result<null>> };

/** The one connection to the store's file: statements kept prepared, one writer, failures as values. */
export class Connection {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<Value[], unknown>>();
  readonly #transaction: Database.Transaction<(work: () => unknown) => unknown>;
  #depth = 0;
  /** a failure SQLite answered with a rollback of its own: what follows in the same transaction must not run outside it */
  #lost: Failure | null = null;
  /** the write-ahead log, to force it in the background */
  #log: number | null = null;
  /** the disk refused to force the log: what stands in it may be gone after a power loss, whatever is forced later */
  #doubt: Failure | null = null;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#transaction = db.transaction((work: () => unknown) => work());
  }

  get file(): string {
    return this.#db.name;
  }

  get isInTransaction(): boolean {
    return this.#db.inTransaction;
  }

  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  first<Row>(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** One number of each row: long lists of keys without an object for each. */
  numbers(sql: string, ...values: readonly Value[]): readonly number[] {
    return this.#statement(`${sql} /* numbers */`)
      .pluck()
      .all(...values) as number[];
  }

  /** How many rows changed, and the key of the one put in. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly key: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...values);
    return { changes, key: Number(lastInsertRowid) };
  }

  each<Row>(sql: string, ...values: readonly Value[]): IterableIterator<Row> {
    return this.#db.prepare<Value[], Row>(sql).iterate(...values);
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  pragma(text: string): unknown {
    return this.#db.pragma(text, { simple: true });
  }

  read<T>(work: () => Result<T>): Result<T> {
    if (this.#lost) return failed(this.#lost);
    try {
      return work();
    } catch (error) {
      return this.#failure(error);
    }
  }

  /** One transaction (inside another: a savepoint). A failed result undoes it. */
  write<T>(work: () => Result<T>): Result<T> {
    if (this.#lost) return failed(this.#lost);
    if (this.#doubt) {
      const mended = this.#writeBack();
      if (!mended.ok) return mended;
    }
    this.#depth += 1;
    try {
      const value = this.#transaction.immediate(() => {
        const result = work();
        if (this.#lost) throw new Undo(this.#lost);
        if (!result.ok) throw new Undo(result.failure);
        return result;
      });
      return value as Result<T>;
    } catch (error) {
      if (error instanceof Undo) return failed(error.failure);
      return this.#failure(error);
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#lost = null;
    }
  }

  /**
   * The same, but the thread goes on while the disk confirms. A transaction that `write` makes meanwhile forces this one
   * too, so nothing can leave the station on the strength of what the disk does not have. Never inside another.
   */
  writeAhead<T>(work: () => Result<T>): Result<Ahead<T>> {
    this.#db.pragma('synchronous = NORMAL');
    let written: Result<T>;
    try {
      written = this.write(work);
    } finally {
      this.#db.pragma('synchronous = FULL');
    }
    return written.ok ? done({ value: written.value, forced: this.#force() }) : written;
  }

  async #force(): Promise<Result<null>> {
    if (this.#db.memory) return done(null);
    const log = (this.#log ??= openSync(`${this.#db.name}-wal`, 'r+'));
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => fdatasync(log, resolve));
    if (error === null) return done(null);
    this.#doubt = { code: 'storeInputOutput', detail: error.message };
    return this.#db.open ? this.#writeBack() : failed(this.#doubt);
  }

  /**
   * A system forgets what it could not force and reports it once. What stands in the log is written into the store's own
   * file, and that is forced; as long as this fails nothing more is written.
   */
  #writeBack(): Result<null> {
    try {
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      this.#doubt = null;
      return done(null);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      this.#doubt = failure;
      return failed(failure);
    }
  }

  async copyTo(file: string): Promise<void> {
    // 256 pages a step: the event loop turns between steps
    await this.#db.backup(file, { progress: () => 256 });
  }

  close(): void {
    this.#db.close();
    if (this.#log !== null) closeSync(this.#log);
    this.#log = null;
  }

  #statement(sql: string): Database.Statement<Value[], unknown> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare<Value[], unknown>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #failure(error: unknown): { readonly ok: false; readonly failure: Failure } {
    const failure = failureOf(error);
    if (!failure) throw error;
    if (this.#depth > 1 || (this.#depth === 1 && this.#db.inTransaction)) this.#lost = failure;
    return { ok: false, failure };
  }
}

/**
 * WAL with synchronous=FULL: a commit that returned is on the disk. Exclusive locking: no shared memory file, and a
 * second process that opens the same file is refused by the operating system.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const db = new Database(options.file, {
    timeout: 0,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  });
  try {
    if (options.file !== ':memory:') {
      db.pragma('locking_mode = EXCLUSIVE');
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      // 32 MB of log between two checkpoints: rows that change several times on their way are written back once
      db.pragma('wal_autocheckpoint = 8000');
      // macOS: fsync alone leaves data in the drive's cache (sqlite.org/pragma.html#pragma_fullfsync)
      db.pragma('fullfsync = ON');
      db.pragma('checkpoint_fullfsync = ON');
    }
    db.pragma('foreign_keys = ON');
    // so that INSERT OR REPLACE cannot slip past the triggers that refuse DELETE
    db.pragma('recursive_triggers = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -32000');
    return new Connection(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** To look only: nothing is written, and closing it leaves the write-ahead log as it is. */
export function openToLook(options: ConnectionOptions): Connection {
  return new Connection(
    new Database(options.file, {
      readonly: true,
      timeout: 0,
      ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
    }),
  );
}
