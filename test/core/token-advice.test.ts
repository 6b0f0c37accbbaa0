import { describe, expect, it } from 'vitest';
import { failureText } from '#core/text/failures.ts';

const failures = [
  { code: 'moduleCrashed', module: '/usr/lib/token.so' },
  { code: 'tokenNotAnswering', afterMs: 30_000 },
  { code: 'tokenRefused', ckr: 'CKR_DEVICE_ERROR' },
] as const;
const takingOut = /conéctelo de nuevo|put it back/;

describe.each(failures)('the advice against $code', (failure) => {
  it('is to take the token out and put it back where it is a thing that can be taken out', () => {
    expect(failureText(failure, 'es').advice).toMatch(takingOut);
    expect(failureText(failure, 'en').advice).toMatch(takingOut);
  });

  it.each([
    ['software', 'cierre Rúbrica y ábrala de nuevo', 'close Rúbrica and open it again'],
    ['hsm', 'espere un minuto y vuelva a intentarlo', 'wait a minute and try again'],
  ] as const)('fits keys kept in %s, which nobody can take out', (keptIn, es, en) => {
    for (const [language, words] of [['es', es] as const, ['en', en] as const]) {
      const { advice } = failureText({ ...failure, keptIn }, language);
      expect(advice).toContain(words);
      expect(advice).not.toMatch(takingOut);
    }
  });
});
