import type { About } from '#contract/support-api.ts';

/** What the surroundings know about the program itself. */
export type SupportDesk = {
  about(): Omit<About, 'version' | 'isPractice'>;
  licenceTexts(): Uint8Array;
  /** facts and logs in one archive, cleaned of secrets once more */
  bundle(facts: Readonly<Record<string, unknown>>): Uint8Array;
};
