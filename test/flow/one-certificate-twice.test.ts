import { afterEach, expect, it } from 'vitest';
import { issueCertificate } from '#main/practice/issue.ts';
import type { PinState, TokenState } from '#main/ports/token.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** The same certificate on a card without its key, on one with it, and in a file. */
async function threeTimes(onCard: PinState['state'] = 'ok'): Promise<void> {
  bench = benchStation();
  const { certificate: der } = await issueCertificate({
    name: 'firma',
    subject: 'CN=firma',
    keyKind: 'rsa-2048',
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2028-01-01'),
  });
  const { modules, tokens } = bench.token.overview();
  const [card] = tokens.map((token): TokenState => ({
    ...token,
    pin: { ...token.pin, state: onCard },
    certificates: token.certificates.map((one) => ({ ...one, der })),
  }));
  if (card === undefined) throw new Error('no token');
  const keyless = { ...card, module: 'old', label: 'Sin llave', certificates: card.certificates.map((one) => ({ ...one, hasKey: false })) };
  const file = {
    ...card,
    module: 'firma.p12',
    label: 'firma.p12',
    pin: { ...card.pin, state: 'ok' as const },
    certificates: card.certificates.map((one) => ({ ...one, hasKey: null })),
  };
  bench.token.overview = () => ({ modules, tokens: [keyless, card, file] });
}

it('a certificate that stands on a card and in a key file is offered once, where it signs and the PIN is asked for', async () => {
  await threeTimes();
  const ids = await approved(bench, 2);
  const shown = await expectValue(bench.station.handlers.tokensFor({ ids }));
  expect(shown.tokens.map(({ label }) => label)).toEqual(['Token']);
  await settle(bench, await begin(bench, ids));
  expect(bench.person.asked).toMatchObject([{ tokenLabel: 'Token' }]);
});

for (const state of ['locked', 'notSet'] as const) {
  it(`where the card can take no PIN (${state}) the key file made of it signs`, async () => {
    await threeTimes(state);
    const ids = await approved(bench, 1);
    const shown = await expectValue(bench.station.handlers.tokensFor({ ids }));
    expect(shown.tokens.map(({ label }) => label)).toEqual(['firma.p12']);
    await settle(bench, await begin(bench, ids));
    expect(bench.person.asked).toMatchObject([{ tokenLabel: 'firma.p12' }]);
  });
}

it('a PIN is given to the token it was asked for: to each its own test signature, and none where the key is not', async () => {
  await threeTimes();
  const opened: unknown[] = [];
  const open = bench.token.open.bind(bench.token);
  bench.token.open = (request) => {
    opened.push(request.token?.module);
    return open(request);
  };
  const { fingerprint } = bench.token;
  const test = (module: string): unknown => bench.station.handlers.testSignature({ module, serial: '1', fingerprint });
  await test('firma.p12');
  await test('m');
  expect(await test('old')).toEqual({ ok: false, failure: { code: 'keyMissing', label: 'Firma' } });
  expect(await test('gone')).toEqual({ ok: false, failure: { code: 'tokenAbsent' } });
  expect(bench.person.asked.map(({ tokenLabel }) => tokenLabel)).toEqual(['firma.p12', 'Token']);
  await settle(bench, await begin(bench, await approved(bench, 1)));
  expect(opened).toEqual(['firma.p12', 'm', 'm']);
});
