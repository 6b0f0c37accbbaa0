import { z } from 'zod/mini';
import { call, event } from '#contract/rpc.ts';
import { bytes, nothing } from '#contract/shapes.ts';

/**
 * What the station asks of the shell it runs in: Electron's main process, or plain Node for the command line.
 * The PIN window belongs to the shell: its content comes from the station, never from the renderer.
 */
export const pinRequest = z.object({
  /** to sign when absent; to change the PIN, the window asks for the new one as well; `test` signs no document */
  purpose: z.optional(z.enum(['sign', 'changePin', 'test'])),
  tokenLabel: z.string(),
  signer: z.string(),
  triesLeft: z.enum(['many', 'few', 'one']),
  minLength: z.int(),
  maxLength: z.int(),
  pad: z.boolean(),
  /** the password of a key in a file: it counts no tries */
  isPassword: z.optional(z.boolean()),
  documents: z.array(z.object({ number: z.string(), title: z.string(), destination: z.nullable(z.string()), digest: z.string() })),
});

export const hostApi = {
  askPin: call(
    pinRequest,
    z.union([
      z.object({ kind: z.literal('given'), pin: bytes, newPin: z.optional(bytes), isFinalTryConfirmed: z.boolean() }),
      z.object({ kind: z.literal('pad') }),
      z.object({ kind: z.literal('cancelled') }),
    ]),
  ),
  /** a token process for one module; the shell answers with a wire outside this contract */
  openTokenProcess: call(z.object({ id: z.string(), module: z.string(), threads: z.int().check(z.minimum(1), z.maximum(32)) }), nothing),
  closeTokenProcess: call(z.object({ id: z.string() }), nothing),
  protectSecret: call(z.object({ plain: z.string() }), z.object({ sealed: z.string() })),
  revealSecret: call(z.object({ sealed: z.string() }), z.object({ plain: z.string() })),
  proxyFor: call(z.object({ url: z.string() }), z.object({ proxy: z.nullable(z.string()) })),
  notify: call(z.object({ title: z.string(), body: z.string(), certificateId: z.nullable(z.string()) }), nothing),
  /** lock screen, sleep, resume */
  power: event(z.object({ what: z.enum(['lock', 'suspend', 'resume']) })),
};
export type HostApi = typeof hostApi;
