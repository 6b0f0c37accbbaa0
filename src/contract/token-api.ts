import { z } from 'zod';
import { call, event } from '#contract/rpc.ts';
import { bytes, fingerprint, nothing } from '#contract/shapes.ts';

/** What the station asks of one token process: one PKCS#11 module, one operation at a time. */
export const algorithm = z.enum([
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
  'rsa-sha1',
]);

export const tokenOnModule = z.object({
  slot: z.string(),
  reader: z.string(),
  label: z.string(),
  serial: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  pin: z.object({
    state: z.enum(['ok', 'few', 'final', 'locked', 'notSet']),
    minLength: z.number().int(),
    maxLength: z.number().int(),
    pad: z.boolean(),
  }),
  certificates: z.array(
    z.object({
      fingerprint,
      der: bytes,
      label: z.string(),
      keyId: z.string(),
      key: z.union([
        z.object({ kind: z.literal('rsa'), bits: z.number().int() }),
        z.object({ kind: z.literal('ec'), curve: z.enum(['P-256', 'P-384', 'P-521']) }),
        z.null(),
      ]),
      hasKey: z.boolean().nullable(),
      algorithms: z.array(algorithm),
    }),
  ),
});

export const tokenApi = {
  load: call(
    z.object({ module: z.string(), parameters: z.string().optional(), ignorePinPad: z.boolean() }),
    z.object({ name: z.string(), version: z.string() }),
  ),
  list: call(nothing, z.object({ tokens: z.array(tokenOnModule), readersWithoutToken: z.array(z.string()) })),
  login: call(
    z.object({ slot: z.string(), serial: z.string(), fingerprint, pin: bytes.nullable(), isFinalTryConfirmed: z.boolean() }),
    z.object({ session: z.string() }),
  ),
  sign: call(z.object({ session: z.string(), toBeSigned: bytes, algorithm }), z.object({ signature: bytes })),
  logout: call(z.object({ session: z.string() }), nothing),
  changePin: call(z.object({ slot: z.string(), serial: z.string(), oldPin: bytes, newPin: bytes }), nothing),
  unload: call(nothing, nothing),
  changed: event(nothing),
};
export type TokenApi = typeof tokenApi;
