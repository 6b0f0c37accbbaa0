/** What tells why a program ends, as Electron names it. */
export type Ending = {
  readonly app: { on(event: 'before-quit', listener: () => void): unknown };
  readonly window: { on(event: 'closed' | 'session-end', listener: () => void): unknown };
  readonly machine: { on(event: 'shutdown', listener: () => void): unknown };
};

/** A person closed the window, and neither the machine (Linux, macOS), the session (Windows) nor the program was told to end. */
export function watchTheEnd({ app, window, machine }: Ending): () => boolean {
  let isByPerson = false;
  let isToldToEnd = false;
  let isMachineEnding = false;
  const machineEnds = (): void => {
    isMachineEnding = true;
  };
  app.on('before-quit', () => {
    isToldToEnd = true;
  });
  // the last window closed has the program quit as well, but after it
  window.on('closed', () => {
    isByPerson = !isToldToEnd;
  });
  machine.on('shutdown', machineEnds);
  window.on('session-end', machineEnds);
  return () => isByPerson && !isMachineEnding;
}
