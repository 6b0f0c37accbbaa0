import { z } from 'zod/mini';
import { failureShape } from '#contract/rpc.ts';
import { instant } from '#contract/shapes.ts';

/** What the window may ask of the shell about updates; none of it takes a value. */
export const updateAsk = z.enum(['state', 'check', 'restart']);
export type UpdateAsk = z.infer<typeof updateAsk>;

const version = z.string();
/** Where this station stands with updates, as the header and the settings show it. */
export const updateState = z.object({
  version,
  checkedAt: z.nullable(instant),
  step: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('off') }),
    z.object({ kind: z.literal('idle') }),
    z.object({ kind: z.literal('checking') }),
    z.object({ kind: z.literal('current') }),
    z.object({ kind: z.literal('downloading'), version, percent: z.number() }),
    z.object({ kind: z.literal('ready'), version, isRequired: z.boolean(), isDowngrade: z.boolean() }),
    /** there is one, and this program cannot install it by itself here */
    z.object({ kind: z.literal('byIt'), version, isRequired: z.boolean() }),
    z.object({ kind: z.literal('restarting'), version }),
    /** `isRequired`: what runs is no longer supported, and what should replace it did not come */
    z.object({ kind: z.literal('failed'), failure: failureShape, isRequired: z.optional(z.boolean()) }),
  ]),
});
export type UpdateState = z.infer<typeof updateState>;
