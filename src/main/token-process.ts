import { dieWithParent } from '#main/token/process/die-with-parent.ts';
import { serveToken } from '#main/token/process/serve-token.ts';
import { wireOverElectronPort, wireToParent, type ElectronPort } from '#main/wire/wires.ts';
import type { Log } from '#main/ports/system.ts';

/**
 * A process of its own for one source of keys: vendors' modules crash and hang, and then only this process goes.
 * Forked under Node it speaks over its own channel; under Electron the shell sends it the station's port first.
 */
type ElectronParent = { once(event: 'message', listener: (event: { ports: readonly ElectronPort[] }) => void): void };

// What a token process has to say goes to standard error, one line each, and carries no arguments of any call.
const log: Log = {
  write: (level, event, details) => void process.stderr.write(`${JSON.stringify({ level, event, ...details })}\n`),
};
const leave = (): void => process.exit(0);

dieWithParent();

const { parentPort } = process as unknown as { parentPort?: ElectronParent };
if (parentPort === undefined) serveToken(wireToParent(), log, leave);
else {
  parentPort.once('message', ({ ports: [port] }) => {
    if (port !== undefined) serveToken(wireOverElectronPort(port), log, leave);
  });
}
