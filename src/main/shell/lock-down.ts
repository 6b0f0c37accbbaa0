import { app, type Session, type WebContents } from 'electron';
import type { Log } from '#main/ports/system.ts';
import { pageOrigin } from '#main/shell/page-protocol.ts';

/**
 * What no page of ours ever needs is refused: permissions, navigation, new windows, webviews, requests that leave
 * our own origin (Electron's security checklist, points 4, 5, 12 to 15).
 */
export function lockDown(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log.write('warn', 'shell.permissionRefused', { permission });
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => {
    const isOurs =
      details.url.startsWith(`${pageOrigin}/`) || details.url.startsWith('devtools://') || details.url.startsWith('data:image/');
    if (!isOurs) log.write('warn', 'shell.requestRefused', { url: details.url });
    callback({ cancel: !isOurs });
  });
  // What is saved goes through our own dialog (save-file), never through a link of the page.
  session.on('will-download', (event, item) => {
    log.write('warn', 'shell.downloadRefused', { name: item.getFilename() });
    event.preventDefault();
  });
  // Chromium fetches a dictionary from its maker for every session, past the listener above, also when the checker is
  // off: only a session without languages asks for none.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
}

export function lockDownEveryPage(log: Log): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      log.write('warn', 'shell.windowRefused', { url });
      return { action: 'deny' };
    });
    const refuse = (details: { preventDefault(): void; url: string }): void => {
      if (details.url.startsWith(`${pageOrigin}/`)) return;
      log.write('warn', 'shell.navigationRefused', { url: details.url });
      details.preventDefault();
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** The sender is a top frame of ours, in the window it belongs to. */
export function isOwnFrame(event: Electron.IpcMainInvokeEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === contents && frame !== null && frame === contents.mainFrame && frame.url.startsWith(`${pageOrigin}/`);
}
