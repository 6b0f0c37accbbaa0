import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { givePin, launchApp, type RunningApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';
import { openRow, pressButton, typeFields } from '#test/e2e/keyboard.ts';
import { approveByKeys } from '#test/decide.ts';

const pictures = join(root, 'screenshots/e2e');
mkdirSync(pictures, { recursive: true });
const pdftotext = '/usr/bin/pdftotext';

const first = 'PRACTICA-CL-2026-000901';
const second = 'PRACTICA-CL-2026-000902';

/** In the order of the form; what has a default is left as it stands. */
const typed = {
  'certificate.number': first,
  'certificate.issuedAt': '2026-11-22T10:30',
  'certificate.issuer': 'Organización Fitosanitaria de Ensayo',
  'exporter.name': 'Exportadora de Ensayo Ltda.',
  'exporter.address': 'Calle de Ensayo 21',
  'exporter.city': 'Curicó',
  'exporter.country': 'CL',
  'consignee.name': 'Importadora de Ensayo S.A.C.',
  'consignee.address': 'Jirón de Ensayo 22',
  'consignee.city': 'Lima',
  'consignee.country': 'PE',
  'route.exportCountry': 'CL',
  'route.importCountry': 'PE',
  'route.entryCode': 'PECLL',
  'route.entryName': 'Callao',
  'conveyances[0].mode': '1',
  'conveyances[0].means': 'Nave de Ensayo',
  'lines[0].description': 'Uva de mesa fresca',
  'lines[0].botanicalName': 'Vitis vinifera',
  'lines[0].hsCode': '080610',
  'lines[0].netWeight': '1234.5',
  'lines[0].grossWeight': '1300',
  'lines[0].packageCount': '150',
  'lines[0].packageType': 'BX',
  'lines[0].originCountry': 'CL',
  'officer.name': 'Oficial de Ensayo',
  'officer.place': 'Valparaíso',
};

async function reviewAndSign(running: RunningApp, number: string): Promise<void> {
  const { app, page, practice } = running;
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await approveByKeys(page);
  await expect(page.getByRole('button', { name: 'Firmar ahora' })).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeEnabled();
  await pressButton(page, 'Firmar 1 certificado con PIN');
  await givePin(app, practice.pin);
}

// three certificates' whole way, every field by keyboard
test.setTimeout(300_000);

test('a certificate is drafted from nothing by keyboard, signed, sent, acknowledged, printed, replaced and withdrawn', async () => {
  const running = await launchApp({ work: [] });
  const { page, practice } = running;
  try {
    await expect(page.getByText('Con línea')).toBeVisible();
    await pressButton(page, 'Redactar…');
    await pressButton(page, 'Empezar: Certificado fitosanitario');
    await expect(page.getByLabel('Número', { exact: true })).toBeVisible();
    await typeFields(page, typed);
    await expect(page.getByText('Listo para revisar y firmar')).toBeVisible();
    await page.screenshot({ path: join(pictures, 'draft.png') });
    await pressButton(page, 'Terminar y revisar');
    await reviewAndSign(running, first);
    await acknowledged(running, 1);

    await openInOutbox(page, first);
    await page.screenshot({ path: join(pictures, 'draft-certificate.png') });
    const sent = practice.gateway.admin.deliveries()[0];
    if (!sent) throw new Error('nothing was sent');
    const xml = new TextDecoder().decode(sent.bytes);
    expect(Object.values(typed).filter((value) => !xml.includes(value))).toEqual([]);
    await printed(running, first, xml);

    await pressButton(page, 'Reemplazar');
    await expect(page.getByLabel('Número del certificado reemplazado')).toHaveValue(first);
    await typeFields(page, {
      'certificate.number': second,
      'replacement.reason': 'Cambio de destinatario',
      'consignee.name': 'Otra Importadora S.A.C.',
    });
    await expect(page.getByText('Listo para revisar y firmar')).toBeVisible();
    await page.screenshot({ path: join(pictures, 'draft-replacement.png') });
    await pressButton(page, 'Terminar y revisar');
    await expect(page.getByRole('row', { name: /Importadora de Ensayo S.A.C. Otra Importadora S.A.C./ })).toBeVisible();
    await page.screenshot({ path: join(pictures, 'draft-replacement-review.png') });
    await reviewAndSign(running, second);
    await acknowledged(running, 2);
    await openInOutbox(page, first);
    await expect(page.getByRole('region', { name: 'Estado' })).toContainText('Reemplazado');

    await openInOutbox(page, second);
    await pressButton(page, 'Anular');
    await reviewAndSign(running, second);
    await acknowledged(running, 3);
    await expect(page.getByRole('row').filter({ hasText: second }).filter({ hasText: 'Anulado' })).toBeVisible();
    await page.screenshot({ path: join(pictures, 'draft-outbox.png') });

    const texts = practice.gateway.admin.deliveries().map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(texts[1]).toContain(`>${first}</`);
    expect(texts[1]).toContain('>ADRPN</');
    expect(texts[1]).toContain('>Cambio de destinatario</');
    expect(texts[2]).toMatch(/StatusCode[^>]*>40</);
  } finally {
    await page.screenshot({ path: join(pictures, 'draft-last.png') }).catch(() => null);
    await running.close();
  }
});

async function acknowledged({ page, practice }: RunningApp, count: number): Promise<void> {
  const good = (): number => practice.gateway.admin.deliveries().filter(({ acknowledgement }) => acknowledgement?.code === 'RCB').length;
  await expect.poll(good, { timeout: 20_000 }).toBe(count);
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1, name: 'Salida' })).toBeVisible();
}

