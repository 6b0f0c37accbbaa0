import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '#core/failure.ts';
import type { Clock, Log, LogLevel, Unexpected } from '#main/ports/system.ts';
import { withoutSecrets } from '#main/files/log-redaction.ts';

export type LogOptions = {
  readonly folder: string;
  /** one file a process: `station`, `shell`, `token-<module>` */
  readonly name: string;
  readonly clock: Clock;
  readonly level?: LogLevel;
  readonly largestBytes?: number;
  /** files beside the current one */
  readonly keep?: number;
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** JSON lines with rotation. A log that cannot be written never stops the work it tells of. */
export class FileLog implements Log, Unexpected {
  readonly #options: Required<LogOptions>;
  #file: number | null = null;
  #size = 0;
  /** lines that did not get to the disk since the last one that did */
  #lost = 0;

  constructor(options: LogOptions) {
    this.#options = { level: 'info', largestBytes: 5_000_000, keep: 5, ...options };
  }

  get path(): string {
    return join(this.#options.folder, `${this.#options.name}.log`);
  }

  write(level: LogLevel, event: string, details: Readonly<Record<string, unknown>> = {}): void {
    if (levels.indexOf(level) < levels.indexOf(this.#options.level)) return;
    const line = {
      at: this.#options.clock.now().toISOString(),
      level,
      process: this.#options.name,
      pid: process.pid,
      event: withoutSecrets(event),
      ...(this.#lost > 0 ? { lost: this.#lost } : {}),
      ...(Object.keys(details).length > 0 ? { details: withoutSecrets(details) } : {}),
    };
    this.#append(`${JSON.stringify(line)}\n`);
  }

  /** A bug came to light: the person gets a number to tell, the line under that number has the rest. */
  report(error: unknown, doing: string): Failure {
    const incident = incidentNumber();
    this.write('error', 'unexpected', { incident, doing, error });
    return { code: 'unexpected', incident };
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #append(text: string): void {
    try {
      if (this.#file === null) this.#open();
      else if (this.#size + text.length > this.#options.largestBytes) this.#rotate();
      if (this.#file === null) return;
      this.#size += writeSync(this.#file, text);
      this.#lost = 0;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      // disk full or folder gone: the count of what is missing is told when writing works again
      this.#lost += 1;
      this.#forget();
    }
  }

  #open(): void {
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
    this.#file = openSync(this.path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
    if (this.#size > this.#options.largestBytes) this.#rotate();
  }

  #rotate(): void {
    this.close();
    const numbered = (n: number): string => (n === 0 ? this.path : join(this.#options.folder, `${this.#options.name}.${n}.log`));
    rmSync(numbered(this.#options.keep), { force: true });
    for (let n = this.#options.keep - 1; n >= 0; n -= 1) if (existsSync(numbered(n))) renameSync(numbered(n), numbered(n + 1));
    this.#file = openSync(this.path, 'a', 0o600);
    this.#size = 0;
  }

  #forget(): void {
    try {
      this.close();
    } catch {
      // the handle is of no use any more whatever close says
      this.#file = null;
    }
  }
}

/** Short enough to read out on the telephone: Crockford's letters, none that look alike. */
export function incidentNumber(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const text = [...randomBytes(8)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
