import { createContext, useContext } from 'react';
import type { Language, Words } from '#core/finding.ts';
import { createFormats, type Formats } from '#renderer/text/formats.ts';
import { en } from '#renderer/text/en.ts';
import { es, type Text } from '#renderer/text/es.ts';

export type Spoken = { readonly language: Language; readonly t: Text; readonly formats: Formats; say(words: Words): string };

const SpokenContext = createContext<Spoken | null>(null);
export const SpokenProvider = SpokenContext.Provider;

export function createSpoken(language: Language): Spoken {
  return { language, t: language === 'en' ? en : es, formats: createFormats(language), say: (words) => words[language] };
}

/** The words of the window in the person's language. */
export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('a screen outside SpokenProvider');
  return spoken;
}
