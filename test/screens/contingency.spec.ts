import { expect, picture, test } from '#test/screens/window.ts';

const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();

const earlier = {
  id: 'c-0',
  reason: 'Corte de fibra.',
  declaredAt: '2026-03-02T09:00:00.000Z',
  declaredBy: 'Funcionaria de Práctica',
  closedAt: '2026-03-02T15:30:00.000Z',
  durationMs: 23_400_000,
  issued: 41,
  delivered: 40,
  byCourier: 12,
  open: [{ id: 'x', number: 'PRACTICA-2026-000377', state: 'refused' }],
};

test('an outage is told in the header, declared with a reason and carried by courier', async ({ open }) => {
  const { page, saved, station } = await open({
    line: 'down',
    chosen: [{ name: 'recibos.courier', bytes: [123, 125] }],
    contingency: { state: 'offered', lineDownSince: anHourAgo, offeredAt: anHourAgo, waiting: 3, past: [earlier] },
  });
  await page
    .locator('header')
    .getByRole('link', { name: /Sin línea.*Contingencia/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Puede declarar la contingencia' })).toBeVisible();
  await picture(page, 'contingency-offered-es-light');
  await page.getByRole('button', { name: 'Declarar la contingencia…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Corte de energía en la región.');
  await page.getByRole('dialog').getByRole('button', { name: 'Declarar' }).click();
  await expect(page.getByRole('heading', { name: 'Contingencia declarada' })).toBeVisible();
  await expect(page.getByText('Corte de energía en la región.')).toBeVisible();
  await page.getByRole('button', { name: 'Exportar 3 documentos a un archivo sellado…' }).click();
  await expect.poll(() => saved).toEqual([{ name: 'rubrica-practica.courier', size: 3 }]);
  await page.getByRole('combobox', { name: 'Sellado para' }).selectOption('Para estacion-cl-sur');
  await page.getByRole('button', { name: 'Exportar 3 documentos a un archivo sellado…' }).click();
  await expect.poll(() => saved.length).toBe(2);
  const sealedTo = station.calls.filter((call) => call.name === 'exportCourier').map((call) => call.request);
  expect(sealedTo).toEqual([{ to: null }, { to: 'estacion-cl-sur' }]);
  await page.getByRole('button', { name: 'Importar lo que trajo el mensajero…' }).click();
  await expect(page.getByText('Recibos anotados: 2 entregados, 0 rechazados, 0 de otras estaciones.')).toBeVisible();
  await page.getByRole('button', { name: 'Guardar informe…' }).click();
  await expect.poll(() => saved.at(-1)?.name).toBe('contingencia.xlsx');
  await expect(page.getByRole('row', { name: /Corte de fibra\..*Funcionaria de Práctica/ })).toBeVisible();
  await picture(page, 'contingency-declared-es-light');
  expect(station.calls.find((call) => call.name === 'declareContingency')?.request).toEqual({ reason: 'Corte de energía en la región.' });
});

const peru = {
  country: 'PE',
  why: 'silent' as 'silent' | 'unreachable' | null,
  since: anHourAgo as string | null,
  state: 'offered' as 'none' | 'offered' | 'declared',
  offeredAt: anHourAgo,
  current: null,
  unanswered: 7,
  mayClose: false,
};

test('one country that does not answer is told in the header and the monitor, and has a contingency of its own', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor', contingency: { countries: [peru], past: [{ ...earlier, country: 'PE' }] } });
  await expect(page.locator('header')).toContainText(/Con línea· ?Perú no responde· ?Contingencia/);
  await expect(page.getByRole('region', { name: '1 país no responde' })).toContainText(/Perú no acusa recibo de nada de lo enviado desde/);
  await page.getByRole('region', { name: '1 país no responde' }).getByRole('link').click();
  const step = page.getByRole('region', { name: 'Puede declarar la contingencia para Perú' });
  await expect(step).toContainText('se entrega a la ventanilla nacional, que lo pasa en cuanto el país vuelva');
  await expect(step).toContainText('Sin respuesta del país: 7');
  await expect(page.getByRole('heading', { name: 'No hay contingencia' })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Perú.*Corte de fibra/ })).toBeVisible();
  await picture(page, 'contingency-country-offered-es-light');
  await step.getByRole('button', { name: 'Declarar la contingencia para Perú…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('La ventanilla de Perú no responde.');
  await page.getByRole('dialog').getByRole('button', { name: 'Declarar' }).click();
  const declared = page.getByRole('region', { name: 'Contingencia declarada para Perú' });
  await expect(declared).toContainText('La ventanilla de Perú no responde.');
  await expect(declared.getByRole('button', { name: 'Cerrar la contingencia para Perú' })).toBeDisabled();
  await picture(page, 'contingency-country-declared-es-light');
  const reason = 'La ventanilla de Perú no responde.';
  expect(station.calls.find((call) => call.name === 'declareContingency')?.request).toEqual({ reason, country: 'PE' });
  const current = { id: 'c-1', reason, declaredAt: anHourAgo, declaredBy: 'Ana', issued: 2 };
  station.setContingency({ countries: [{ ...peru, why: null, since: null, state: 'declared', current, mayClose: true }] });
  await expect(declared).toContainText('Perú vuelve a responder.');
  await declared.getByRole('button', { name: 'Cerrar la contingencia para Perú' }).click();
  await expect.poll(() => station.calls.find((call) => call.name === 'closeContingency')?.request).toEqual({ country: 'PE' });
});

test('an outage of the line and of two countries stand each by itself, in English too', async ({ open }) => {
  const current = { id: 'c-1', reason: 'Their gateway is down', declaredAt: anHourAgo, declaredBy: 'Ana', issued: 2 };
  const { page, station } = await open({
    at: '#/contingency',
    line: 'down',
    settings: { language: 'en', theme: 'dark' },
    contingency: {
      state: 'offered',
      lineDownSince: anHourAgo,
      offeredAt: anHourAgo,
      countries: [
        { ...peru, state: 'declared', current },
        { ...peru, country: 'CO', why: 'unreachable', state: 'none' },
      ],
    },
  });
  await expect(page.locator('header')).toContainText('2 countries do not answer');
  for (const heading of [
    'You may declare the contingency',
    'Contingency declared for Peru',
    /^Colombia has not answered the gateway since/,
  ])
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  await expect(page.getByText('The line to the gateway works')).toHaveCount(0);
  await picture(page, 'contingency-several-en-dark');
  station.setContingency({ state: 'none', lineDownSince: null, offeredAt: null });
  await expect(page.getByText('What is signed for this country waits here and leaves by itself')).toBeVisible();
});

test('what one sealed file cannot hold goes into the next, and the person is told to carry both', async ({ open }) => {
  const { page, station, saved } = await open({ at: '#/contingency', contingency: { waiting: 120 } });
  await page.getByRole('button', { name: 'Exportar 120 documentos a un archivo sellado…' }).click();
  await expect.poll(() => saved.map(({ name }) => name)).toEqual(['rubrica-practica.courier', 'rubrica-practica-2.courier']);
  await expect(
    page.getByText(
      /^120 documentos sellados en .*rubrica-practica\.courier, .*rubrica-practica-2\.courier\. Lleve los 2 archivos; se importan en este orden\.$/,
    ),
  ).toBeVisible();
  const asked = station.calls.filter((call) => call.name === 'exportCourier').map((call) => call.request);
  expect(asked).toEqual([{ to: null }, { to: null, after: 'key-last' }]);
});

test('what waited through an outage is seen leaving, one after the other, until it is gone', async ({ open }) => {
  const { page, station } = await open({ at: '#/contingency', contingency: { waiting: 120, leaving: 120 } });
  const told = page.getByRole('region', { name: 'Esperan salir' });
  await expect(told).toContainText('Sale en orden lo que esperaba: 0 de 120.');
  station.setContingency({ waiting: 45, leaving: 45 });
  await expect(told).toContainText('Sale en orden lo que esperaba: 75 de 120.');
  await expect(told.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '75');
  await picture(page, 'contingency-leaving-es-light');
  station.setContingency({ waiting: 0, leaving: 0 });
  await expect(told).toHaveCount(0);
});

test('a station that never heard of the gateway’s key or of its sisters is told in words what to do', async ({ open }) => {
  const never = { toGateway: false, toStations: [], stationsToldAt: null, carriedWaiting: 0 };
  const { page, station } = await open({ at: '#/contingency', contingency: { waiting: 2, courier: never } });
  const courier = page.getByRole('region', { name: 'Mensajero' });
  await expect(courier).toContainText('falta la clave de la ventanilla, que la estación pide sola en cuanto tiene línea');
  await expect(courier).toContainText('Qué otras estaciones tiene su institución lo dice la ventanilla cuando hay línea; aún no lo dijo.');
  await expect(courier.getByRole('button', { name: /Exportar 2/ })).toBeDisabled();
  station.setContingency({ courier: { ...never, toStations: ['estacion-sur'], stationsToldAt: anHourAgo } });
  await expect(courier).toContainText('Otras estaciones de su institución, según la ventanilla hace 1 hora: estacion-sur.');
  await courier.getByRole('button', { name: /Exportar 2/ }).click();
  await expect.poll(() => station.calls.find((call) => call.name === 'exportCourier')?.request).toEqual({ to: 'estacion-sur' });
});

test('since when there is no line is told by the clock where that was today', async ({ open }) => {
  const { page } = await open({ line: 'down', lineSince: new Date().toISOString() });
  await expect(page.locator('header')).toContainText(/Sin línea\s*desde \d\d:\d\d(?!:)/);
});

test('a gateway that answers and does not serve is told apart from a line that is gone', async ({ open }) => {
  const { page } = await open({ line: 'down', lineCode: 'gatewayBusy', lineSince: new Date().toISOString() });
  await expect(page.locator('header')).toContainText(/La ventanilla no atiende\s*desde \d\d:\d\d/);
});

test('since when there is no line is told with its date where that was another day', async ({ open }) => {
  const lineSince = new Date(Date.now() - 30 * 3_600_000).toISOString();
  const { page } = await open({ at: '#/contingency', line: 'down', lineSince, contingency: { lineDownSince: lineSince } });
  await expect(page.locator('header')).toContainText(/Sin línea\s*desde \d+ de \S+, \d\d:\d\d/);
  await expect(page.getByRole('heading', { name: /^Sin línea desde \d+ de \S+, \d\d:\d\d$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'No hay documentos que exportar' })).toBeDisabled();
});

test('what no line and no machine ends is put away by a person', async ({ open }) => {
  const sentence = { es: 'Aviso de Perú: Rosa declaró la contingencia.', en: 'Notice from Peru: Rosa declared a contingency.' };
  const notice = {
    id: 'n-9',
    topic: 'fromAbroad',
    subject: 'x',
    country: 'PE',
    sentence,
    isSettledByPerson: true,
    raisedAt: anHourAgo,
    count: 1,
  };
  const { page, station } = await open({ notices: [notice] });
  await page.locator('header').getByRole('link', { name: '1 aviso por leer' }).click();
  await page.getByRole('button', { name: 'Visto: Aviso de Perú: Rosa declaró la contingencia.' }).click();
  await expect(page.getByText('No hay avisos abiertos.')).toBeVisible();
  await expect(page.locator('header').getByText('por leer')).toHaveCount(0);
  expect(station.calls.find((call) => call.name === 'settleNotice')?.request).toEqual({ id: 'n-9' });
});

test('a clock that is too far from the gateway’s is told in the header, with how far', async ({ open }) => {
  const { page } = await open({ at: '#/contingency', clockDifferenceMs: -12 * 60_000 });
  const told = page.locator('header').getByRole('link', { name: /reloj desajustado/ });
  await expect(told).toHaveAttribute('title', 'El reloj va 12 min atrasado respecto de la ventanilla.');
  await expect(page.getByRole('main')).toContainText('El reloj va 12 min atrasado respecto de la ventanilla.');
});
