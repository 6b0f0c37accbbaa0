import { en } from 'zod/locales';

/**
 * Second argument of `parse` and `safeParse` where a person or a log gets to read what is wrong. Without it zod/mini says
 * "Invalid input" of everything.
 */
export const issueWords = { error: en().localeError };
