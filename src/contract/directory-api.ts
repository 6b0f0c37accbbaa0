import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { fingerprint, instant, nothing } from '#contract/shapes.ts';

/** The repository of officials as this station holds it. */
export const officialRow = z.object({
  country: z.string(),
  authority: z.string(),
  entityId: z.string(),
  entityName: z.string(),
  name: z.string(),
  fingerprint,
  documentTypes: z.array(z.string()),
  enabledFrom: instant,
  enabledUntil: z.nullable(instant),
  isEnabled: z.boolean(),
  status: z.enum(['active', 'pending', 'rejected', 'revoked']),
  revokedAt: z.nullable(instant),
});

export const directoryCalls = {
  officials: call(
    z.object({
      search: z.optional(z.string().check(z.maxLength(200))),
      offset: z.optional(z.int().check(z.minimum(0))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
    }),
    z.object({ rows: z.array(officialRow), total: z.int() }),
  ),
  /** which replica we hold of each directory authority, and since when */
  directoryReplicas: call(
    nothing,
    z.object({
      replicas: z.array(
        z.object({
          authority: z.string(),
          sequence: z.int(),
          issuedAt: instant,
          receivedAt: instant,
          officials: z.int(),
        }),
      ),
    }),
  ),
};
