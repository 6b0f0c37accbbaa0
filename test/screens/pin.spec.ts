import type { Page } from '@playwright/test';
import type { PinWindowRequest } from '#contract/window-api.ts';
import { expect, picture, test as base } from '#test/screens/window.ts';

type Given = { readonly pin: number[]; readonly isFinalTryConfirmed: boolean };
type Opened = { readonly page: Page; readonly given: Given[]; readonly cancelled: number[] };

const request: PinWindowRequest = {
  tokenLabel: 'PRACTICA',
  signer: 'CN=Funcionaria de Práctica,O=Autoridad de práctica,C=CL',
  triesLeft: 'many',
  minLength: 4,
  maxLength: 8,
  pad: false,
  documents: [
    { number: 'PRACTICA-CL-2026-000101', title: 'Certificado fitosanitario', destination: 'PE', digest: `sha256:${'9a'.repeat(32)}` },
    { number: 'PRACTICA-CL-2026-000102', title: 'Certificado fitosanitario', destination: 'CO', digest: `sha256:${'4b'.repeat(32)}` },
  ],
  language: 'es',
  theme: 'light',
};

const test = base.extend<{ openPin(facts?: Partial<PinWindowRequest>): Promise<Opened> }>({
  openPin: async ({ page, server, troubles }, use) => {
    await page.setViewportSize({ width: 480, height: 600 });
    await use(async (facts = {}) => {
      const given: Given[] = [];
      const cancelled: number[] = [];
      await page.exposeFunction('__request', () => ({ ...request, ...facts }));
      await page.exposeFunction('__give', (pin: number[], isFinalTryConfirmed: boolean) => void given.push({ pin, isFinalTryConfirmed }));
      await page.exposeFunction('__cancel', () => void cancelled.push(1));
      await page.exposeFunction('__trouble', (what: string) => void troubles.push(what));
      await page.addInitScript(() => {
        const shell = globalThis as unknown as Record<string, (...values: readonly unknown[]) => Promise<unknown>> & {
          rubricaPin: unknown;
        };
        shell.rubricaPin = {
          request: () => shell['__request']?.(),
          give: (pin: Uint8Array, isFinal: boolean) => shell['__give']?.([...pin], isFinal),
          cancel: () => shell['__cancel']?.(),
        };
        addEventListener('securitypolicyviolation', (event) => void shell['__trouble']?.(`policy: ${event.violatedDirective}`));
      });
      await page.goto(`${server.url}/pin.html`);
      await page.locator('h1').waitFor();
      return { page, given, cancelled };
    });
  },
});

test('the PIN window says what is signed, for whom, and how many tries are left', async ({ openPin }) => {
  const { page } = await openPin();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Va a firmar 2 documentos');
  await expect(page.getByRole('definition').first()).toHaveText('Funcionaria de Práctica');
  await expect(page.getByRole('listitem').first()).toContainText('PRACTICA-CL-2026-000101');
  await expect(page.getByRole('listitem').first()).toContainText('para Perú');
  await expect(page.getByRole('listitem').first()).toContainText('9A9A 9A9A … 9A9A 9A9A');
  await expect(page.getByText('Quedan varios intentos antes de que el token se bloquee.')).toBeVisible();
  await picture(page, 'pin-es-light');
});

test('a PIN is handed over as bytes and leaves nothing in the page', async ({ openPin }) => {
  const { page, given } = await openPin();
  await page.keyboard.type('73951');
  await page.keyboard.press('Enter');
  await expect.poll(() => given).toEqual([{ pin: [...Buffer.from('73951')], isFinalTryConfirmed: false }]);
  await expect(page.locator('input[type=password]')).toHaveValue('');
  expect(await page.content()).not.toContain('73951');
});

test('a PIN of the wrong length is told before a try is spent', async ({ openPin }) => {
  const { page, given } = await openPin({ language: 'en' });
  await page.keyboard.type('73');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('This token’s PIN has at least 4 characters. No try was spent.');
  expect(given).toEqual([]);
});

test('the last try is spent only after the official typed the word', async ({ openPin }) => {
  const { page, given } = await openPin({ triesLeft: 'one', theme: 'dark' });
  await expect(page.getByRole('button', { name: 'Firmar los 2' })).toBeDisabled();
  await picture(page, 'pin-final-es-dark');
  await page.getByLabel('Para usar el último intento escriba CONFIRMO').fill('confirmo');
  await page.getByLabel('PIN').fill('73951');
  await page.getByRole('button', { name: 'Firmar los 2' }).click();
  await expect.poll(() => given).toEqual([{ pin: [...Buffer.from('73951')], isFinalTryConfirmed: true }]);
});

test('with a PIN pad nothing is typed in the window', async ({ openPin }) => {
  const { page, given } = await openPin({ pad: true });
  await expect(page.locator('input')).toHaveCount(0);
  await picture(page, 'pin-pad-es-light');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect.poll(() => given).toEqual([{ pin: [], isFinalTryConfirmed: false }]);
});

test('a test signature says that it signs no document', async ({ openPin }) => {
  const { page } = await openPin({ purpose: 'test', documents: [] });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Va a hacer una firma de prueba');
  await expect(page.getByRole('button', { name: 'Firmar la prueba' })).toBeVisible();
  await picture(page, 'pin-test-es-light');
});

test('a key in a file is opened with a password of any length, and counts no tries', async ({ openPin }) => {
  const { page, given } = await openPin({ isPassword: true, minLength: 0, maxLength: 0, tokenLabel: 'inspector.p12', language: 'en' });
  await expect(page).toHaveTitle('Password of the key file');
  await expect(page.getByText('Tries')).toHaveCount(0);
  await expect(page.getByText('Token')).toHaveCount(0);
  await picture(page, 'pin-password-en-light');
  await page.getByLabel('Password of the key file').fill('a long password of a file');
  await page.getByRole('button', { name: 'Sign all 2' }).click();
  await expect.poll(() => given.length).toBe(1);
});

test('Escape cancels', async ({ openPin }) => {
  const { page, cancelled } = await openPin();
  await page.keyboard.press('Escape');
  await expect.poll(() => cancelled).toEqual([1]);
});
