import { createContext, useContext } from 'react';
import type { Language, Words } from '#core/finding.ts';
import { createFormats, type Formats } from '#renderer/text/formats.ts';
import type { Text } from '#renderer/text/es.ts';

export type Spoken = { readonly language: Language; readonly t: Text; readonly formats: Formats; say(words: Words): string };

const SpokenContext = createContext<Spoken | null>(null);
export const SpokenProvider = SpokenContext.Provider;

export function createSpoken(language: Language, t: Text): Spoken {
  return { language, t, formats: createFormats(language), say: (words) => words[language] };
}

/** The words of the window in the person's language. */
export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('a screen outside SpokenProvider');
  return spoken;
}

export async function loadText(language: Language): Promise<Text> {
  return language === 'en' ? (await import('#renderer/text/en.ts')).en : (await import('#renderer/text/es.ts')).es;
}
