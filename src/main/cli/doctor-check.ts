import type { Failure } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';

/** One thing looked at: how it stands, and what to do about it. No secret has a way into it. */
export type Check = {
  readonly what: string;
  readonly state: 'good' | 'warning' | 'error' | 'notSet';
  readonly words: Words;
  readonly mendForIt?: Words;
};

export function failing(what: string, failure: Failure | { readonly code: string }): Check {
  return { what, state: 'error', words: { es: failureSentence(failure, 'es'), en: failureSentence(failure, 'en') } };
}
