import { afterEach, expect, it } from 'vitest';
import { issueCertificate } from '#main/practice/issue.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { approved, begin, settle } from '#test/flow/batch-steps.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

it('a certificate that stands on a card and in a key file is offered once, where it signs and the PIN is asked for', async () => {
  bench = benchStation();
  const { certificate: der } = await issueCertificate({
    name: 'firma',
    subject: 'CN=firma',
    keyKind: 'rsa-2048',
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2028-01-01'),
  });
  const { modules, tokens } = bench.token.overview();
  const [card] = tokens.map((token) => ({ ...token, certificates: token.certificates.map((one) => ({ ...one, der })) }));
  if (card === undefined) throw new Error('no token');
  const keyless = { ...card, module: 'old', label: 'Sin llave', certificates: card.certificates.map((one) => ({ ...one, hasKey: false })) };
  const file = {
    ...card,
    module: 'firma.p12',
    label: 'firma.p12',
    certificates: card.certificates.map((one) => ({ ...one, hasKey: null })),
  };
  bench.token.overview = () => ({ modules, tokens: [keyless, card, file] });
  const ids = await approved(bench, 2);
  const shown = await expectValue(bench.station.handlers.tokensFor({ ids }));
  expect(shown.tokens.map(({ label }) => label)).toEqual(['Token']);
  await settle(bench, await begin(bench, ids));
  expect(bench.person.asked).toMatchObject([{ tokenLabel: 'Token' }]);
});
