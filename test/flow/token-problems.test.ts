import { expect, it } from 'vitest';
import { showTokenProblems } from '#main/station/show-token-problems.ts';
import { expectValue } from '#test/flow/expect-value.ts';

it('tells what is wrong with names, a level, and a mend for the official and one for IT', async () => {
  const { problems } = await expectValue(
    showTokenProblems({ diagnose: async () => [{ code: 'readerWithoutCard', reader: 'Lector 1' }, { code: 'serviceStopped' }] }),
  );
  expect(problems).toMatchObject([
    { code: 'readerWithoutCard', level: 'warning', about: ['Lector 1'], title: { es: 'Hay un lector sin tarjeta' } },
    { code: 'serviceStopped', level: 'error', about: [] },
  ]);
  for (const { mend, mendForIt } of problems) expect([mend.es, mend.en, mendForIt.es, mendForIt.en]).not.toContain('');
});

it('says nothing where nobody looks', async () => {
  expect(await expectValue(showTokenProblems({}))).toEqual({ problems: [] });
});

it('says whom to call about a PIN that only the issuer mends', async () => {
  const { problems } = await expectValue(
    showTokenProblems({
      diagnose: async () => [{ code: 'pinLocked', token: 'Firma' }, { code: 'noReader' }],
      tokenIssuerContact: 'Mesa de ayuda, +56 2 2345 6789',
    }),
  );
  expect(problems.map(({ mend }) => mend.es)).toEqual([
    'Pida el desbloqueo a quien emitió el token. Mesa de ayuda, +56 2 2345 6789',
    'Conecte el token o el lector; pruebe otro puerto USB.',
  ]);
});
