import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { killNow } from '#main/shell/kill-now.ts';

const strace = '/usr/bin/strace';

describe('a process that need not answer', () => {
  it('is killed at once', async () => {
    const child = spawn('sleep', ['600']);
    await once(child, 'spawn');
    killNow(child.pid ?? 0);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    killNow(child.pid ?? 0);
  });

  it.runIf(existsSync(strace))(
    `is left alone while its memory is being read, and killed afterwards${existsSync(strace) ? '' : ' (skipped: strace is not installed)'}`,
    async () => {
      const child = spawn('sleep', ['600']);
      await once(child, 'spawn');
      const reader = spawn(strace, ['-p', String(child.pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
      const lines = createInterface({ input: reader.stderr });
      const told = (what: RegExp) =>
        new Promise<string>((resolve) => {
          lines.on('line', (line) => what.test(line) && resolve(line));
        });
      await told(/attached/);
      const ended = once(child, 'exit');
      killNow(child.pid ?? 0);
      // a signal that changes nothing shows that it lives
      child.kill('SIGWINCH');
      expect(await told(/SIGWINCH|SIGKILL/)).toContain('SIGWINCH');
      reader.kill('SIGINT');
      expect(await ended).toEqual([null, 'SIGKILL']);
    },
  );
});
