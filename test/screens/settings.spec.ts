import { expect, expectNoSideways, picture, test } from '#test/screens/window.ts';

test('the settings choose a version by destination, and tell which schema judges what', async ({ open }) => {
  const { page, station } = await open({ at: '#/settings' });
  const chosen = () => station.calls.filter(({ name }) => name === 'changeSettings').at(-1)?.request;
  await page.getByRole('combobox', { name: 'Certificado fitosanitario: Chile' }).selectOption('17A');
  await expect.poll(chosen).toEqual({ documentVersions: { 'phytosanitary/CL': '17A' } });
  await page.getByRole('combobox', { name: 'Añadir un país' }).selectOption({ label: 'Ecuador' });
  await expect.poll(chosen).toEqual({ documentVersions: { 'phytosanitary/CL': '17A', 'phytosanitary/EC': '17A' } });
  await page.getByRole('button', { name: 'Quitar Ecuador' }).press('Enter');
  await expect.poll(chosen).toEqual({ documentVersions: { 'phytosanitary/CL': '17A' } });
  await expect(page.getByRole('combobox', { name: 'Certificado fitosanitario: los demás' })).toBeFocused();

  const pack = page.getByRole('row', { name: /Alianza del Pacífico 4\.0\.0/ });
  await pack.scrollIntoViewIfNeeded();
  await expect(pack).toContainText('Provisional');
  await expect(pack).toContainText('Del programa');
  await expectNoSideways(page);
  await picture(page, 'settings-schemas-es-light');
});

test('of two versions chosen while the station is still keeping the first, both are kept', async ({ open }) => {
  const { page, station } = await open({ at: '#/settings' });
  const keptNow = station.holdNext('changeSettings');
  await page.getByRole('combobox', { name: 'Certificado fitosanitario: Chile' }).selectOption('17A');
  await page.getByRole('combobox', { name: 'Certificado fitosanitario: Perú' }).selectOption('13B');
  keptNow();
  const chosen = () => station.calls.filter(({ name }) => name === 'changeSettings').at(-1)?.request;
  await expect.poll(chosen).toEqual({ documentVersions: { 'phytosanitary/CL': '17A', 'phytosanitary/PE': '13B' } });
});

test('a version the institution holds cannot be chosen', async ({ open }) => {
  const { page } = await open({
    at: '#/settings',
    settings: { locked: ['documentVersions'], documentVersions: { 'phytosanitary/*': '13B' } },
  });
  await expect(page.getByRole('combobox', { name: 'Certificado fitosanitario: Chile' })).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Certificado fitosanitario: los demás' })).toHaveValue('13B');
});

test('a policy whose values are longer than the page is wide does not push anything out of it', async ({ open }) => {
  const long = `MCowBQYDK2VwAyEA${'A'.repeat(43)}=`;
  const row = (key: string, value: string) => ({ key, value, source: 'machine', place: '/etc/rubrica/policy.json', isHeld: true }) as const;
  const rows = [row('updates.keys', `${long}, ${long}`), row('gateway.certificateFile', `/etc/rubrica/${'estacion-'.repeat(20)}.pem`)];
  const { page } = await open({ at: '#/settings', policy: { isReplaced: false, rows, problems: [] } });
  await expect(page.getByRole('cell', { name: /^MCow/ })).toBeVisible();
  await expectNoSideways(page);
  const panel = await page.getByRole('region', { name: 'Política vigente' }).boundingBox();
  expect((panel?.x ?? 0) + (panel?.width ?? 9_999)).toBeLessThanOrEqual(1366);
});

for (const typed of ['0', '-5', '1.5', '', '721'])
  test(`the hours that make work urgent are whole ones, and «${typed}» is refused at the field in words`, async ({ open }) => {
    const { page, station } = await open({ at: '#/settings' });
    const hours = page.getByRole('textbox', { name: /^Marcar como urgente/ });
    await hours.fill(typed);
    await hours.press('Enter');
    await expect(page.getByText('Escriba un número entero entre 1 y 720.')).toBeInViewport();
    await expect(hours).toHaveAccessibleDescription('Escriba un número entero entre 1 y 720.');
    await hours.fill('36');
    await hours.press('Enter');
    await expect
      .poll(() => station.calls.filter(({ name }) => name === 'changeSettings').map(({ request }) => request))
      .toEqual([{ urgentHours: 36 }]);
  });

test('what the policy sets is told in words, also where it is yes, no or an empty list', async ({ open }) => {
  const row = (key: string, value: string) => ({ key, value, source: 'machine', place: '/etc/rubrica/policy.json', isHeld: true }) as const;
  const rows = [row('modules.only', 'true'), row('modules.paths', '[]')];
  const { page } = await open({ at: '#/settings', policy: { isReplaced: false, rows, problems: [] } });
  await expect(
    page
      .getByRole('row', { name: /modules\.only/ })
      .getByRole('cell')
      .first(),
  ).toHaveText('sí');
  await expect(
    page
      .getByRole('row', { name: /modules\.paths/ })
      .getByRole('cell')
      .first(),
  ).toHaveText('ninguno');
});

for (const at of ['#/settings', '#/about']) {
  test(`the panels end where the heading above them ends: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    const ends = await page.getByRole('main').evaluate((main) => {
      const endOf = (some: Iterable<Element>): number => Math.max(...[...some].map((one) => one.getBoundingClientRect().right));
      return { heading: endOf(main.querySelector('h1')?.parentElement?.children ?? []), panels: endOf(main.querySelectorAll('section')) };
    });
    expect(ends.panels).toBe(ends.heading);
  });
}
