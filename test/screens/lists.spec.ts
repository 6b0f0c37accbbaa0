import { expect, picture, test } from '#test/screens/window.ts';
import { approveByKeys } from '#test/decide.ts';

test('ten thousand certificates cost no more elements than fit on the screen', async ({ open, samples }) => {
  const { page } = await open({ extra: 10_000 });
  const total = 10_000 + samples.length;
  await expect(page.getByText(`${new Intl.NumberFormat('es-CO').format(total)} certificados`)).toBeVisible();
  const rows = page.getByRole('row');
  expect(await rows.count()).toBeLessThan(60);
  await page.keyboard.press('End');
  await expect(page.getByText('PRACTICA-009999')).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(total + 1));
  await picture(page, 'inbox-ten-thousand-es-light');
});

test('a change at the station shows in the list without losing the place', async ({ open }) => {
  const { page, station } = await open();
  await expect(page.getByRole('row', { name: /PRACTICA-CL-2026-000101/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await station.call('openReview', { id: 'PRACTICA-CL-2026-000101' });
  await expect(page.getByRole('row', { name: /PRACTICA-CL-2026-000101/ })).toContainText('En revisión');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-2');
});

test('the keys of whoever waits before an empty list work when its first row comes', async ({ open }) => {
  const { page, station } = await open({ isEmpty: true });
  await expect(page.getByRole('heading', { name: 'Por firmar', exact: true })).toBeFocused();
  station.arrive();
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\//);
});

test('keys pressed before the rows of a list are here are answered in their order once the rows come', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  const answerNow = station.holdNext('work');
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('grid', { name: 'Por firmar' })).toBeFocused();
  for (const key of ['Home', 'j', ' ', 'j', 'j', 'k', ' ', 'Enter']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/#\/inbox$/);
  answerNow();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
});

test('what is typed into the search stays there while lists come and go', async ({ open }) => {
  const { page } = await open();
  const search = page.getByRole('searchbox');
  await search.fill('nada de esto hay');
  await expect(page.getByRole('grid')).toHaveCount(0);
  await search.fill('');
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(search).toBeFocused();
});

for (const { at, back } of [
  { at: '#/inbox', back: 'Por firmar' },
  { at: '#/outbox', back: 'Volver' },
  { at: '#/all', back: 'Volver' },
  { at: '#/incoming', back: 'Volver' },
]) {
  test(`a list one comes back to shows the words that narrow it, and is whole again without them: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    const search = page.getByRole('searchbox');
    const rows = page.getByRole('row');
    const first = (await rows.nth(1).innerText()).split('\n')[0] ?? '';
    const whole = (await page.getByRole('grid').getAttribute('aria-rowcount')) ?? '';
    await search.fill(first);
    await expect(rows).toHaveCount(2);
    await rows.nth(1).dblclick();
    await expect(search).toHaveCount(0);
    await page.getByRole('main').getByRole('button', { name: back }).click();
    await expect(search).toHaveValue(first);
    await expect(rows).toHaveCount(2);
    await search.fill('');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', whole);
  });
}

test('what is selected is still selected after one of them was looked at, for as long as it is in the list', async ({ open }) => {
  const { page, station } = await open();
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('j');
    await page.keyboard.press(' ');
  }
  await expect(page.getByText('5 seleccionados · 5 de los seleccionados aún no')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000101');
  await approveByKeys(page);
  await expect(page.getByText(/quedó aprobado/)).toBeVisible();
  await page.keyboard.press('Escape');
  // and one was approved meanwhile
  await expect(page.getByText('5 seleccionados · 4 de los seleccionados aún no')).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(5);

  // somebody else takes one away
  const other = 'PRACTICA-CL-2026-000102';
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  await station.call('openReview', { id: other });
  await station.call('decline', { id: other, reason: 'Falta el tratamiento' });
  await page.keyboard.press('Control+1');
  await expect(page.getByText('4 seleccionados · 3 de los seleccionados aún no')).toBeVisible();
});

test('who comes back to a long list sees the row one came from', async ({ open }) => {
  const { page } = await open({ extra: 40 });
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('End');
  const last = page.getByRole('row', { name: /PRACTICA-000039/ });
  await expect(last).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-000039');
  await page.keyboard.press('Escape');
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toHaveAttribute('data-here', '');
});

test('the state of a certificate stands as high as the words beside it', async ({ open }) => {
  const { page } = await open({ at: '#/all' });
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('End');
  const row = page.getByRole('row', { name: /PRACTICA-2026-000505/ });
  const middle = async (words: string): Promise<number> => {
    const { y = 0, height = 0 } = (await row.getByText(words, { exact: true }).boundingBox()) ?? {};
    return y + height / 2;
  };
  expect(Math.abs((await middle('Recibido bien')) - (await middle('México')))).toBeLessThan(1);
});

test('a row below the last one seen comes into view by itself, and no row is passed over', async ({ open }) => {
  const { page } = await open({ extra: 40 });
  const scroller = page.getByTestId('scroller');
  const seen = await scroller.evaluate(({ clientHeight }) => Math.floor(clientHeight / 52));
  await expect(page.getByRole('grid')).toBeFocused();
  for (let i = 0; i < seen + 3; i++) await page.keyboard.press('ArrowDown');
  const row = page.locator(`#row-${seen + 3}`);
  await expect(row).toBeInViewport({ ratio: 1 });
  const [at, below] = await Promise.all([row.boundingBox(), scroller.boundingBox()]);
  expect((below?.y ?? 0) + (below?.height ?? 0) - (at?.y ?? 0)).toBeLessThan(2 * 52);

  // and stays there when something comes above the list
  await page.setViewportSize({ width: 1366, height: 648 });
  await expect(row).toBeInViewport({ ratio: 1 });
});

test('files come in by dialog and by drag and drop, and a refused one says why', async ({ open }) => {
  const { page, station } = await open({ chosen: [{ name: 'a.xml', bytes: [60, 97, 47, 62] }] });
  await page.getByRole('button', { name: 'Abrir archivo…' }).click();
  await expect(page.getByText('Se añadió el certificado PRACTICA-CL-2026-000101.')).toBeVisible();
  const received = station.calls.find((call) => call.name === 'receiveFile')?.request as { bytes: Uint8Array };
  expect([...received.bytes]).toEqual([60, 97, 47, 62]);

  await page
    .locator('main > div')
    .last()
    .evaluate((target) => {
      const files = new DataTransfer();
      for (const name of ['foto.jpg', 'b.xml', 'acta.pdf', 'noticias.rss']) files.items.add(new File(['no'], name));
      target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files }));
    });
  // which of them were not taken, by name and by reason
  const alert = (title: string) => page.getByRole('alert').filter({ hasText: title });
  await expect(alert('El documento no se aceptó')).toContainText('foto.jpg · acta.pdf');
  await expect(alert('Tipo de documento desconocido')).toContainText('noticias.rss');
  const before = station.calls.filter(({ name }) => name === 'receiveFile').length;
  await page.getByRole('button', { name: 'Elegir otro archivo' }).click();
  await expect.poll(() => station.calls.filter(({ name }) => name === 'receiveFile').length).toBe(before + 1);
});

