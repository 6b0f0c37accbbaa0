import { expect, test } from '@playwright/test';
import { stationApi } from '#contract/station-api.ts';
import { checklist } from '#test/e2e/electron-checklist.ts';
import { approveFirstAndSign, givePin, pinWindow } from '#test/e2e/launch.ts';
import {
  filesHolding,
  heapOf,
  launchHardened,
  logOf,
  openedOutside,
  windowsOf,
  unmistakablePin,
  type HardenedApp,
} from '#test/e2e/hardening-app.ts';
import { hostileCalls, outgoingNow } from '#test/e2e/hardening-page.ts';
import { timesInMemory } from '#test/e2e/hardening-memory.ts';
import { traceOf } from '#test/e2e/trace.ts';

test.describe.configure({ mode: 'serial' });

let running: HardenedApp;
test.beforeAll(async () => {
  running = await launchHardened();
});
test.afterAll(async () => running?.close());

/** A main window and a PIN window side by side, as when an official signs. */
async function openPinWindow(): Promise<void> {
  const { page, app } = running;
  await approveFirstAndSign(page);
  await expect((await pinWindow(app)).getByLabel(/^PIN/)).toBeFocused();
}

test('all twenty points of Electron’s checklist hold in the running app', async () => {
  await openPinWindow();
  let held = 0;
  for (const [name, holds] of checklist) {
    await test.step(name, () => holds(running));
    held += 1;
  }
  process.stdout.write(`hardening: ${held} of ${checklist.length} points; ${running.requested.length} requests, none but app://rubrica/\n`);
  expect(checklist).toHaveLength(20);
  test.info().annotations.push({ type: 'Electron checklist', description: `${held} of 20 points` });
});

test('the PIN is typed in a process and a session of its own, and is not in the main window’s memory afterwards', async () => {
  const { app, page, practice } = running;
  const windows = await windowsOf(app);
  const main = windows.find(({ url }) => url.includes('/index.html'));
  const pin = windows.find(({ url }) => url.includes('/pin.html'));
  expect(pin?.pid).not.toBe(main?.pid);
  expect([main?.isDefaultSession, pin?.isDefaultSession]).toEqual([true, false]);
  expect(await page.evaluate(() => 'rubricaPin' in globalThis || globalThis.opener !== null)).toBe(false);

  const control = '49271635';
  await page.evaluate((text) => void Object.assign(globalThis, { control: Array.from(text).join('') }), control);
  const trace = await traceOf(app, ['*', 'disabled-by-default-ipc.flow', 'disabled-by-default-mojom'], async () => {
    await givePin(app, unmistakablePin);
    await page.getByRole('link', { name: 'Salida' }).click();
    await expect(page.getByText('Recibido bien')).toBeVisible({ timeout: 20_000 });
  });
  for (const digits of [unmistakablePin, Buffer.from(unmistakablePin).toString('base64'), [...Buffer.from(unmistakablePin)].join(',')]) {
    expect(trace.includes(digits), 'the PIN in what Chromium traces of its processes’ messages').toBe(false);
  }
  expect(trace).toContain('mojo');
  expect(practice.gateway.admin.deliveries()).toHaveLength(1);

  const heap = await heapOf(app, page);
  expect(heap.includes(control)).toBe(true);
  expect(heap.includes(unmistakablePin)).toBe(false);
  if (process.platform === 'linux' && main !== undefined) {
    expect(timesInMemory(main.pid, control)).toBeGreaterThan(0);
    expect(timesInMemory(main.pid, unmistakablePin)).toBe(0);
  }
  expect(logOf(practice)).not.toContain(unmistakablePin);
  const kept = filesHolding(practice, unmistakablePin);
  expect(kept.read.some((path) => path.endsWith('station.db'))).toBe(true);
  expect(kept.holding).toEqual([]);
  // the search finds what is there: the number of the certificate that was signed
  expect(filesHolding(practice, 'PRACTICA-CL-2026-000101').holding.some((path) => path.includes('station.db'))).toBe(true);
  const after = await windowsOf(app);
  expect(after.map(({ url }) => url.includes('/pin.html'))).toEqual([false]);
});

const fuzzCalls = 3_000;

test(`${fuzzCalls} hostile calls from the page change nothing and leave the window at work`, async () => {
  const { page, practice } = running;
  const names = Object.entries(stationApi).flatMap(([name, entry]) => (entry.kind === 'call' ? [name] : []));
  const before = await page.evaluate(outgoingNow);
  expect(before.length).toBeGreaterThan(3);
  const seen = await page.evaluate(hostileCalls, { names, count: fuzzCalls });
  process.stdout.write(`hardening: ${fuzzCalls} calls through the window: ${JSON.stringify(seen)}\n`);
  expect(Object.keys(seen).filter((what) => what === 'unexpected' || what.startsWith('thrown'))).toEqual([]);
  expect(Object.values(seen).reduce((sum, count) => sum + count, 0)).toBe(fuzzCalls);
  expect(await page.evaluate(outgoingNow)).toEqual(before);
  expect(logOf(practice)).not.toContain('"event":"unexpected"');
  await page.getByRole('link', { name: 'Por firmar' }).first().click();
  await expect(page.getByText('PRACTICA-CL-2026-000103')).toBeVisible();
  expect(await openedOutside(running)).toEqual([]);
});
