import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchTheEnd } from '#main/shell/watch-the-end.ts';

type Told = 'closed' | 'session-end' | 'before-quit' | 'shutdown';

/** The order in which Electron tells it, and whether what is ready may be installed after it. */
function mayInstallAfter(...told: readonly Told[]): boolean {
  const [app, window, machine] = [new EventEmitter(), new EventEmitter(), new EventEmitter()];
  const isByPerson = watchTheEnd({ app, window, machine });
  const teller = { 'before-quit': app, closed: window, 'session-end': window, shutdown: machine };
  for (const event of told) teller[event].emit(event);
  return isByPerson();
}

describe('what is ready is installed', () => {
  it('when a person closes the window: the program quits because of it', () => {
    expect(mayInstallAfter('closed', 'before-quit')).toBe(true);
  });

  it('not when the program is told to end: its window closes because of that', () => {
    expect(mayInstallAfter('before-quit', 'closed')).toBe(false);
  });

  it('not when the machine shuts down or the session ends, whatever of it is told first', () => {
    expect(mayInstallAfter('shutdown', 'closed', 'before-quit')).toBe(false);
    expect(mayInstallAfter('closed', 'before-quit', 'shutdown')).toBe(false);
    expect(mayInstallAfter('session-end', 'closed', 'before-quit')).toBe(false);
    expect(mayInstallAfter('closed', 'session-end')).toBe(false);
  });

  it('not while nothing ends', () => {
    expect(mayInstallAfter()).toBe(false);
  });
});
