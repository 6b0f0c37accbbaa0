import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { bytes, instant, nothing } from '#contract/shapes.ts';

const named = z.object({ name: z.string(), version: z.string() });

/** What this program is and stands on, for whoever helps. */
export const about = z.object({
  version: z.string(),
  isPractice: z.boolean(),
  /** the runtime and the libraries that decide: Electron, Chromium, Node, SQLite, libxml2 */
  runtime: z.array(named),
  /** the schema packs in use; the hash says which files exactly */
  packs: z.array(z.extend(named, { hash: z.string(), isInstalled: z.boolean() })),
  /** the work of others inside, with its licence */
  licences: z.array(z.extend(named, { licence: z.string() })),
  dataFolder: z.string(),
  /** kept on this computer, never sent */
  crashes: z.array(z.object({ at: instant, bytes: z.int() })),
});
export type About = z.infer<typeof about>;

/** A screen that could not be drawn: what kind of error, and where in our own code; nothing that stood on it. */
export const notDrawn = z.object({
  screen: z.string().check(z.regex(/^[a-z]{1,20}$/)),
  error: z.string().check(z.regex(/^[A-Za-z]{1,40}$/)),
  at: z.array(z.string().check(z.regex(/^[\w.-]{1,80}:\d{1,7}:\d{1,7}$/))).check(z.maxLength(8)),
});

export const supportCalls = {
  about: call(nothing, about),
  /** versions, policy, counts, problems and logs in one file for whoever helps; no document, no secret */
  diagnostics: call(nothing, z.object({ name: z.string(), bytes })),
  /** for the log */
  notDrawn: call(notDrawn, nothing),
  /** the licence texts as they are packed */
  licenceTexts: call(nothing, z.object({ name: z.string(), bytes })),
};
