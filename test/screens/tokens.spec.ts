import type { TokenProblem } from '#core/token-problem.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { oneToken } from '#test/fakes/station-tokens.ts';
import { expect, expectNoSideways, picture, test } from '#test/screens/window.ts';

const module = '/usr/lib/libeTPkcs11.so';
const wrongBitness: TokenProblem = {
  code: 'wrongBitness',
  module,
  failure: { code: 'moduleWrongArchitecture', module, found: 'ia32', needed: 'x64' },
};
const problems: readonly TokenProblem[] = [
  { code: 'serviceStopped' },
  wrongBitness,
  { code: 'notInDirectory', certificate: 'Funcionaria de Práctica' },
];
const [token] = oneToken.tokens;
if (token === undefined) throw new Error('no token');

test('what is wrong is told with its cause, a mend for the official and one for IT, and saved as a report', async ({ open }) => {
  const { page, saved } = await open({ at: '#/tokens', tokenProblems: problems });
  const list = page.getByRole('region', { name: 'Qué está mal y cómo se arregla' });
  await expect(list.getByText('libeTPkcs11.so es de ia32', { exact: false })).toBeVisible();
  await expect(list.getByText('un módulo de 32 bits no se puede cargar', { exact: false })).toBeVisible();
  await picture(page, 'tokens-problems-es-light');
  await list.getByRole('button', { name: 'Guardar informe' }).click();
  await expect.poll(() => saved.map(({ name }) => name)).toEqual(['rubrica-tokens.txt']);
});

test('a test signature tells that all is well, or what is not', async ({ open }) => {
  const { page, station } = await open({ at: '#/tokens' });
  await page.getByRole('button', { name: 'Firma de prueba: Funcionaria de Práctica' }).first().click();
  await expect(page.getByText('la firma de prueba es correcta (rsa-sha256, 340 ms)', { exact: false })).toBeVisible();
  expect(station.calls.find(({ name }) => name === 'testSignature')?.request).toEqual({
    module: token.module,
    serial: token.serial,
    fingerprint: token.certificates[0]?.fingerprint,
  });
});

test('a test signature that fails stands beside its certificate', async ({ open }) => {
  const testProblem = { code: 'selfTestFailed', certificate: 'FIRMA', failure: { code: 'tokenRefused', ckr: 'CKR_DEVICE_ERROR' } } as const;
  const { page } = await open({ at: '#/tokens', settings: { language: 'en' }, testProblem });
  await page
    .getByRole('button', { name: /^Test signature/ })
    .first()
    .click();
  await expect(page.getByText('The test signature failed · FIRMA')).toBeVisible();
  await expect(page.getByText('CKR_DEVICE_ERROR', { exact: false })).toBeVisible();
  await picture(page, 'tokens-test-failed-en-light');
});

test('a module is added through the system’s dialog, and what was added can be taken away', async ({ open }) => {
  const { page, station } = await open({ at: '#/tokens' });
  const sources = page.getByRole('region', { name: 'Dónde se buscan las claves' });
  await expect(sources.getByRole('button', { name: /^Añadir/ })).toHaveText(['Añadir programa…']);
  await sources.getByRole('button', { name: 'Añadir programa…' }).click();
  await expect(page.getByText('Se probó y quedó añadido.')).toBeVisible();
  await sources.getByRole('button', { name: 'Quitar: SafeNet eToken' }).click();
  await expect.poll(() => station.calls.find(({ name }) => name === 'removeKeySource')?.request).toEqual({ path: module });
  expect(station.calls.some(({ name }) => name === 'addModule')).toBe(false);
});

test('a module that is none is refused in words', async ({ open }) => {
  const failure = { code: 'moduleNotPkcs11', module: '/home/ana/notas.so' };
  const { page } = await open({ at: '#/tokens', addKeySource: { ok: false, failure } });
  await page.getByRole('button', { name: 'Añadir programa…' }).click();
  await expect(page.getByRole('alert').getByText('/home/ana/notas.so no es un módulo PKCS#11', { exact: false })).toBeVisible();
});

