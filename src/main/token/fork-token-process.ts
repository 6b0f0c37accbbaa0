import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { KeySource } from '#contract/token-api.ts';
import type { Log } from '#main/ports/system.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { softSessions } from '#main/token/soft-sessions.ts';
import { wireToChild } from '#main/wire/wires.ts';

/**
 * Starts token processes under plain Node (command line, tests). Only lines of our own making reach the log: a vendor's
 * module in its debug mode prints what it sends to the card, PIN included.
 */
export function forkTokenProcess(entry: string, log: Log, environment: Readonly<Record<string, string>> = {}): StartProcess {
  return (source) => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ...environment, UV_THREADPOOL_SIZE: String(threadsOf(source)) },
    });
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (line.startsWith('{"level":')) log.write('warn', 'token.process', { line });
      });
    }
    return Promise.resolve({ wire: wireToChild(child), kill: () => void child.kill('SIGKILL'), pid: child.pid ?? null });
  };
}

/**
 * Signatures side by side each hold a thread of libuv's pool, whose size is fixed when the process starts. No more than are needed: a
 * soft token's signatures would wander from one to the other.
 */
export function threadsOf(source: KeySource): number {
  return source.kind === 'pkcs11' ? Math.max(softSessions, source.sessions) : softSessions;
}
