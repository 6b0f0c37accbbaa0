import { expect, expectNoSideways, test } from '#test/screens/window.ts';

test('a verdict tells what to do, and unfolds to path, evidence, canonical digest and the bytes’ own hash', async ({ open }) => {
  const { page } = await open({ at: '#/report/inc-invalid' });
  const banner = page.getByRole('region', { name: 'Veredicto' });
  await expect(banner).toContainText('El documento cambió después de firmarse.');
  await expect(banner).toContainText('No lo acepte. Guarde lo recibido');
  await expect(page.getByText('Cadena de certificación')).toBeVisible();
  const path = page.getByRole('region', { name: 'Cadena de certificación' });
  await expect(path.getByText('AC emisora de práctica', { exact: true })).toBeVisible();
  await expect(path.getByText('Autoridad fitosanitaria de práctica', { exact: true })).toBeVisible();
  const whole = path.getByText('CN=AC emisora de práctica,O=Autoridad fitosanitaria de práctica,C=PE');
  await expect(whole).toBeHidden();
  await path.getByText('Nombre completo en el certificado').click();
  await expect(whole).toBeVisible();
  await expect(page.getByText('SHA-256 de los bytes canónicos firmados')).toBeVisible();
  await expect(page.getByText('SHA-256 de los bytes recibidos')).toBeVisible();
  const list = page.getByRole('row').filter({ hasText: 'Lista de revocación' });
  await expect(list).toHaveCount(1);
  await expect(list).toContainText('No figura en ella');
});

test('a certificate that another one has replaced is not shown as valid, and the other one is named', async ({ open }) => {
  const { page } = await open({ at: '#/report/inc-replaced' });
  const banner = page.getByRole('region', { name: 'Veredicto' });
  await expect(banner).toContainText('Este certificado ya no vale');
  await expect(banner).toContainText('Otro certificado lo reemplaza: PRACTICA-PE-2026-000709');
  await expect(banner).not.toContainText('Este certificado es válido');
  await expect(page.getByRole('button', { name: 'Marcar como utilizado' })).toHaveCount(0);
});

for (const language of ['es', 'en'] as const) {
  test(`the buttons of a report stand on one line, beside its title or all of them beneath it, in ${language}`, async ({ open }) => {
    const { page } = await open({ at: '#/report/inc-invalid', settings: { language } });
    const title = page.getByRole('heading', { level: 1 });
    const tools = page.getByRole('button', { name: /^(Volver|Guardar|Back|Save)/ });
    const tops = () => tools.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    await expect(tools).toHaveCount(4);
    const [top = 0] = await tops();
    expect(await tops()).toEqual([top, top, top, top]);
    await title.evaluate((heading) => (heading.textContent = 'SENASA-PE-2026-LIMA-CALLAO-0000012345'));
    const [below = 0] = await tops();
    expect(await tops()).toEqual([below, below, below, below]);
    expect(below).toBeGreaterThan(top);
  });
}

for (const at of ['#/report/inc-valid', '#/certificate/out-received']) {
  test(`the dossier is saved from ${at}`, async ({ open }) => {
    const { page, saved } = await open({ at });
    await page.getByRole('button', { name: 'Guardar expediente' }).click();
    await expect(page.getByText(/^Guardado en/)).toBeVisible();
    expect(saved.at(-1)?.name).toMatch(/\.dossier\.zip$/);
  });
}

test('the directory is searched, and what was found is saved', async ({ open }) => {
  const { page, station, saved } = await open({ at: '#/officials' });
  await page.getByRole('searchbox').fill('PE-1');
  await expect(page.getByRole('row', { name: /PE-2/ })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /PE-1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Guardar lo encontrado…' }).click();
  await expect(page.getByText(/^Se guardaron 1 funcionarios en/)).toBeVisible();
  expect(saved.at(-1)?.name).toBe('officials.xml');
  expect(station.calls.findLast((call) => call.name === 'exportOfficials')?.request).toEqual({ search: 'PE-1' });
});

test('a name too long for the directory’s columns is read whole: beneath the list by the keys, and under the pointer', async ({ open }) => {
  const { page, station } = await open();
  const name = 'María de los Ángeles Fernández de Córdova y Valenzuela Larraín';
  const entityName = 'Servicio Nacional de Sanidad, Inocuidad y Calidad Agroalimentaria de la Región Central';
  const answer = station.call.bind(station);
  station.call = async (call, request) => {
    const reply = await answer(call, request);
    if (call !== 'officials' || !reply.ok) return reply;
    const { rows, total } = reply.value as { rows: object[]; total: number };
    return { ok: true, value: { total, rows: rows.map((row, index) => (index === 1 ? { ...row, name, entityName } : row)) } };
  };
  await page.evaluate(() => (location.hash = '#/officials'));
  await expect(page.getByRole('grid')).toBeFocused();
  const whole = page.getByText(`${name} · ${entityName} · Autoridad de práctica CL · Certificado de origen`);
  await expect(whole).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(whole).toBeVisible();
  await expect(page.getByTitle(entityName)).toBeVisible();
  await expectNoSideways(page);
});

test('the age of the evidence counts down in the header and beside the contingency', async ({ open }) => {
  const { page } = await open({ at: '#/contingency' });
  await expect(page.getByRole('banner').getByText(/^Puede firmar 2 d 22 h más$/)).toBeVisible();
  await expect(page.getByText('envejecida; la política permite usarla 2 d 22 h más')).toBeVisible();
  await expect(page.getByText(/^al día; vale 1[78] h \d+ min más$/)).toBeVisible();
});

test('on evidence that has aged one may sign for as long as the policy says, and reads how long that is', async ({ open }) => {
  const { page, station } = await open();
  const answer = station.call.bind(station);
  const until = new Date(Date.now() + 5.5 * 3_600_000).toISOString();
  station.call = async (name, request) => {
    const reply = await answer(name, request);
    if (name !== 'authority' || !reply.ok) return reply;
    const { rows } = reply.value as { rows: object[] };
    const judgement = { verdict: 'undecided', reasons: ['revocation-stale'] };
    return { ok: true, value: { rows: rows.map((row) => ({ ...row, judgement, offlineUntil: until })) } };
  };
  const id = 'PRACTICA-CL-2026-000101';
  const review = await answer('openReview', { id });
  if (review.ok) await answer('approve', { id, digest: (review.value as { digest: string }).digest });
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox', { name: 'Seleccionar todos' }).click();
  await page.getByRole('button', { name: 'Firmar 1 certificado' }).click();
  await expect(page.getByText('Puede firmarse sin línea')).toBeVisible();
  await expect(page.getByText(/^La política lo permite 5 h \d+ min más: hasta el /)).toBeVisible();
  await expect(page.getByText('Se firmará con evidencia guardada', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Firmar 1 certificado con PIN' }).click();
  await expect(page.getByText('El certificado quedó firmado y en la cola')).toBeVisible();
});
