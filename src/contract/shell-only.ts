import type { keySourceCalls } from '#contract/key-sources-api.ts';

/** Asked by the shell alone, with what a person chose in its own dialog: no path ever comes from the page. */
export const shellOnlyCalls: ReadonlySet<string> = new Set<keyof typeof keySourceCalls>(['addModule', 'addKeyFile']);