async function openInOutbox(page: RunningApp['page'], number: string): Promise<void> {
  await page.keyboard.press('Control+2');
  await openRow(page, number);
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
}

const flat = (text: string): string => text.replaceAll(/[\s\u00AD]+/g, '');

/** Saved as a PDF from the page, and read back: every text of the document stands on the paper. */
async function printed({ app, page, practice }: RunningApp, number: string, xml: string): Promise<void> {
  const path = join(practice.folder, `${number}.pdf`);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await pressButton(page, 'Guardar PDF');
  await expect(page.getByText(/^Guardado en/)).toBeVisible({ timeout: 20_000 });
  const pdf = readFileSync(path);
  writeFileSync(join(pictures, 'draft.pdf'), pdf);
  expect(pdf.includes('/StructTreeRoot')).toBe(true);
  expect(existsSync(pdftotext), 'npm test installs poppler-utils').toBe(true);
  const text = flat(spawnSync(pdftotext, ['-raw', path, '-']).stdout.toString());
  expect(textsOf(xml).filter((value) => !text.includes(flat(onPaper(value))))).toEqual([]);
  // each page says of which document it is, and which of how many
  const pages = [...text.matchAll(new RegExp(`${number}·Rúbrica·(\\d+)/(\\d+)`, 'g'))].map(([, page, of]) => `${page} of ${of}`);
  expect(pages).toEqual(Array.from({ length: pages.length }, (_, index) => `${index + 1} of ${pages.length}`));
  expect(pages.length).toBeGreaterThan(0);
}

/** A moment is written out with its offset; the system of the tariff is named by the field itself. */
function onPaper(value: string): string {
  if (value === 'HS') return 'Clasificación arancelaria (SA)';
  const [, day, clock, offset] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d([+-]\d\d:\d\d)$/.exec(value) ?? [];
  if (day === undefined) return value;
  return `${new Date(day).toLocaleDateString('es-CO', { dateStyle: 'long', timeZone: 'UTC' })}, ${clock} (UTC${offset})`;
}

/** Every text of the document but its signature. */
function textsOf(xml: string): readonly string[] {
  const own = xml.replace(/<(\w+:)?Signature[ >][\s\S]*<\/(\w+:)?Signature>/, '');
  return [...own.matchAll(/>([^<>]*[^<>\s][^<>]*)</g)].map(([, text = '']) => text.trim());
}
