import { expect, it } from 'vitest';

/** The page's bridge, as the preload script makes it. */
function openBridge(numbers: string[]): { change(): void } {
  const listeners = new Set<() => void>();
  const bridge = {
    call: async () => ({ ok: true, value: { rows: numbers.map((number) => ({ number })), total: numbers.length } }),
    on: (_: string, listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.assign(globalThis, { rubrica: bridge });
  return { change: () => listeners.forEach((listener) => listener()) };
}

it('an inbox that is shown later than the window opened shows what came meanwhile', async () => {
  const there: string[] = [];
  const bridge = openBridge(there);
  const { prepareFirstRows, takeFirstRows } = await import('#renderer/state/first-rows.ts');
  await prepareFirstRows();
  there.push('PRACTICA-CL-2026-000101');
  bridge.change();
  const rows = takeFirstRows();
  await expect.poll(() => rows?.now().total).toBe(1);
  expect(rows?.now().pages.get(0)).toEqual([{ number: 'PRACTICA-CL-2026-000101' }]);
});
