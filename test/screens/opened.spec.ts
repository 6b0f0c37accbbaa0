import type { OpenedFile } from '#contract/window-api.ts';
import { approveByKeys } from '#test/decide.ts';
import { expect, picture, test } from '#test/screens/window.ts';

const opened = (number: string, isNew = true): OpenedFile => ({ id: number, number, isNew });
const first = 'PRACTICA-CL-2026-000103';

test('a certificate opened from the desktop is under review at once', async ({ open }) => {
  const { page, openFromDesktop } = await open({ at: '#/outbox' });
  await openFromDesktop(opened(first));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
  await expect(page).toHaveURL(/#\/review\//);
  await expect(page.getByRole('status').filter({ hasText: `Se añadió el certificado ${first}.` })).toBeVisible();
});

test('one that was here already is shown where it stands, and that it was here is said', async ({ open }) => {
  const { page, openFromDesktop } = await open();
  await openFromDesktop(opened('out-received', false));
  await expect(page).toHaveURL(/#\/certificate\/out-received$/);
  await expect(page.getByText('El certificado out-received ya estaba aquí.')).toBeVisible();
});

test('of several opened together the inbox tells how many, and shows them in a list that was narrowed', async ({ open }) => {
  const { page, openFromDesktop } = await open({ extra: 60 });
  await page.getByText('Listos para firmar').click();
  await page.getByRole('searchbox').fill('nada de esto');
  await expect(page.getByText('Nada coincide con «nada de esto».')).toBeVisible();
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recibidos');
  await openFromDesktop(...[57, 58, 59].map((one) => ({ ...opened(`PRACTICA-0000${one}`), id: `more-${one}` })));
  await expect(page.getByText('Se añadieron 3 certificados.')).toBeVisible();
  for (const number of ['000057', '000058', '000059'])
    await expect(page.getByRole('row', { name: `PRACTICA-${number}` })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('row', { name: /PRACTICA-000057/ })).toHaveAttribute('data-here', '');
  await expect(page.getByRole('grid')).toBeFocused();
  await picture(page, 'opened-three-es-light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-000057');
});

test('whoever was led to a row and narrows the list since finds it narrowed on coming back, and can be led there again', async ({
  open,
}) => {
  const { page, openFromDesktop } = await open({ at: '#/outbox' });
  const both = [opened(first), opened('PRACTICA-CL-2026-000104')];
  const row = page.getByRole('row', { name: new RegExp(first) });
  const search = page.getByRole('searchbox');
  await openFromDesktop(...both);
  await expect(row).toHaveAttribute('data-here', '');
  await search.fill('nada de esto');
  await expect(page.getByText('Nada coincide con «nada de esto».')).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  await page.goBack();
  await expect(page.getByText('Nada coincide con «nada de esto».')).toBeVisible();
  await expect(search).toHaveValue('nada de esto');
  await page.getByRole('heading', { level: 1 }).focus();
  await openFromDesktop(...both);
  await expect(search).toHaveValue('');
  await expect(row).toHaveAttribute('data-here', '');
});

for (const at of ['#/review/PRACTICA-CL-2026-000101', '#/sign', '#/settings']) {
  test(`whoever is in the middle of something is only told, all together, and goes there when ready: ${at}`, async ({ open }) => {
    const { page, openFromDesktop } = await open({ at });
    await openFromDesktop(opened(first));
    const told = page.getByRole('status').filter({ hasText: 'Se añad' });
    await expect(told).toContainText(`Se añadió el certificado ${first}.`);
    expect(page.url()).toContain(at);
    await openFromDesktop(opened('PRACTICA-CL-2026-000104'));
    await expect(told).toHaveCount(1);
    await expect(told).toContainText('Se añadieron 2 certificados.');
    await told.getByRole('button', { name: 'Verlos' }).click();
    await expect(page).toHaveURL(/#\/inbox$/);
    await expect(page.getByRole('row', { name: new RegExp(first) })).toHaveAttribute('data-here', '');
    await expect(told).toHaveCount(0);
  });
}

test('a decision that is being put into words is not taken away, and the certificate waits beside it', async ({ open }) => {
  const { page, openFromDesktop } = await open({ at: '#/report/inc-valid', settings: { language: 'en' } });
  await page.getByRole('button', { name: 'Ask for a replacement' }).click();
  await page.getByRole('textbox').fill('The treatment is missing');
  await openFromDesktop(opened(first));
  await expect(page.getByRole('textbox')).toHaveValue('The treatment is missing');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+2');
  const told = page.getByRole('status').filter({ hasText: `Certificate ${first} was added.` });
  await told.getByRole('button', { name: 'Open it' }).click();
  await expect(page).toHaveURL(new RegExp(`#/review/${first}$`));
});

for (const by of ['Verlos', 'Cerrar']) {
  test(`the keyboard stands in the list again when what waited there has been answered by ${by}`, async ({ open }) => {
    const { page, openFromDesktop } = await open();
    await page.getByRole('searchbox').fill('PRACTICA');
    await openFromDesktop(opened(first), opened('PRACTICA-CL-2026-000104'));
    const told = page.getByRole('status').filter({ hasText: 'Se añadieron 2 certificados.' });
    await told.getByRole('button', { name: by }).focus();
    await page.keyboard.press('Enter');
    await expect(told).toHaveCount(0);
    await expect(page.getByRole('grid')).toBeFocused();
  });
}

test('what was opened twice is told once, and what was here already is told apart from what was added', async ({ open }) => {
  const { page, openFromDesktop } = await open({ at: '#/sign' });
  const told = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Cerrar' }) });
  await openFromDesktop(opened('out-received', false));
  await expect(told).toContainText('El certificado out-received ya estaba aquí.');
  await openFromDesktop(opened('out-sent', false));
  await expect(told).toContainText('Los 2 certificados ya estaban aquí.');
  await openFromDesktop(opened(first));
  await expect(told).toContainText(`Se añadió el certificado ${first}. Otros 2 ya estaban aquí.`);
  await openFromDesktop(opened(first, false), opened('PRACTICA-CL-2026-000104'));
  await expect(told).toContainText('Se añadieron 2 certificados.');
  await told.getByRole('button', { name: 'Verlos' }).click();
  await expect(page.getByRole('row', { name: new RegExp(first) })).toHaveAttribute('data-here', '');
  await expect(told).toContainText('Los 2 certificados ya estaban aquí.');
  await told.getByRole('button', { name: 'Verlos' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Todos los certificados');
  for (const state of ['Recibido bien', 'Enviado']) await expect(page.getByRole('row', { name: state })).toBeVisible();
  await expect(told).toHaveCount(0);
});

test('what is told of those that were here already, beside new ones, waits and leads to them', async ({ open }) => {
  const { page, openFromDesktop } = await open({ at: '#/outbox' });
  await openFromDesktop(opened('out-received', false), opened(first), opened('out-sent', false));
  await expect(page.getByText(`Se añadió el certificado ${first}.`)).toBeVisible();
  const told = page.getByRole('status').filter({ hasText: 'Los 2 certificados ya estaban aquí.' });
  await expect(page.getByRole('row', { name: new RegExp(first) })).toHaveAttribute('data-here', '');
  await picture(page, 'opened-mixed-es-light');
  await expect(page.getByText('Se añadió')).toHaveCount(0, { timeout: 10_000 });
  await told.getByRole('button', { name: 'Verlos' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Todos los certificados');
  await expect(page.getByRole('row', { name: /PRACTICA/ })).toHaveCount(2);
  for (const state of ['Recibido bien', 'Enviado']) await expect(page.getByRole('row', { name: state })).toBeVisible();
  await expect(told).toHaveCount(0);
});

test('several that were here already and were sent long since are shown where they stand, whatever that list was narrowed to', async ({
  open,
}) => {
  const { page, openFromDesktop } = await open({ at: '#/all' });
  await page.getByRole('searchbox').fill('nada de esto');
  await expect(page.getByText('Nada coincide con «nada de esto».')).toBeVisible();
  await page.evaluate(() => (location.hash = '#/sign'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Firmar');
  await openFromDesktop(opened('out-received', false), opened('out-sent', false));
  const told = page.getByRole('status').filter({ hasText: 'Los 2 certificados ya estaban aquí.' });
  await told.getByRole('button', { name: 'Verlos' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Todos los certificados');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(page.getByRole('grid', { name: 'Todos los certificados' })).toBeFocused();
  await expect(page.getByRole('row', { name: /PRACTICA/ })).toHaveCount(2);
  for (const state of ['Recibido bien', 'Enviado']) await expect(page.getByRole('row', { name: state })).toBeVisible();
  await picture(page, 'opened-long-since-es-light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Volver' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /PRACTICA/ })).toHaveCount(2);
  await expect(page.getByRole('textbox', { name: 'Nombre de la vista' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Solo los que usted abrió' }).press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByText('PRACTICA-2026-000505')).toBeVisible();
});

test('several that were here already stand together, also where one of them still waits in the inbox and that list is open', async ({
  open,
}) => {
  const { page, openFromDesktop } = await open({ at: '#/outbox' });
  await openFromDesktop(opened(first, false), opened('out-sent', false));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Todos los certificados');
  await expect(page.getByRole('row', { name: /PRACTICA/ })).toHaveCount(2);
  for (const name of [first, 'Enviado']) await expect(page.getByRole('row', { name })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await openFromDesktop(opened('out-received', false), opened('out-sent', false));
  await expect(page.getByRole('row', { name: 'Recibido bien' })).toBeVisible();
  await expect(page.getByRole('row', { name: first })).toHaveCount(0);
});

for (const [language, words] of [
  ['es', `Se añadió el certificado ${first}. El certificado out-sent ya estaba aquí.`],
  ['en', `Certificate ${first} was added. Certificate out-sent was already here.`],
] as const) {
  test(`one that was here already beside a new one is told by its number: ${language}`, async ({ open }) => {
    const { page, openFromDesktop } = await open({ at: '#/sign', settings: { language } });
    await openFromDesktop(opened('out-sent', false), opened(first));
    await expect(page.getByText(words)).toBeVisible();
  });
}

test('of what is told in passing the last takes the place of what was told before: there is room for one', async ({ open }) => {
  const { page, openFromDesktop } = await open({ at: '#/outbox' });
  await openFromDesktop(opened(first));
  const added = page.getByRole('status').filter({ hasText: 'Se añad' });
  await expect(added).toBeVisible();
  await approveByKeys(page);
  const approved = page.getByText(`${first} quedó aprobado.`);
  await expect(approved).toBeVisible();
  await expect(added).toHaveCount(0, { timeout: 1_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Por firmar');
  await openFromDesktop(opened(first, false), opened('PRACTICA-CL-2026-000104'));
  await expect(added).toBeVisible();
  await expect(approved).toHaveCount(0, { timeout: 1_000 });
});

test('what waits to be seen is not pushed aside by failures', async ({ open }) => {
  const chosen = ['a.txt', 'b.rss', 'c.txt'].map((name) => ({ name, bytes: [60] }));
  const { page, station, openFromDesktop } = await open({ chosen });
  await page.getByRole('searchbox').fill('PRACTICA');
  await openFromDesktop(opened(first));
  const told = page.getByRole('status').filter({ hasText: `Se añadió el certificado ${first}.` });
  await expect(told).toBeVisible();
  station.failNext('receiveFile', { code: 'storeFull' });
  await page.getByRole('button', { name: 'Abrir archivo…' }).click();
  await expect(page.getByRole('alert')).toHaveCount(3);
  await expect(told).toBeVisible();
});
