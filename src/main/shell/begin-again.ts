import { spawn } from 'node:child_process';
import { app } from 'electron';
import { ownImage } from '#main/shell/own-image.ts';
import { withoutFiles } from '#main/shell/opened-words.ts';

/**
 * The program ends and begins again. On Linux Electron's own relaunch gives up for good the right to gain rights
 * (PR_SET_NO_NEW_PRIVS): the sandbox helper and pkexec, which need it, would fail in the program that came back. A shell
 * drops what Chromium left open, and waits until this process is gone.
 */
export function beginAgain(): void {
  // An AppImage's own path is not that of its mounted program.
  const program = ownImage() ?? process.execPath;
  const words = withoutFiles(process.argv.slice(1));
  if (process.platform !== 'linux') return app.relaunch({ execPath: program, args: words });
  const close = 'for file in /proc/$$/fd/*; do n=${file##*/}; [ "$n" -le 2 ] || eval "exec $n>&-"; done';
  const wait = 'while [ -d "/proc/$0" ]; do sleep 0.1; done';
  spawn('/bin/bash', ['-c', `${close}; ${wait}; exec "$@"`, String(process.pid), program, ...words], {
    detached: true,
    stdio: 'ignore',
  }).unref();
}
