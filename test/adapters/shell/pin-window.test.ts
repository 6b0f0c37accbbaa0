import { expect, it, vi } from 'vitest';
import { askPin } from '#main/shell/pin-window.ts';

const electron = vi.hoisted(() => ({ windows: 0 }));
vi.mock('electron', () => ({
  BrowserWindow: function BrowserWindow() {
    electron.windows += 1;
    throw new Error('no display');
  },
  ipcMain: {},
}));

it('nobody is asked for a PIN once the window is gone: the program ends', async () => {
  const question = {} as Parameters<typeof askPin>[2];
  expect(await askPin(null, 'pin.cjs', question)).toEqual({ kind: 'cancelled' });
  expect(electron.windows).toBe(0);
});
