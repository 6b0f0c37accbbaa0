import { expect, it, vi } from 'vitest';
import type { WindowApi } from '#contract/window-api.ts';

const { line, exposed } = await vi.hoisted(async () => {
  const { EventEmitter: Line } = await import('node:events');
  return { line: new Line(), exposed: new Map<string, unknown>() };
});
vi.mock('electron', () => ({
  ipcRenderer: Object.assign(line, { invoke: async () => null }),
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => exposed.set(name, api) },
}));

it('however many questions of a screen ask again at an event, the line has one listener, and none is told of what it no longer hears', async () => {
  await import('../../../src/preload/index.ts');
  const bridge = exposed.get('rubrica') as WindowApi;
  const told: string[] = [];
  const stops = Array.from({ length: 40 }, (_, i) => bridge.on(i < 30 ? 'changed' : 'statusChanged', () => told.push(String(i))));
  expect(line.listenerCount('station-event')).toBe(1);

  line.emit('station-event', {}, 'changed', { ids: [] });
  expect(told).toHaveLength(30);
  for (const stop of stops.slice(1)) stop();
  line.emit('station-event', {}, 'changed', { ids: [] });
  line.emit('station-event', {}, 'statusChanged', {});
  expect(told.slice(30)).toEqual(['0']);
});
