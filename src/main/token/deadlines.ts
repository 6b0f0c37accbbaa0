/** How long the station waits for a token before it says so or ends its process. */
export type Deadlines = {
  /** a call without an answer for this long ends the process */
  readonly callMs: number;
  /** a person needs longer at a PIN pad */
  readonly padMs: number;
  /** reading a slow card anew: told after callMs, ended only after this */
  readonly listMs: number;
  /** a signature that takes this long, and much longer than those before it, makes the station ask whether the token is still in */
  readonly doubtMs: number;
  /** the same for a login and the first signature after it, whose pace is not known yet */
  readonly firstDoubtMs: number;
  /** the same for reading a token: many commands to a card */
  readonly readDoubtMs: number;
  /** a card that was put back a moment ago: how long the reader and its service may take to notice */
  readonly seekMs: number;
  /** how often an idle process is asked whether it still answers */
  readonly aliveMs: number;
  /** first wait before a dead process is started again; doubles up to thirty seconds */
  readonly restartMs: number;
};
export const usualDeadlines: Deadlines = {
  callMs: 8_000, // a person is told within ten seconds, on a busy machine too
  padMs: 90_000,
  listMs: 15_000,
  doubtMs: 1_000,
  firstDoubtMs: 4_000,
  readDoubtMs: 4_000,
  seekMs: 1_500,
  aliveMs: 300,
  restartMs: 250,
};
