/** What is left of processes that crashed: kept on this computer, never sent. */
export type CrashDumps = {
  readonly folder: string;
  /** a dump holds memory: those of a process that had a PIN in hand are taken away */
  forgetProcess(pid: number): void;
  keepNewest(count: number): void;
};
