import type { Failure } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';
import type { Log, Unexpected } from '#main/ports/system.ts';
import type { Arguments, OptionTable } from '#main/cli/arguments.ts';

/** 0 done or valid · 1 invalid, refused · 2 wrong usage · 3 cannot decide · 4 something needed is absent · 5 our own fault */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** What a command came to: one object for machines, a few lines for a person. */
export type Outcome = {
  readonly code: ExitCode;
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
};

export type CommandContext = {
  readonly args: Arguments;
  readonly language: Language;
  readonly schemaFolder: string;
  readonly dataFolder: string;
  readonly configFile: string | null;
  readonly version: string;
  readonly log: Log & Unexpected;
  /** progress, on stderr */
  say(line: string): void;
};

export type Command = {
  readonly usage: string;
  readonly options: OptionTable;
  run(context: CommandContext): Promise<Outcome>;
};

/** What a failure means to whoever reads exit codes: absent things are 4, our own faults 5, refusals 1. */
export function exitCodeOf(failure: Failure): ExitCode {
  if (failure.code === 'unexpected') return 5;
  return absent.has(failure.code) ? 4 : 1;
}

const absent: ReadonlySet<Failure['code']> = new Set<Failure['code']>([
  'fileUnreadable',
  'moduleMissing',
  'moduleWrongArchitecture',
  'moduleNotPkcs11',
  'moduleDependencyMissing',
  'moduleNotAllowed',
  'moduleCrashed',
  'tokenNotAnswering',
  'tokenServiceStopped',
  'hsmNotReachable',
  'partitionAbsent',
  'tokenAbsent',
  'tokenRemoved',
  'tokenNotInitialised',
  'readerWithoutCard',
  'certificateNotOnToken',
  'certificateNotNamed',
  'certificateHidden',
  'tokenNotNamed',
  'keyMissing',
  'gatewayUnreachable',
  'gatewayNotTrusted',
  'gatewayIsSomethingElse',
  'gatewayNotSet',
  'courierNotReady',
  'courierStationUnknown',
  'gatewayBusy',
  'storeFull',
  'storeInUse',
  'storeReadOnly',
  'fileNotWritable',
  'placeFull',
  'notAllowedByPolicy',
]);
