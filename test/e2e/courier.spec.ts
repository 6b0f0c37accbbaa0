import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { issueCertificate } from '#main/practice/issue.ts';
import { givePin, startElectron } from '#test/e2e/launch.ts';
import { openPracticeWorld, type PracticeWorld } from '#test/practice-world.ts';
import { approveByKeys } from '#test/decide.ts';

type Line = { readonly port: number; isCut: boolean; close(): Promise<void> };

/** The way from one station to the gateway; cutting it ends what is under way. */
async function openLine(gatewayUrl: string): Promise<Line> {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const track = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = net.createServer((client) => {
    track(client);
    if (isCut) return client.destroy();
    const gateway = track(net.connect(Number(new URL(gatewayUrl).port), '127.0.0.1'));
    client.pipe(gateway).pipe(client);
    client.once('close', () => gateway.destroy());
    return gateway.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    get isCut() {
      return isCut;
    },
    set isCut(next) {
      isCut = next;
      if (next) for (const socket of sockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Post = { readonly app: ElectronApplication; readonly page: Page };

/** A station of the agency in its own window, with its own folder and certificate, at the end of its own line. */
async function openPost({ folder, practice }: PracticeWorld, name: string, url: string): Promise<Post> {
  const { gateway } = practice.config;
  if (gateway === null) throw new Error('practice has a gateway');
  const identity = await issueCertificate({
    name,
    subject: `C=CL, O=Práctica Rúbrica, CN=${name}`,
    issuer: practice.pki.issuing,
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
  });
  const place = (what: string): string => join(folder, `${name}.${what}`);
  writeFileSync(place('pem'), identity.certificatePem);
  writeFileSync(place('key.pem'), identity.privateKeyPem);
  await practice.gateway.admin.addUser({ name, country: 'CL', password: gateway.password, participant: gateway.station });
  const policy = {
    report: { isReplaced: true, rows: [], problems: [] },
    locked: [],
    language: 'es',
    urgentHours: 24,
    onlyNamedModules: false,
    proxy: 'direct',
    contingencyAfterMinutes: 0,
    retentionYears: 5,
    addresses: [],
    log: { level: 'info', keep: 5 },
  };
  const line = { ...gateway, url, user: name, certificateFile: place('pem'), keyFile: place('key.pem') };
  writeFileSync(place('json'), JSON.stringify({ ...practice.config, dataFolder: join(folder, name), gateway: line, policy }));
  const app = await startElectron({ ...practice, configFile: place('json') }, ['.']);
  const page = await app.firstWindow();
  await expect(page.getByText('Con línea')).toBeVisible();
  return { app, page };
}

/** What the person chooses in the next dialogs. */
async function choose({ app }: Post, files: { readonly open?: string; readonly save?: string }): Promise<void> {
  await app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
  }, files);
}

async function toContingency({ page }: Post): Promise<void> {
  await page
    .locator('header')
    .getByRole('link', { name: /línea/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contingencia' })).toBeVisible();
}

/** Two certificates approved and signed with one PIN. */
async function signTwo({ app, page }: Post, pin: string): Promise<void> {
  await page.getByRole('link', { name: 'Por firmar' }).click();
  await page.getByText('PRACTICA-CL-2026-000101').dblclick();
  for (const number of ['101', '102', '103']) {
    await expect(page.getByRole('heading', { level: 1, name: `PRACTICA-CL-2026-000${number}` })).toBeVisible();
    if (number !== '103') await approveByKeys(page);
  }
  await page.keyboard.press('Escape');
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Firmar 2 certificados' }).click();
  await page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' }).click();
  await givePin(app, pin);
  await expect(page.getByText('Los 2 certificados quedaron firmados y en la cola')).toBeVisible();
}

test('an outage is declared by name, a courier carries what was signed to another station and brings the receipts back, and the report says so', async () => {
  const world = await openPracticeWorld('courier');
  const { practice, folder } = world;
  const gatewayUrl = practice.config.gateway?.url ?? '';
  const line = await openLine(gatewayUrl);
  const [stick, receipts, report] = [join(folder, 'stick.courier'), join(folder, 'receipts.courier'), join(folder, 'report.xlsx')];
  const posts: Post[] = [];
  try {
    const south = await openPost(world, 'estacion-sur', gatewayUrl);
    posts.push(south);
    const north = await openPost(world, 'estacion-norte', `https://localhost:${line.port}`);
    posts.push(north);
    await toContingency(north);
    await expect(north.page.getByRole('combobox', { name: 'Sellado para' })).toBeVisible();

    line.isCut = true;
    await north.page.getByRole('button', { name: 'Enviar y recibir ahora' }).click();
    await north.page.getByRole('button', { name: 'Declarar la contingencia…' }).click();
    const declare = async (): Promise<void> => {
      await north.page.getByRole('dialog').getByRole('textbox').fill('Corte de fibra en la región.');
      await north.page.getByRole('dialog').getByRole('button', { name: 'Declarar' }).click();
    };
    await declare();
    await expect(north.page.getByText('Falta su nombre')).toBeVisible();
    await north.page.getByRole('button', { name: 'Abrir los ajustes' }).click();
    await north.page.getByLabel('Nombre del funcionario').fill('Funcionaria de Práctica');
    await north.page.getByLabel('Nombre del funcionario').press('Enter');
    await toContingency(north);
    await north.page.getByRole('button', { name: 'Declarar la contingencia…' }).click();
    await declare();
    await expect(north.page.getByText(/La declaró Funcionaria de Práctica el/)).toBeVisible();

    await signTwo(north, practice.pin);
    await toContingency(north);
    await north.page.getByRole('combobox', { name: 'Sellado para' }).selectOption('Para estacion-sur');
    await choose(north, { save: stick });
    await north.page.getByRole('button', { name: 'Exportar 2 documentos a un archivo sellado…' }).click();
    await expect(north.page.getByText(`2 documentos sellados en ${stick}`)).toBeVisible();
    expect(practice.gateway.admin.deliveries()).toEqual([]);

    await toContingency(south);
    await choose(south, { open: stick, save: receipts });
    await south.page.getByRole('button', { name: 'Importar lo que trajo el mensajero…' }).click();
    await expect(south.page.getByText(/^Se entregaron 2; 0 rechazados; 0 esperan salir\./)).toBeVisible();
    await expect.poll(() => existsSync(receipts)).toBe(true);
    expect(practice.gateway.admin.deliveries()).toHaveLength(2);

    await choose(north, { open: receipts });
    await north.page.getByRole('button', { name: 'Importar lo que trajo el mensajero…' }).click();
    await expect(north.page.getByText('Recibos anotados: 2 entregados, 0 rechazados, 0 de otras estaciones.')).toBeVisible();

    line.isCut = false;
    await north.page.getByRole('button', { name: 'Enviar y recibir ahora' }).click();
    await expect(north.page.getByText('Con línea')).toBeVisible();
    await north.page.getByRole('link', { name: 'Salida' }).click();
    await expect(north.page.getByText('Recibido bien').nth(1)).toBeVisible();
    expect(practice.gateway.admin.deliveries()).toHaveLength(2);

    await toContingency(north);
    await north.page.getByRole('button', { name: 'Cerrar la contingencia' }).click();
    await expect(north.page.getByRole('row', { name: /Corte de fibra en la región\..*Funcionaria de Práctica.* 2 2 2 0 / })).toBeVisible();
    await choose(north, { save: report });
    await north.page.getByRole('button', { name: 'Guardar informe…' }).click();
    await expect(north.page.getByText(`El informe quedó en ${report}`)).toBeVisible();
    expect(readFileSync(report).subarray(0, 2).toString()).toBe('PK');
  } finally {
    for (const { app } of posts) await app.close();
    await line.close();
    await world.remove();
  }
});
