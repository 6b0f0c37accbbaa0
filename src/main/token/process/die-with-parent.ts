import { Worker } from 'node:worker_threads';

/** how long a token process outlives its station at most, whatever its module does */
const lookMs = 500;

/**
 * A thread that is stuck in a vendor's module does not see its channel close, and a login would outlive the station
 * that was killed. A second thread looks at who our parent is: an orphan gets another one. It ends the whole process,
 * because a thread inside native code hears nothing else.
 */
const watch = `
const { workerData: { parent, lookMs } } = require('node:worker_threads');
const isThere = () => {
  if (process.ppid !== parent) return false;
  try { process.kill(parent, 0); return true; } catch (error) { return error.code === 'EPERM'; }
};
setInterval(() => { if (!isThere()) process.kill(process.pid, 'SIGKILL'); }, lookMs);
`;

export function dieWithParent(parent: number = process.ppid): void {
  const worker = new Worker(watch, {
    eval: true,
    workerData: { parent, lookMs },
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  });
  // The process may end by itself; the watch keeps nobody.
  worker.unref();
}
