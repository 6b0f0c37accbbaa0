import { failureText, type FailureText } from '#core/text/failures.ts';
import { useSpoken } from '#renderer/state/language.tsx';

export function useFailureText(failure: { readonly code: string }): FailureText {
  return failureText(failure, useSpoken().language);
}
