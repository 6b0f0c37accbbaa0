import { execFile } from 'node:child_process';
import { createConnection } from 'node:net';

/** What the machine itself says about smart cards. `absent`: this system has no such service, or nobody installed it. */
export type Machine = { readonly cardService: 'running' | 'stopped' | 'absent'; readonly isRemoteDesktop: boolean };

export async function readMachine(
  here: { platform: string; environment: Readonly<Record<string, string | undefined>>; pcscdSocket: string } = {
    platform: process.platform,
    environment: process.env,
    pcscdSocket: '/run/pcscd/pcscd.comm',
  },
): Promise<Machine> {
  const isRemoteDesktop = /^RDP-/i.test(here.environment['SESSIONNAME'] ?? '');
  if (here.platform === 'win32') return { cardService: await windowsService(), isRemoteDesktop };
  // macOS starts its own service when a card is asked for.
  if (here.platform === 'darwin') return { cardService: 'running', isRemoteDesktop: false };
  return { cardService: await answers(here.pcscdSocket), isRemoteDesktop: false };
}

function windowsService(): Promise<Machine['cardService']> {
  return new Promise((resolve) => {
    execFile('sc.exe', ['query', 'SCardSvr'], { timeout: 5000, windowsHide: true }, (error, output) => {
      // STATE : 4 RUNNING; the number is the same in every language of Windows.
      if (error !== null) return resolve('absent');
      resolve(/:\s*4\s/.test(output) ? 'running' : 'stopped');
    });
  });
}

/** pcscd listens on a socket, whether it runs already or systemd starts it at the first knock. */
function answers(socket: string): Promise<Machine['cardService']> {
  return new Promise((resolve) => {
    const link = createConnection(socket);
    link.once('connect', () => {
      link.destroy();
      resolve('running');
    });
    link.once('error', () => resolve('stopped'));
  });
}
