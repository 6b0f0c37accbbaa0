import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { bytes, certificateId, instant, nothing } from '#contract/shapes.ts';

/** One kind of evidence this station works with: until when it is fresh, and until when policy lets it be worked with. */
export const evidenceAge = z.object({
  kind: z.enum(['crl', 'directory']),
  freshUntil: instant,
  allowedUntil: instant,
});

export const trustCalls = {
  /** the oldest of each kind decides; a kind that is not held is not listed */
  evidenceAges: call(nothing, z.object({ ages: z.array(evidenceAge) })),
  /** all the evidence of one certificate, checkable without us */
  dossier: call(z.object({ id: certificateId }), z.object({ name: z.string(), bytes })),
  /** the officials found, in the form in which directories travel; unsigned, for reading and for `rubrica verify --officials` */
  exportOfficials: call(
    z.object({ search: z.optional(z.string().check(z.maxLength(200))) }),
    z.object({ name: z.string(), bytes, total: z.int() }),
  ),
};
