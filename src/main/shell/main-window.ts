import { BrowserWindow, nativeTheme } from 'electron';
import { pageOrigin } from '#main/shell/page-protocol.ts';

export function openMainWindow(preload: string, isPractice: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 960,
    minHeight: 600,
    title: isPractice ? 'Rúbrica · práctica' : 'Rúbrica',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: process.env['RUBRICA_DEVTOOLS'] === '1',
    },
  });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pageOrigin}/index.html${isPractice ? '?practice' : ''}`);
  return window;
}
