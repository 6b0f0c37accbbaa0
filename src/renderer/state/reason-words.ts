import type { Language } from '#core/finding.ts';
import { reasonAdvice } from '#core/text/reason-advice.ts';
import { reasonWords } from '#core/text/reasons.ts';

/** The sentence of a reason code; the code itself where a newer station sends one this window does not know. */
export function sayReason(code: string, language: Language): string {
  const words = Object.hasOwn(reasonWords, code) ? reasonWords[code as keyof typeof reasonWords] : undefined;
  return words?.[language] ?? code;
}

/** What a person does about it; nothing where this window does not know the code. */
export function adviseReason(code: string, language: Language): string {
  const words = Object.hasOwn(reasonAdvice, code) ? reasonAdvice[code as keyof typeof reasonAdvice] : undefined;
  return words?.[language] ?? '';
}
