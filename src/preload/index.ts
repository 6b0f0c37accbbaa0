import { contextBridge, ipcRenderer } from 'electron';

/** Exposes the contract, nothing else: names and bodies are checked in the shell and again in the station. */
contextBridge.exposeInMainWorld('rubrica', {
  call: (name: string, request: unknown) => ipcRenderer.invoke('station', name, request),
  on: (event: string, listener: (payload: unknown) => void) => {
    const forward = (_event: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('station-event', forward);
    return () => ipcRenderer.off('station-event', forward);
  },
  chooseFiles: (kind?: string) => ipcRenderer.invoke('choose-files', kind),
  savePdf: (name: string) => ipcRenderer.invoke('save-pdf', name),
  saveFile: (name: string, bytes: Uint8Array) => ipcRenderer.invoke('save-file', name, bytes),
});
