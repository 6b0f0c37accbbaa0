import type { WindowWithRubrica } from '#contract/window-api.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { expect, test, type Opened } from '#test/screens/window.ts';

const [first, second] = ['000101', '000102'].map((one) => `PRACTICA-CL-2026-${one}`) as [string, string];
// before it is known what may be signed it says so too, and cannot be pressed
const signsOne = 'Firmar 1 certificado con PIN';

/** What asks for all of a list, and what asks how those selected stand. */
const forAll = (request: unknown): boolean => (request as { limit?: number }).limit === 1000;
const ofState = (request: unknown): boolean => forAll(request) && (request as { states?: unknown }).states === undefined;

async function narrow({ page }: Opened, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.locator('#row-0')).toContainText(words);
  await page.getByRole('grid').focus();
}

test('all of a narrowed list are selected in the place of what is selected elsewhere, and only once more none', async ({ open }) => {
  const opened = await open();
  const { page, station } = opened;
  await approveInFake(station, [first, second]);
  const all = page.getByRole('checkbox', { name: 'Seleccionar todos' });
  const row = page.getByRole('checkbox', { name: `Seleccionar ${second}` });
  await narrow(opened, first);
  await page.keyboard.press('Control+a');
  await expect(page.getByText(/^1 seleccionado/)).toBeVisible();
  await narrow(opened, second);
  await expect(row).not.toBeChecked();
  await expect(all).not.toBeChecked();
  await page.keyboard.press('Control+a');
  await expect(row).toBeChecked();
  await expect(all).toBeChecked();
  await page.keyboard.press('Control+a');
  await expect(row).not.toBeChecked();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: signsOne })).toBeEnabled();
  await expect(page.getByRole('main')).toContainText(second);
});

test('a held key selects once, and leafs on as long as it is held', async ({ open }) => {
  const { page } = await open();
  const grid = page.getByRole('grid');
  await expect(grid).toBeFocused();
  await expect(page.locator('#row-2')).toBeVisible();
  await page.keyboard.down('Control');
  for (let i = 0; i < 2; i++) await page.keyboard.down('a');
  await page.keyboard.up('a');
  await page.keyboard.up('Control');
  await page.keyboard.press('j');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'row-1');
  await expect(page.locator('#row-1')).toHaveAttribute('aria-selected', 'true');
  for (let i = 0; i < 2; i++) await page.keyboard.down(' ');
  await page.keyboard.up(' ');
  for (let i = 0; i < 2; i++) await page.keyboard.down('ArrowDown');
  await page.keyboard.up('ArrowDown');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'row-3');
  await expect(page.locator('#row-1')).toHaveAttribute('aria-selected', 'false');
});

/** The first row is selected and stands otherwise by now, and the list has not heard of it. */
async function selectBefore({ page, station }: Opened, change: () => Promise<unknown>): Promise<() => void> {
  await page
    .getByRole('row', { name: new RegExp(first) })
    .getByRole('checkbox')
    .check();
  const toldNow = station.holdNext('work', ofState);
  const asked = station.calls.length;
  await change();
  await expect.poll(() => station.calls.slice(asked).some(({ name, request }) => name === 'work' && ofState(request))).toBe(true);
  await page.getByRole('grid').focus();
  await page.keyboard.press('s');
  return toldNow;
}

test('what is selected and was approved a moment ago is signed', async ({ open }) => {
  const opened = await open();
  const toldNow = await selectBefore(opened, () => approveInFake(opened.station, [first]));
  await expect(opened.page.getByRole('button', { name: signsOne })).toBeEnabled();
  toldNow();
});

test('what is selected and is approved no more is not signed, and it is said', async ({ open }) => {
  const opened = await open();
  await approveInFake(opened.station, [first, second]);
  await expect(opened.page.getByRole('button', { name: 'Firmar los 2 aprobados' })).toBeVisible();
  const toldNow = await selectBefore(opened, () => opened.station.call('withdrawApproval', { id: first }));
  await expect(opened.page.getByText('Lo seleccionado todavía no está aprobado. Revíselo y apruébelo antes de firmar.')).toBeVisible();
  await expect(opened.page.getByRole('grid')).toBeFocused();
  toldNow();
});

test('where nothing is approved the key that signs says so', async ({ open }) => {
  const { page } = await open();
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('s');
  await expect(page.getByRole('status').filter({ hasText: 'No hay certificados aprobados.' })).toBeVisible();
});

test('whoever went elsewhere before the key that signs was answered stays there', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [first, second]);
  await expect(page.getByRole('grid')).toBeFocused();
  const answerNow = station.holdNext('work', forAll);
  await page.keyboard.press('s');
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  answerNow();
  // a later answer comes after that one
  await page.evaluate(() => (globalThis as unknown as WindowWithRubrica).rubrica.call('status', {}));
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await expect(page).toHaveURL(/#\/outbox$/);
});

for (const [language, told, starts] of [
  ['es', 'quedan unos', signsOne],
  ['en', / left$/, 'Sign 1 certificate with your PIN'],
] as const) {
  test(`how long signing still takes is told as long as it is worth telling: ${language}`, async ({ open }) => {
    const { page, station } = await open({ batch: { waitsForPin: true, stepMs: 3_600_000 }, settings: { language } });
    await approveInFake(station, [first]);
    const call = station.call.bind(station);
    let remainingMs = 12_000;
    station.call = async (name, request) => {
      const reply = await call(name, request);
      return name === 'batch' && reply.ok ? { ok: true, value: { ...(reply.value as object), remainingMs } } : reply;
    };
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('s');
    await page.getByRole('button', { name: starts }).click();
    await expect.poll(() => station.batch() !== undefined).toBe(true);
    station.batch()?.givePin();
    await expect(page.getByText(told)).toContainText('12 s');
    remainingMs = 400;
    station.emit('batchChanged', {
      batchId: station.calls.flatMap(({ request }) => (request as { batchId?: string }).batchId ?? [])[0] ?? '',
    });
    await expect(page.getByText(told)).toHaveCount(0);
  });
}
