import { contextBridge, ipcRenderer } from 'electron';
import { firstQuestions } from '#contract/first-questions.ts';

const ask = (name: string, request: unknown): Promise<unknown> => ipcRenderer.invoke('station', name, request);
const keyOf = (name: string, request: unknown): string => `${name} ${JSON.stringify(request)}`;

/** Asked before the page's scripts are read. Each answer serves once, and none after something changed. */
const first = new Map(Object.entries(firstQuestions).map(([name, request]) => [keyOf(name, request), ask(name, request)]));

/** One ear for the station, whoever listens in the page: a screen has a dozen questions that ask again. */
const listeners = new Map<string, Set<(payload: unknown) => void>>();
ipcRenderer.on('station-event', (_event: unknown, name: string, payload: unknown) => {
  first.clear();
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

function call(name: string, request: unknown): Promise<unknown> {
  const key = first.size > 0 ? keyOf(name, request) : '';
  const early = first.get(key);
  first.delete(key);
  return early ?? ask(name, request);
}

function on(event: string, listener: (payload: unknown) => void): () => void {
  const told = listeners.get(event) ?? new Set();
  listeners.set(event, told.add(listener));
  return () => told.delete(listener);
}

/** Exposes the contract, nothing else: names and bodies are checked in the station. */
contextBridge.exposeInMainWorld('rubrica', {
  call,
  on,
  updates: (ask: string) => ipcRenderer.invoke('updates', ask),
  chooseFiles: (kind?: string) => ipcRenderer.invoke('choose-files', kind),
  takeOpened: () => ipcRenderer.invoke('take-opened'),
  addKeySource: (kind: string) => ipcRenderer.invoke('add-key-source', kind),
  savePdf: (name: string) => ipcRenderer.invoke('save-pdf', name),
  saveFile: (name: string, bytes: Uint8Array) => ipcRenderer.invoke('save-file', name, bytes),
});
