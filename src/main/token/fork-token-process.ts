import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from '#main/ports/system.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { wireToChild } from '#main/wire/wires.ts';

/**
 * Starts token processes under plain Node (command line, tests). Only lines of our own making reach the log: a vendor's
 * module in its debug mode prints what it sends to the card, PIN included.
 */
export function forkTokenProcess(entry: string, log: Log, environment: Readonly<Record<string, string>> = {}): StartProcess {
  return () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ...environment },
    });
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (line.startsWith('{"level":')) log.write('warn', 'token.process', { line });
      });
    }
    return Promise.resolve({ wire: wireToChild(child), kill: () => void child.kill('SIGKILL'), pid: child.pid ?? null });
  };
}