test('a key file that hides its certificate is chosen again from what tells it', async ({ open }) => {
  const failure = { code: 'certificateHidden', path: '/media/ana/ana.p12' };
  const { page, keySources } = await open({
    at: '#/tokens',
    settings: { keyFilesAllowed: ['pkcs12'] },
    addKeySource: { ok: false, failure },
  });
  await page.getByRole('button', { name: 'Añadir PKCS#12…' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Elegir de nuevo' }).click();
  await expect.poll(() => keySources).toEqual(['pkcs12', 'pkcs12']);
});

test('keys in files are offered where the policy allows them, and have a password instead of a PIN', async ({ open }) => {
  const file = '/media/ana/inspector.p12';
  const keyFile = {
    ...token,
    module: file,
    slot: 'f',
    serial: 'f',
    label: 'inspector.p12',
    reader: file,
    model: 'PKCS#12',
    manufacturer: '',
    isKeyFile: true,
  };
  const tokens = {
    tokens: [{ ...keyFile, pin: { ...token.pin, minLength: 0, maxLength: 0 }, certificates: token.certificates.slice(0, 1) }],
    modules: [{ path: file, name: 'PKCS#12', state: 'ready' as const, failure: null, readersWithoutToken: [], isAdded: true }],
  };
  const { page } = await open({ at: '#/tokens', tokens, settings: { keyFilesAllowed: ['pkcs12', 'efirma'] } });
  await expect(page.getByRole('button', { name: /^Añadir/ })).toHaveText(['Añadir programa…', 'Añadir PKCS#12…', 'Añadir e.firma…']);
  await expect(page.getByRole('button', { name: 'Cambiar el PIN' })).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText('Archivo de clave: inspector.p12');
  await expectNoSideways(page);
  await picture(page, 'tokens-key-file-es-light');
});

test('the button that signs asks for what the certificate chosen has: a key file its password, a token its PIN', async ({ open }) => {
  const id = 'PRACTICA-CL-2026-000101';
  const [own, other] = token.certificates;
  if (own === undefined || other === undefined) throw new Error('no certificate');
  const file = { ...token, module: '/media/ana/ana.p12', serial: 'f', label: 'ana.p12', isKeyFile: true, certificates: [own] };
  const tokens = { ...oneToken, tokens: [file, { ...token, certificates: [{ ...other, subject: 'La del token' }] }] };
  const { page, station } = await open({ tokens });
  await approveInFake(station, [id]);
  await page.evaluate((at) => (location.hash = `#/review/${at}`), id);
  await page.getByRole('button', { name: 'Firmar ahora' }).click();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con contraseña' })).toBeVisible();
  await expect(page.getByText('Se abrirá la ventana de la contraseña', { exact: false })).toBeVisible();
  await page.getByRole('radio', { name: 'La del token' }).check();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeVisible();
});

test('an HSM is said to be one, and a token of one’s own is not', async ({ open }) => {
  const hsm = { ...token, label: 'Firma', slot: '1', serial: 'a1', isHsm: true };
  const { page } = await open({ at: '#/tokens', tokens: { ...oneToken, tokens: [hsm, token] } });
  const said = 'HSM, un módulo compartido que se queda en su sitio';
  await expect(page.getByRole('region', { name: 'Firma' })).toContainText(said);
  await expect(page.getByRole('region', { name: token.label })).not.toContainText(said);
});

test('where the policy names the modules nothing can be added, and it says so', async ({ open }) => {
  const { page } = await open({ at: '#/tokens', settings: { locked: ['modules'] } });
  await expect(page.getByText('Fijado por la política de su institución')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Añadir programa…' })).toHaveCount(0);
});

test('a locked token says whom to call, before anybody tries to sign with it', async ({ open }) => {
  const locked = { ...token, pin: { ...token.pin, state: 'locked' as const }, contact: 'Mesa de ayuda, +56 2 2345 6789' };
  const { page } = await open({ at: '#/tokens', tokens: { ...oneToken, tokens: [locked] } });
  const panel = page.getByRole('region', { name: 'PRACTICA' });
  await expect(panel).toContainText(
    'Quien emitió el token debe desbloquearlo o reponerlo. Avise ya: puede tardar. Llame a: Mesa de ayuda, +56 2 2345 6789',
  );
  await expect(panel.getByRole('button', { name: 'Cambiar el PIN' })).toHaveCount(0);
});
