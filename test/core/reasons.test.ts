import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureSentence } from '#core/text/failures.ts';
import { reasonAdvice } from '#core/text/reason-advice.ts';
import { reasonWords } from '#core/text/reasons.ts';
import { invalidReasons, judge, undecidedReasons, worst } from '#core/trust.ts';

const codes = [...invalidReasons, ...undecidedReasons];
const manual = readFileSync(new URL('../../docs/reason-codes.md', import.meta.url), 'utf8');

describe('reason codes', () => {
  it.each(codes)('%s has a sentence, an advice in both languages and a line in the manual, in order', (code) => {
    for (const words of [reasonWords[code], reasonAdvice[code]]) {
      expect(words.es.endsWith('.')).toBe(true);
      expect(words.en.endsWith('.')).toBe(true);
      expect(words.es).not.toBe(words.en);
    }
    expect(manual).toContain(`\n| \`${code}\` |`);
  });

  it.each(codes)('%s is told in its sentence, not as a code, where a document is refused for it', (reason) => {
    for (const language of ['es', 'en'] as const) {
      const told = failureSentence({ code: 'documentRefused', reason }, language);
      expect(told).toContain(reasonWords[reason][language]);
      expect(told).not.toContain(`(${reason})`);
    }
  });

  it('tell whoever received a document what to do, not whoever would sign it', () => {
    for (const code of codes)
      expect(reasonAdvice[code].es).not.toMatch(/firme otra persona|el suyo|[Rr]enueve|vuelva a firmar|en el token/);
  });

  it('stand in the manual in the order of decisiveness', () => {
    const listed = [...manual.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((found) => found[1]);
    expect(listed).toEqual(codes);
  });

  it('make invalid what has an invalid one, undecided what has only open ones, and valid what has none', () => {
    expect(judge([])).toEqual({ verdict: 'valid', reasons: [] });
    expect(judge(['revocation-unknown', 'expired'])).toEqual({ verdict: 'invalid', reasons: ['expired', 'revocation-unknown'] });
    expect(judge(['revocation-stale', 'revocation-stale'])).toEqual({ verdict: 'undecided', reasons: ['revocation-stale'] });
    expect(worst([judge([]), judge(['key-absent']), judge(['revoked'])]).verdict).toBe('invalid');
  });
});
