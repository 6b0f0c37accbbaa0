import type { Language } from '#core/finding.ts';
import type { ThemeChoice } from '#renderer/state/theme.ts';

export type Look = { readonly language: Language; readonly theme: ThemeChoice };

const key = 'look';

/**
 * Language and theme as they were shown last. With them the frame is drawn while the station still opens its store; the
 * station's settings hold, and correct it when they come. Null where nothing was shown yet: then they are waited for.
 */
export function lastLook(): Look | null {
  const [language, theme] = (localStorage.getItem(key) ?? '').split(' ');
  if (language !== 'es' && language !== 'en') return null;
  if (theme !== 'system' && theme !== 'light' && theme !== 'dark') return null;
  return { language, theme };
}

export function keepLook({ language, theme }: Look): void {
  localStorage.setItem(key, `${language} ${theme}`);
}
