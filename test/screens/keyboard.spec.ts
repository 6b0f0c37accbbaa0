import { expect, picture, test } from '#test/screens/window.ts';
import { approveByKeys } from '#test/decide.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { pressAt } from '#test/screens/press-at.ts';

test('an official reviews, approves and signs without a mouse', async ({ open }) => {
  const { page, station } = await open({ batch: { waitsForPin: true } });
  const grid = page.getByRole('grid', { name: 'Por firmar' });
  await expect(grid).toBeFocused();
  await expect(page.getByRole('row', { name: /PRACTICA-CL-2026-000101/ })).toBeVisible();

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000101');
  const paper = page.getByRole('region', { name: 'Certificado tal como se firmará' });
  await expect(paper).toBeFocused();
  await page.keyboard.press('End');
  await expect.poll(() => paper.evaluate((sheet) => sheet.scrollTop + sheet.clientHeight >= sheet.scrollHeight - 1)).toBe(true);
  // the paper is one stop: from it to what is decided beside it, and back
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(paper).toBeFocused();
  await approveByKeys(page);
  await expect(page.getByRole('status').filter({ hasText: 'PRACTICA-CL-2026-000101 quedó aprobado.' })).toBeVisible();
  expect(station.stateOf('PRACTICA-CL-2026-000101')).toBe('approved');
  // the next one to review came by itself
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await approveByKeys(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000103');
  expect(station.stateOf('PRACTICA-CL-2026-000102')).toBe('approved');

  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await expect(page.getByRole('row', { name: /PRACTICA-CL-2026-000101/ })).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await page.keyboard.press(' ');
  await page.keyboard.press('j');
  await page.keyboard.press(' ');
  await expect(page.getByText('2 seleccionados')).toBeVisible();
  await picture(page, 'inbox-selected-es-light');
  await page.keyboard.press('s');

  const start = page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' });
  await expect(start).toBeFocused();
  await picture(page, 'sign-es-light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
  await picture(page, 'sign-pin-es-light');
  station.batch()?.givePin();
  await expect(page.getByRole('heading', { name: 'Los 2 certificados quedaron firmados y en la cola' })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '2');
  await picture(page, 'sign-finished-es-light');
  expect(station.stateOf('PRACTICA-CL-2026-000101')).toBe('queued');
});

test('with nothing selected, the next step is all that is approved', async ({ open }) => {
  const { page } = await open();
  for (const number of ['PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000102']) {
    await page.evaluate((id) => (location.hash = `#/review/${id}`), number);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);
    await approveByKeys(page);
    await expect(page.getByRole('status').filter({ hasText: `${number} quedó aprobado.` })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  const button = page.getByRole('button', { name: /^Firmar los \d+ aprobados$/ });
  await expect(button).toBeVisible();
  const count = /\d+/.exec((await button.textContent()) ?? '')?.[0];
  await picture(page, 'inbox-approved-es-light');
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: `Firmar ${count} certificados con un PIN` })).toBeFocused();
});

test('the digest approved is the digest shown', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await page.getByRole('button', { name: 'Aprobar y seguir' }).click();
  await expect.poll(() => station.stateOf('PRACTICA-CL-2026-000101')).toBe('approved');
  const approved = station.calls.find((call) => call.name === 'approve')?.request as { digest: string };
  const shown = approved.digest.slice(7);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.goBack();
  await expect(page.locator('aside code').first()).toHaveAttribute('title', `sha256:${shown}`);
});

