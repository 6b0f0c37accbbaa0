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
    ['file', 'cierre Rúbrica y ábrala de nuevo', 'close Rúbrica and open it again'],
    ['hsm', 'espere un minuto y vuelva a intentarlo', 'wait a minute and try again'],
  ] as const)('fits keys kept in %s, which nobody can take out', (keptIn, es, en) => {
    for (const [language, words] of [['es', es] as const, ['en', en] as const]) {
      const { advice } = failureText({ ...failure, keptIn }, language);
      expect(advice).toContain(words);
      expect(advice).not.toMatch(takingOut);
    }
  });
});

it.each([
  ['es', /reanude.*Si se repite/],
  ['en', /resume.*If this repeats/],
] as const)(
  'a token that stood still is back by itself: what is advised in %s first is to go on, and the rest where that does not help',
  (language, order) => {
    for (const keptIn of [undefined, 'software', 'file', 'hsm'] as const)
      expect(failureText({ code: 'tokenNotAnswering', afterMs: 30_000, ...(keptIn && { keptIn }) }, language).advice).toMatch(order);
  },
);

describe.each([...failures, { code: 'tokenRemoved' } as const, { code: 'tokenChanged' } as const])('the words of $code', (failure) => {
  it('name no token where a key file or an HSM holds the keys', () => {
    for (const keptIn of ['file', 'hsm'] as const) {
      // no file answers with a code of PKCS#11
      if (keptIn === 'file' && failure.code === 'tokenRefused') continue;
      for (const language of ['es', 'en'] as const) {
        const { title, advice } = failureText({ ...failure, keptIn }, language);
        expect(`${title} ${advice}`).not.toMatch(/token\b/i);
      }
    }
  });

  it('name the token where there is one', () => {
    for (const language of ['es', 'en'] as const) expect(failureText(failure, language).title).toMatch(/token/);
  });
});

describe('words that are said of every kind of key', () => {
  it.each([
    { code: 'sessionEnded' },
    { code: 'tokenSigning' },
    { code: 'certificateNotOnToken', fingerprint: 'ab'.repeat(32) },
    { code: 'keyMissing', label: 'FIRMA' },
    { code: 'mechanismMissing', needed: 'rsa-pss-sha256' },
  ] as const)('$code names no token', (failure) => {
    for (const language of ['es', 'en'] as const) {
      const { title, advice } = failureText(failure, language);
      expect(`${title} ${advice}`).not.toMatch(/token|PIN/i);
    }
  });
});
