import type { BrowserWindow } from 'electron';

/** The window that asks for a PIN now; it belongs to the main one. */
export function pinWindowOf(window: BrowserWindow): BrowserWindow | null {
  if (window.isDestroyed()) return null;
  return window.getChildWindows().find((child) => !child.isDestroyed()) ?? null;
}

/** Whoever starts the program again wants to see it; a PIN that is asked keeps the keys. */
export function comeForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  (pinWindowOf(window) ?? window).focus();
}
