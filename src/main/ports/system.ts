import type { Failure, Result } from '#core/failure.ts';

export type Clock = {
  now(): Date;
  /** milliseconds that never jump, of the time the machine was awake */
  monotonicMs(): number;
  /** the same with its sleep counted, so that a clock somebody set can be told from one that went on while we slept */
  sinceBootMs(): number;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Structured log. Details carry no secrets: PINs, passwords and keys have no way in. */
export type Log = { write(level: LogLevel, event: string, details?: Readonly<Record<string, unknown>>): void };

/** What the official sees while the PIN is asked. Comes from the station, never from the renderer. */
export type PinRequest = {
  /** to sign when absent */
  readonly purpose?: 'sign' | 'changePin' | 'test';
  readonly tokenLabel: string;
  readonly signer: string;
  readonly triesLeft: 'many' | 'few' | 'one';
  readonly minLength: number;
  readonly maxLength: number;
  readonly pad: boolean;
  /** the password of a key in a file: it counts no tries */
  readonly isPassword?: boolean;
  readonly documents: readonly {
    readonly number: string;
    readonly title: string;
    readonly destination: string | null;
    readonly digest: string;
  }[];
};

/** What the person gave. The last try is spent only after the person said so in so many words. */
export type PinAnswer = {
  readonly pin: Uint8Array | 'pad';
  /** only where it is to be changed */
  readonly newPin?: Uint8Array | undefined;
  readonly isFinalTryConfirmed: boolean;
};

/** Asks the person. The bytes belong to the caller, who wipes them after use; a cancel is the failure `pinCancelled`. */
export type PinPrompt = { ask(request: PinRequest): Promise<Result<PinAnswer>> };

/** The shell's small services to the station. */
export type Unexpected = { report(error: unknown, doing: string): Failure };
