import { z } from 'zod/mini';
import { certificateId } from '#contract/shapes.ts';

/** What narrows the list of all certificates; kept by name as a view. */
export const workFilter = z.object({
  stage: z.optional(z.enum(['all', 'moving', 'attention', 'done', 'toSign'])),
  search: z.optional(z.string().check(z.maxLength(200))),
  country: z.optional(z.string().check(z.length(2))),
  type: z.optional(z.string().check(z.maxLength(100))),
  /** the subject of the certificate that signed */
  official: z.optional(z.string().check(z.maxLength(500))),
  /** these and no other */
  ids: z.optional(z.array(certificateId).check(z.maxLength(10_000))),
});
export type WorkFilter = z.infer<typeof workFilter>;

export const savedView = z.object({ name: z.string().check(z.minLength(1), z.maxLength(60)), filter: workFilter });
