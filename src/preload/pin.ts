import { contextBridge, ipcRenderer } from 'electron';

/** The PIN window's own bridge: it sees one request and gives one answer. */
contextBridge.exposeInMainWorld('rubricaPin', {
  request: () => ipcRenderer.invoke('pin-request'),
  give: (pin: Uint8Array, isFinalTryConfirmed: boolean, newPin?: Uint8Array) =>
    ipcRenderer.invoke('pin-give', pin, isFinalTryConfirmed, newPin),
  cancel: () => ipcRenderer.invoke('pin-cancel'),
});
