import { z } from 'zod';
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
  enabledUntil: instant.nullable(),
  isEnabled: z.boolean(),
  status: z.enum(['active', 'pending', 'rejected', 'revoked']),
  revokedAt: instant.nullable(),
});

export const directoryCalls = {
  officials: call(
    z.object({
      search: z.string().max(200).optional(),
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    z.object({ rows: z.array(officialRow), total: z.number().int() }),
  ),
  /** which replica we hold of each directory authority, and since when */
  directoryReplicas: call(
    nothing,
    z.object({
      replicas: z.array(
        z.object({
          authority: z.string(),
          sequence: z.number().int(),
          issuedAt: instant,
          receivedAt: instant,
          officials: z.number().int(),
        }),
      ),
    }),
  ),
};
