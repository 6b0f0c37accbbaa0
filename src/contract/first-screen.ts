import { z } from 'zod/mini';
import { outgoingStates } from '#core/lifecycle.ts';
import { keyFileKind } from '#contract/key-sources-api.ts';
import { call } from '#contract/rpc.ts';
import { certificateId, instant, language, nothing, words } from '#contract/shapes.ts';
import { savedView, workFilter } from '#contract/work-filter.ts';

export const workRow = z.object({
  id: certificateId,
  number: z.string(),
  type: z.string(),
  typeName: words,
  state: z.enum(outgoingStates),
  exporter: z.nullable(z.string()),
  goods: z.nullable(z.string()),
  destinationCountry: z.nullable(z.string()),
  assignedTo: z.nullable(z.string()),
  arrivedAt: instant,
  dueAt: z.nullable(instant),
  changedAt: instant,
  isUrgent: z.boolean(),
  source: z.string(),
  errors: z.int(),
  warnings: z.int(),
  nextAttemptAt: z.nullable(instant),
  attempts: z.int(),
  /** the subject of the certificate that signed; null while it is not signed */
  signedBy: z.nullable(z.string()),
  /** beyond the time agreed with its country; null while there is time, and at its end */
  lateByMs: z.nullable(z.number()),
});

/** hours by country; `*` for every other one */
export const agreedHours = z.record(z.string().check(z.regex(/^([A-Z]{2}|\*)$/)), z.number().check(z.minimum(1), z.maximum(8760)));

/** the version of each type by destination; `*` for every other country */
export const documentVersions = z.record(
  z.string().check(z.regex(/^[a-z-]{1,40}\/([A-Z]{2}|\*)$/)),
  z.string().check(z.minLength(1), z.maxLength(20)),
);

/** Settings a user may change; policy-locked ones say so. */
export const settings = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  officialName: z.string(),
  gateway: z.object({
    url: z.string(),
    user: z.string(),
    transport: z.enum(['rest', 'soap']),
    hasPassword: z.boolean(),
    /** false: kept here without a keychain of the system to seal it */
    isPasswordSealed: z.boolean(),
  }),
  /** which keys in files the policy lets a person add */
  keyFilesAllowed: z.array(keyFileKind),
  urgentHours: z.number(),
  agreedHours,
  documentVersions,
  /** lists of certificates kept by name */
  views: z.array(savedView),
  locked: z.array(z.string()),
});

/** What the window asks before its first picture: the station answers these while the rest of it is still being read. */
export const firstScreenCalls = {
  settings: call(nothing, settings),
  work: call(
    z.object({
      box: z.enum(['inbox', 'outbox', 'all']),
      /** only these states of the box; all of them when absent */
      states: z.optional(z.array(z.enum(outgoingStates))),
      ...z.omit(workFilter, { stage: true }).shape,
      offset: z.optional(z.int().check(z.minimum(0))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
    }),
    z.object({ rows: z.array(workRow), total: z.int() }),
  ),
};
