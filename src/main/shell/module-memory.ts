import { app } from 'electron';

/**
 * OpenSC locks the memory its PIN lies in (mlock) and gives part of it back locked. On Linux vendors' modules get their
 * memory from Chromium's allocator, which hands free pages back to the system every few seconds and ends the process where
 * the system refuses a locked one: a token process then fell in the middle of a batch. Before the app is ready.
 */
export function keepFreePages(): void {
  if (process.platform !== 'linux') return;
  const others = app.commandLine.getSwitchValue('disable-features');
  app.commandLine.appendSwitch('disable-features', `${others === '' ? '' : `${others},`}PartitionAllocMemoryReclaimer`);
}
