import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * A lock all processes of this machine see, held by a child of ours and kept by the kernel: it is nobody's as soon as
 * its holder is gone, however it went, so there is no stale one to judge and no moment at which two can have it.
 */
export async function takeMachineLock(path: string): Promise<{ release(): Promise<void> }> {
  // The child ends with its input, so also with us.
  const holder = spawn('flock', [path, 'sh', '-c', 'echo taken; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    createInterface(holder.stdout).once('line', () => resolve());
    holder.once('error', reject);
    holder.once('close', (code) => reject(new Error(`flock ended with ${code} before ${path} was ours`)));
  });
  return {
    release: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}