test('a batch halted by a removed token says so and goes on at the exact document', async ({ open }) => {
  const { page, station } = await open({ batch: { haltAt: 3, stepMs: 5 } });
  for (const id of ['CL-2026-000101', 'CL-2026-000102', 'CL-2026-000103', 'CO-2026-000202', 'CO-2026-000203'].map(
    (one) => `PRACTICA-${one}`,
  )) {
    const review = await station.call('openReview', { id });
    if (review.ok) await station.call('approve', { id, digest: (review.value as { digest: string }).digest });
  }
  await page.getByText('Listos para firmar').click();
  await expect(page.getByText('5 certificados', { exact: true })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Seleccionar todos' }).click();
  await page.getByRole('button', { name: 'Firmar 5 certificados' }).click();
  await page.getByRole('button', { name: 'Firmar 5 certificados con un PIN' }).click();
  await expect(page.getByRole('heading', { name: 'Se detuvo en un documento' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('Se retiró el token');
  await expect(page.getByRole('alert')).toContainText('Conecte el mismo token y reanude en el documento exacto.');
  await picture(page, 'sign-halted-es-light');

  await page.getByRole('link', { name: /^Por firmar/ }).click();
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByRole('button', { name: 'Reanudar' }).click();
  await expect(page.getByRole('heading', { name: 'Los 5 certificados quedaron firmados y en la cola' })).toBeVisible();
});

test('a wrong PIN stops the signing, not a document', async ({ open }) => {
  const { page, station } = await open({ batch: { haltAt: 0, haltWith: { code: 'pinWrong', triesLeft: 'many' }, stepMs: 5 } });
  const review = await station.call('openReview', { id: 'PRACTICA-CL-2026-000101' });
  if (review.ok) await station.call('approve', { id: 'PRACTICA-CL-2026-000101', digest: (review.value as { digest: string }).digest });
  await page.getByRole('button', { name: 'Firmar el aprobado' }).click();
  await page.getByRole('button', { name: 'Firmar 1 certificado con PIN' }).click();
  await expect(page.getByRole('heading', { name: 'La firma se detuvo' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('El PIN no es correcto');
});

test('a pause says that it comes when the token is done, and a press too many does not go on; a stop says where the rest is', async ({
  open,
}) => {
  const { page, station } = await open({ batch: { stepMs: 20_000, waitsForPin: true, endsLater: true } });
  await approveInFake(station, ['PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000102']);
  await page.getByRole('button', { name: 'Firmar los 2 aprobados' }).click();
  await page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' }).click();
  station.batch()?.givePin();
  const pause = page.getByRole('button', { name: 'Pausar' });
  await pause.click();
  await expect(page.getByRole('status').filter({ hasText: 'Se pausa en cuanto el token termine lo que ya tiene.' })).toBeVisible();
  await expect(pause).toBeDisabled();
  const resume = page.getByRole('button', { name: 'Reanudar' });
  const tooMany = await pressAt(page, 'Reanudar', { button: 'Reanudar' }); // still meant for the pause
  station.batch()?.become('paused');
  await tooMany();
  await expect(resume).toBeEnabled();
  expect(station.calls.filter(({ name }) => name === 'resumeBatch')).toEqual([]);

  await resume.click();
  await page.getByRole('button', { name: 'Detener' }).click();
  await expect(page.getByText('Se detiene en cuanto el token termine lo que ya tiene.')).toBeVisible();
  station.batch()?.become('stopped');
  await expect(page.getByText('Lo que no se firmó y sigue aprobado espera en la bandeja.')).toBeVisible();
  // none of them was: there is nothing to be seen in the outbox
  await expect(page.getByRole('heading', { name: 'No se firmó ninguno' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ver la salida' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ir a la bandeja' })).toBeFocused();
  await expect(page.getByRole('listitem').filter({ hasText: 'Sin firmar' })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Ir a la bandeja' })).toBeEnabled();
  await picture(page, 'sign-none-es-light');
});

test('a batch of which some were refused tells how many are signed, and of each that is not why', async ({ open }) => {
  const { page, station } = await open({ settings: { theme: 'dark' }, batch: { stepMs: 20_000, waitsForPin: true } });
  const ids = ['CL-2026-000101', 'CL-2026-000102', 'CL-2026-000103', 'CO-2026-000202', 'CO-2026-000203'].map((one) => `PRACTICA-${one}`);
  await approveInFake(station, ids);
  await page.getByRole('button', { name: 'Firmar los 5 aprobados' }).click();
  await page.getByRole('button', { name: 'Firmar 5 certificados con un PIN' }).click();
  const batch = station.batch();
  const failures = { 1: { code: 'documentHasErrors', count: 2 }, 3: { code: 'stateForbids', state: 'declined', action: 'sign' } };
  const items = batch?.now().items.map((item, at) => {
    const failure = failures[at as keyof typeof failures] ?? null;
    return { ...item, state: failure ? ('failed' as const) : ('signed' as const), failure };
  });
  batch?.become('stopped', { signed: 3, ...(items && { items }) });
  await expect(page.getByRole('heading', { name: '3 de 5 quedaron firmados y en la cola' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'El certificado tiene errores' })).toContainText('Falló');
  await picture(page, 'sign-some-es-dark');
  batch?.become('stopped', { signed: 1 });
  await expect(page.getByRole('heading', { name: '1 de 5 quedó firmado y en la cola' })).toBeVisible();
});

test('the sections are at Ctrl+1 to Ctrl+5 and search at Ctrl+F', async ({ open }) => {
  const { page } = await open();
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Seguimiento');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('000202');
  await expect(page.getByText('1 certificado', { exact: true })).toBeVisible();
});

test('a key pressed right after the one that opens a section meets that section', async ({ open }) => {
  const { page } = await open();
  await page.keyboard.press('Control+5');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ajustes');
  const focused = await page.evaluate(async () => {
    const press = (key: string): void => void dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true }));
    press('1');
    await Promise.resolve(); // the browser's own event for a new address comes later than this
    press('f');
    return document.activeElement?.getAttribute('type');
  });
  expect(focused).toBe('search');
});
