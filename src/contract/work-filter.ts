import { z } from 'zod';
import { certificateId } from '#contract/shapes.ts';

/** What narrows the list of all certificates; kept by name as a view. */
export const workFilter = z.object({
  stage: z.enum(['all', 'moving', 'attention', 'done', 'toSign']).optional(),
  search: z.string().max(200).optional(),
  country: z.string().length(2).optional(),
  type: z.string().max(100).optional(),
  /** the subject of the certificate that signed */
  official: z.string().max(500).optional(),
  /** these and no other */
  ids: z.array(certificateId).max(10_000).optional(),
});
export type WorkFilter = z.infer<typeof workFilter>;

export const savedView = z.object({ name: z.string().min(1).max(60), filter: workFilter });
