import { contextBridge, ipcRenderer } from 'electron';
import { firstQuestions } from '#contract/first-questions.ts';

const ask = (name: string, request: unknown): Promise<unknown> => ipcRenderer.invoke('station', name, request);
const keyOf = (name: string, request: unknown): string => `${name} ${JSON.stringify(request)}`;

/** Asked before the page's scripts are read. Each answer serves once, and none after something changed. */
const first = new Map(Object.entries(firstQuestions).map(([name, request]) => [keyOf(name, request), ask(name, request)]));
ipcRenderer.on('station-event', () => first.clear());

function call(name: string, request: unknown): Promise<unknown> {
  const key = first.size > 0 ? keyOf(name, request) : '';
  const early = first.get(key);
  first.delete(key);
  return early ?? ask(name, request);
}

/** Exposes the contract, nothing else: names and bodies are checked in the station. */
contextBridge.exposeInMainWorld('rubrica', {
  call,
  on: (event: string, listener: (payload: unknown) => void) => {
    const forward = (_event: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('station-event', forward);
    return () => ipcRenderer.off('station-event', forward);
  },
  updates: (ask: string) => ipcRenderer.invoke('updates', ask),
  chooseFiles: (kind?: string) => ipcRenderer.invoke('choose-files', kind),
  addKeySource: (kind: string) => ipcRenderer.invoke('add-key-source', kind),
  savePdf: (name: string) => ipcRenderer.invoke('save-pdf', name),
  saveFile: (name: string, bytes: Uint8Array) => ipcRenderer.invoke('save-file', name, bytes),
});
