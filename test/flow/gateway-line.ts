import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { nothing } from '#contract/shapes.ts';

/** How a station in a child process reaches the gateway its test holds. */
export const gatewayLine = {
  call: call(z.object({ name: z.string(), arg: z.unknown() }), z.unknown()),
  ready: call(z.object({ afterMs: z.number() }), nothing),
  finished: call(z.object({ points: z.number(), isJournalWhole: z.boolean() }), nothing),
};
