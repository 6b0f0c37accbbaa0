import type { Locator } from '@playwright/test';
import { expectNoSideways, expect, picture, settled, test } from '#test/screens/window.ts';

test('a certificate is begun, filled by keyboard, kept at every pause and shown as paper', async ({ open }) => {
  const { page, station } = await open();
  await page.getByRole('button', { name: 'Redactar…' }).click();
  await settled(page);
  await picture(page, 'drafts-es-light');
  await page
    .getByRole('button', { name: /^Empezar: Certificado fitosanitario/ })
    .first()
    .click();
  await page.getByLabel('Número', { exact: true }).fill('PRACTICA-CL-2026-000900');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000900');
  await expect(page.getByText(/^Guardado a las/)).toBeVisible();

  const country = page.getByRole('combobox', { name: 'País de exportación' });
  await country.fill('chil');
  await page.keyboard.press('Enter');
  await expect(country).toHaveValue('CL');
  await expectNoSideways(page);
  await picture(page, 'draft-es-light');

  await page.getByRole('button', { name: 'Ir al primero' }).click();
  await expect(page.locator(':focus')).toHaveAttribute('aria-invalid', 'true');
  await page.getByText('Vista previa').click();
  await expect(page.getByRole('article')).toContainText('PRACTICA-CL-2026-000900');
  await picture(page, 'draft-preview-es-light');
  const saved = () => station.calls.filter((call) => call.name === 'saveDraft').at(-1)?.request as { values: Record<string, string> };
  await expect.poll(() => saved().values).toMatchObject({ 'certificate.number': 'PRACTICA-CL-2026-000900', 'route.exportCountry': 'CL' });
});

test('a double click begins one draft, and the list says in words who keeps it', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).dblclick();
  await expect(page.getByLabel('Número', { exact: true })).toBeVisible();
  expect(station.calls.filter(({ name }) => name === 'startDraft')).toHaveLength(1);
  await page.getByRole('button', { name: 'Redactar' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Sin número' })).toContainText('Esta estación');
});

test('what the rules find is told at its field as one types, and the list leads to the field', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const entry = page.getByRole('combobox', { name: /Clasificación arancelaria/ });
  await entry.fill('0806');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Escriba una subpartida de seis cifras, como 080810.')).toBeVisible();
  expect(await borderOf(entry)).not.toBe(await borderOf(page.getByLabel(/^Lote/)));
  const gross = page.getByLabel(/^Peso bruto/);
  await page.getByLabel(/^Peso neto/).fill('90,5');
  await gross.fill('80');
  await expect(page.getByText('El neto (90.5) es mayor que el bruto (80). Revise las cantidades.')).toBeVisible();
  await page.getByRole('combobox', { name: 'País de importación' }).fill('US');
  await page.keyboard.press('Enter');
  await expect(page.getByText('UN/CEFACT SPS 17A (IPPC ePhyto)')).toBeVisible();
  await picture(page, 'draft-findings-es-light');
});

test('typing without a pause is kept within the second all the same', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const saves = () => station.calls.filter((call) => call.name === 'saveDraft').length;
  await page.getByLabel('Número', { exact: true }).pressSequentially('PRACTICA-CL-2026-000901', { delay: 120 });
  expect(saves()).toBeGreaterThanOrEqual(3);
});

test('rows of a spreadsheet are pasted into a repeating group, commas and all', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts', settings: { language: 'en', theme: 'dark' } });
  await page
    .getByRole('button', { name: /^Begin: Phytosanitary certificate/ })
    .first()
    .click();
  const produce = page.getByLabel('Produce', { exact: true });
  await produce.focus();
  await produce.evaluate((field) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Grapes\tUva\tVitis vinifera\t080610\nApples\tManzana\tMalus domestica\t080810\n');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('2 rows were pasted.')).toBeVisible();
  await page.getByRole('button', { name: /^2 Apples/ }).click();
  await expect(page.getByLabel(/^Botanical name/)).toHaveValue('Malus domestica');
  await page.getByLabel(/^Net weight/).focus();
  await page.keyboard.press('Control+d');
  await expect(page.getByRole('button', { name: /^3 Apples/ })).toBeVisible();
  await picture(page, 'draft-lines-en-dark');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => JSON.stringify(station.calls.filter((call) => call.name === 'saveDraft').at(-1)?.request))
    .toContain('Malus domestica');
});