test('a document is saved with its exact bytes', async ({ open, samples }) => {
  const { page, saved } = await open({ at: '#/certificate/out-received' });
  await page.getByRole('button', { name: 'Guardar el archivo…' }).click();
  await expect(page.getByText(/^Guardado en/)).toBeVisible();
  expect(samples.map((sample) => sample.bytes.length)).toContain(saved[0]?.size);
});

test('what the other country asks for stands on top in its own words, and the keys come to the replacement first', async ({ open }) => {
  const { page } = await open({ at: '#/certificate/out-replacementAsked' });
  const state = page.getByRole('region', { name: 'Estado' });
  await expect(state).toContainText('Piden reemplazo');
  await expect(state).toContainText('Falta el tratamiento de la línea 2');
  await page.getByRole('button', { name: 'Guardar PDF…' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Reemplazar…' })).toBeFocused();
});

test('that the other country does not accept a certificate, and why, stands on top of it', async ({ open }) => {
  const { page } = await open({ at: '#/certificate/out-receivedWithErrors' });
  await expect(page.getByRole('region', { name: 'Estado' })).toContainText('no lo acepta: El punto de ingreso no coincide');
});

test('an incoming certificate is answered as its state allows', async ({ open }) => {
  const { page, station } = await open({ at: '#/report/inc-invalid' });
  await expect(page.getByRole('heading', { name: 'Este certificado no es válido' })).toBeVisible();
  await expect(page.getByText('El documento cambió después de firmarse.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Marcar como utilizado' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Rechazar…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('La firma no corresponde.');
  await page.getByRole('button', { name: 'Enviar la respuesta' }).click();
  await expect(page.getByText('La respuesta quedó en la cola.')).toBeVisible();
  expect(station.calls.at(-1)).toBeDefined();
  expect(station.calls.find((call) => call.name === 'answerIncoming')?.request).toMatchObject({
    answer: 'refuse',
    text: 'La firma no corresponde.',
  });
});

for (const [language, asked] of [
  ['es', 'Reemplazo pedido'],
  ['en', 'Replacement asked'],
] as const) {
  test(`that a replacement was asked is read whole in the list of what arrived (${language})`, async ({ open }) => {
    const { page, station } = await open({ at: '#/report/inc-invalid', settings: { language } });
    await page.getByRole('button', { name: language === 'es' ? 'Pedir reemplazo…' : 'Ask for a replacement…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Falta el tratamiento');
    await page.getByRole('button', { name: language === 'es' ? 'Enviar la respuesta' : 'Send the answer' }).click();
    await expect.poll(() => station.calls.some(({ name }) => name === 'answerIncoming')).toBe(true);
    await page.evaluate(() => (location.hash = '#/incoming'));
    const words = page.getByRole('gridcell').getByText(asked);
    await expect(words).toBeVisible();
    const cut = await words.evaluate((element) => {
      const cell = element.closest('[role=gridcell]');
      return [element, cell].some((one) => one !== null && one.scrollWidth > one.clientWidth && getComputedStyle(one).display !== 'inline');
    });
    expect(cut).toBe(false);
  });
}

test('a certificate is marked as used only after a question, and the keys come to the answers before the paper', async ({ open }) => {
  const { page, station } = await open({ at: '#/report/inc-valid' });
  const answers = () => station.calls.filter(({ name }) => name === 'answerIncoming').map(({ request }) => request);
  await page.getByRole('button', { name: 'Guardar expediente' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const use = page.getByRole('button', { name: 'Marcar como utilizado' });
  await expect(use).toBeFocused();
  await expect(use).toBeEnabled();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: '¿Marcar PRACTICA-CL-2026-000700 como utilizado?' });
  await expect(question).toContainText('No se puede deshacer.');
  expect(answers()).toEqual([]);
  await question.getByRole('button', { name: 'Marcar como utilizado' }).click();
  await expect.poll(answers).toMatchObject([{ answer: 'markUsed' }]);
});

test('another country’s answer, brought as a file, is said to be one and leads to the certificate it is about', async ({ open }) => {
  const { page, station } = await open({ chosen: [{ name: 'acuse.xml', bytes: [60, 97, 47, 62] }] });
  const name = { es: 'Acuse de un certificado fitosanitario', en: 'Acknowledgement of a phytosanitary certificate' };
  const state = { es: 'rechazado', en: 'rejected' };
  station.failNext('receiveFile', { code: 'documentIsAnswer', name, number: 'PRACTICA-CL-2026-000101', state, id: 'out-received' });
  await page.getByRole('button', { name: 'Abrir archivo…' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Acuse de un certificado fitosanitario PRACTICA-CL-2026-000101: rechazado.');
  await picture(page, 'inbox-answer-es-light');
  await alert.getByRole('button', { name: 'Abrir el certificado' }).click();
  await expect(page).toHaveURL(/#\/certificate\/out-received$/);
});

test('another country’s answer that came by the line says what it says, and there is nothing to answer or to check', async ({
  open,
  samples,
}) => {
  const { page } = await open({ at: '#/incoming' });
  const { number = '' } = samples.find(({ answer }) => answer !== null)?.summary ?? {};
  const row = page.getByRole('row', { name: new RegExp(number) });
  await expect(row).toContainText('Acuse de un certificado fitosanitario');
  await expect(row).toContainText('Respuesta');
  await expect(row).not.toContainText('Por contestar');
  await row.dblclick();
  await expect(page.getByRole('heading', { name: 'Respuesta de otro país' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(
    `El país de destino no acepta nuestro certificado ${number}: Falta el permiso de importación.`,
  );
  await expect(page.getByRole('heading', { name: 'Respuesta al otro país' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Firmas', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Guardar expediente' })).toHaveCount(0);
});
