import { execFile } from 'node:child_process';

/** Works for 60 ms of processor time and prints how many times as long that took by the clock. */
const work = `
const began = performance.now(), used = process.cpuUsage();
let spent = 0;
while (spent < 60) { for (let i = 0; i < 1e5; i += 1) Math.sqrt(i); const now = process.cpuUsage(used); spent = (now.user + now.system) / 1000; }
console.log((performance.now() - began) / spent);
`;

/**
 * How much longer things take here and now than on a machine of one's own: 1 where nobody else works. Times that a person is promised
 * hold for a computer that is the official's own; on a shared one they are stretched by as much.
 */
export function slowdown(): Promise<number> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['-e', work], (error, output) => (error === null ? resolve(Math.max(1, Number(output))) : reject(error)));
  });
}