test('a draft is thrown away only after a question', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page
    .getByRole('button', { name: /^Empezar: Certificado fitosanitario/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Desechar el borrador…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Desechar' }).click();
  await expect(page.getByText('El borrador se desechó.')).toBeVisible();
  await expect(page.getByText('No hay borradores.')).toBeVisible();
});

test('a certificate is replaced by a draft that says the same and names it', async ({ open }) => {
  const { page } = await open({ at: '#/certificate/out-received' });
  await page.getByRole('button', { name: 'Reemplazar…' }).click();
  await expect(page.getByLabel('Número del certificado reemplazado')).not.toHaveValue('');
  await expect(page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre')).not.toHaveValue('');
});

test('a line has as many treatments as were made, all written by keyboard, and a template is found under its exporter', async ({
  open,
}) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre').fill('Exportadora de Ensayo');
  const treatments = page.getByRole('region', { name: 'III. Tratamiento de desinfestación y/o desinfección' });
  await treatments.getByRole('button', { name: 'Añadir' }).focus();
  await page.keyboard.press('Enter');
  const line = treatments.getByRole('textbox', { name: 'Línea de la mercancía', exact: true });
  // the only line there is
  await expect(line).toBeFocused();
  await expect(line).toHaveValue('1');
  for (const [nth, kind] of ['CHT', 'HT', 'Lavado', 'Cepillado', 'Encerado'].entries()) {
    if (nth > 0) await page.keyboard.press('Control+Enter');
    await expect(line).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type(kind);
  }
  await expectNoSideways(page);
  await treatments.scrollIntoViewIfNeeded();
  await picture(page, 'draft-treatments-es-light');
  const saved = () => station.calls.filter((call) => call.name === 'saveDraft').at(-1)?.request as { values: Record<string, string> };
  await expect
    .poll(() => saved()?.values)
    .toMatchObject({ 'treatments[0].type': 'CHT', 'treatments[4].line': '1', 'treatments[4].type': 'Encerado' });

  await page.getByRole('button', { name: 'Guardar como plantilla…' }).click();
  await page.getByLabel('Nombre de la plantilla').fill('Uvas a Chile');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('La plantilla quedó guardada.')).toBeVisible();
  await page.getByRole('button', { name: 'Redactar', exact: true }).click();
  const own = page.getByRole('region', { name: 'Exportadora de Ensayo' });
  await expect(own).toContainText('Uvas a Chile');
  await picture(page, 'drafts-templates-es-light');
  await own.getByRole('button', { name: 'Usar «Uvas a Chile»' }).click();
  await expect(page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre')).toHaveValue('Exportadora de Ensayo');
  await expect(page.getByLabel('Número', { exact: true })).toHaveValue('');
});

test('drafts without a number are told apart by their goods and exporter', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre').fill('Exportadora de Ensayo');
  await page.getByLabel('Producto', { exact: true }).fill('Uva de mesa fresca');
  await expect(page.getByText(/^Guardado a las/)).toBeVisible();
  await page.getByRole('button', { name: 'Redactar', exact: true }).click();
  const drafts = page.getByRole('region', { name: 'Borradores' });
  await expect(drafts).toContainText('Sin número');
  await expect(drafts).toContainText('Uva de mesa fresca · Exportadora de Ensayo');
  await picture(page, 'drafts-unnamed-es-light');
});

test('what the form has no field for is said before the draft is begun, and nothing is left behind where it is not', async ({ open }) => {
  const { page, station } = await open({ at: '#/certificate/PRACTICA-PE-2026-000404' });
  await page.getByRole('button', { name: 'Usar como base' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'No todo cabe en el formulario' });
  await expect(dialog.getByRole('listitem').first()).toContainText('1520');
  await picture(page, 'not-taken-es-light');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => station.calls.filter(({ name }) => name === 'discardDraft').length).toBe(1);
  await page.getByRole('button', { name: 'Usar como base' }).click();
  await dialog.getByRole('button', { name: 'Empezar sin ello' }).click();
  await expect(page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre')).not.toHaveValue('');
});

test('a day without an hour, as earlier certificates say it, is seen in its field, and every date is written out below', async ({
  open,
}) => {
  const { page, station } = await open({ at: '#/certificate/PRACTICA-CL-2026-000101' });
  await page.getByRole('button', { name: 'Usar como base' }).click();
  const inspected = page.locator('[id="declaration.inspectedAt"]');
  await expect(inspected).toHaveValue('2026-11-20');
  await expect(page.getByText('20 de noviembre de 2026', { exact: true }).first()).toBeVisible();
  await inspected.fill('2026-11-19');
  await page.locator('[id="certificate.issuedAt"]').fill('2026-11-22T10:30');
  await expect(page.getByText(/^22 de noviembre de 2026, 10:30 \(UTC[+-]\d\d:\d\d\)$/)).toBeVisible();
  const saved = () => station.calls.filter((call) => call.name === 'saveDraft').at(-1)?.request as { values: Record<string, string> };
  await expect.poll(() => saved()?.values['declaration.inspectedAt']).toBe('2026-11-19');
});

test('in a contingency of one country the numbers are for what goes there', async ({ open }) => {
  const current = { id: 'c-1', reason: 'x', declaredAt: new Date().toISOString(), declaredBy: 'Ana', issued: 0 };
  const outage = { why: 'silent', since: current.declaredAt, state: 'declared', offeredAt: null, unanswered: 1, mayClose: false } as const;
  const { page } = await open({
    at: '#/drafts',
    contingency: { countries: [{ country: 'PE', current, ...outage }] },
    numbers: ['CL-C851-0000008'],
  });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const take = page.getByRole('button', { name: 'Poner un número de contingencia' });
  await expect(page.getByRole('heading', { name: 'Todavía faltan datos' })).toBeVisible();
  await expect(take).toHaveCount(0);
  await page.getByRole('combobox', { name: 'País de importación' }).fill('PE');
  await take.click();
  await expect(page.getByLabel('Número', { exact: true }).first()).toHaveValue('CL-C851-0000008');
});

test('in a contingency a certificate without a number is given one of those the gateway granted', async ({ open }) => {
  const current = { id: 'c-1', reason: 'Corte', declaredAt: new Date().toISOString(), declaredBy: 'Funcionaria de Práctica', issued: 0 };
  const { page, station } = await open({
    at: '#/drafts',
    line: 'down',
    contingency: { state: 'declared', current },
    numbers: ['CL-C851-0000007'],
  });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByRole('button', { name: 'Poner un número de contingencia' }).click();
  await expect(page.getByLabel('Número', { exact: true }).first()).toHaveValue('CL-C851-0000007');
  await expect(page.getByRole('button', { name: 'Poner un número de contingencia' })).toHaveCount(0);
  await page.getByLabel('Número', { exact: true }).first().fill('');
  await page.getByRole('button', { name: 'Poner un número de contingencia' }).click();
  await expect(page.getByText('No quedan números de contingencia')).toBeVisible();
  expect(station.calls.filter(({ name }) => name === 'contingencyNumber')).toHaveLength(2);
});

test('a document is begun in its first field, and no button stands between the keys and the first field of a row', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await expect(page.getByLabel('Número', { exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Redactar' }).click();
  await page
    .getByRole('button', { name: /^Empezar: Certificado de origen/ })
    .first()
    .click();
  await expect(page.getByLabel('Código del acuerdo')).toBeFocused();
  await page.goBack();
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const transport = page.getByRole('region', { name: 'Medios de transporte declarados' });
  await transport.getByLabel('Modo').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(transport.getByRole('button', { name: 'Añadir fila' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(transport.getByLabel('Modo')).toBeFocused();
  await expect(transport.getByText('2 filas')).toBeVisible();
});

test('the codes offered stand whole below what is typed, also at the foot of the form', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const sheet = page.getByRole('region', { name: 'Formulario' });
  for (const name of ['Punto de entrada (UN/LOCODE)', 'País de importación']) {
    const field = page.getByRole('combobox', { name });
    // the field stands at the very edge of what is seen of the form
    await field.evaluate((input) => input.scrollIntoView({ block: 'end' }));
    await field.fill('p');
    const options = page.getByRole('listbox');
    await expect(options.getByRole('option').first()).toBeVisible();
    const [typed, offered, seen] = await Promise.all([field, options, sheet].map(edgesOf));
    expect(offered?.top).toBeGreaterThanOrEqual((typed?.bottom ?? Infinity) - 1);
    expect(offered?.bottom).toBeLessThanOrEqual(seen?.bottom ?? 0);
    await page.keyboard.press('Escape');
  }
});

test('one key leads from anywhere in the form to what is missing, and on to the review when nothing is', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByLabel('Número', { exact: true }).fill('PRACTICA-CL-2026-000901');
  await page.keyboard.press('Alt+s');
  await expect(page.getByLabel('Fecha de emisión')).toBeFocused();
  expect(station.calls.filter(({ name }) => name === 'finishDraft')).toEqual([]);

  await page.evaluate(() => {
    location.hash = '#/certificate/out-receivedWithErrors';
  });
  await page.getByRole('button', { name: 'Usar como base' }).click();
  await page.getByLabel('Número', { exact: true }).fill('PRACTICA-CL-2026-000902');
  await page.getByLabel('Fecha de emisión').fill('2026-11-22T10:30');
  await expect(page.getByRole('button', { name: 'Terminar y revisar' })).toBeEnabled();
  await page.keyboard.press('Alt+s');
  await expect.poll(() => station.calls.filter(({ name }) => name === 'finishDraft')).toHaveLength(1);
});

function borderOf(field: Locator): Promise<string> {
  return field.evaluate((input) => getComputedStyle(input).borderTopColor);
}

function edgesOf(shown: Locator): Promise<{ top: number; bottom: number }> {
  return shown.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });
}
