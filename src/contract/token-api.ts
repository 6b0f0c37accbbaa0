import { z } from 'zod/mini';
import { keyFile } from '#contract/key-sources-api.ts';
import { call, event } from '#contract/rpc.ts';
import { bytes, fingerprint, nothing, tokenSelf } from '#contract/shapes.ts';

/** What the station asks of one token process: one source of keys, one operation at a time. */
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

/** Where keys live. The files are for the countries that have no token, and only where the policy allows them. */
export const keySource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pkcs11'),
    module: z.string(),
    /** for modules that need more than a path, as NSS softokn does */
    parameters: z.optional(z.string()),
    /** some readers' PIN pads do not work with some modules */
    ignorePinPad: z.boolean(),
    /** how many sessions one login opens: those the policy gives an HSM, one for anything else (a soft token's process opens more itself) */
    sessions: z.int().check(z.minimum(1), z.maximum(32)),
    /** an HSM: the labels of the partitions in use, none for all of them. Without a token it is looked for again and again */
    partitions: z.optional(z.array(z.string())),
  }),
  ...keyFile.def.options,
]);
export type KeySource = z.infer<typeof keySource>;

export const tokenOnModule = z.extend(tokenSelf, {
  /** the module's own code signs, and no device: nothing to take out and put back */
  isSoft: z.boolean(),
  certificates: z.array(
    z.object({
      fingerprint,
      der: bytes,
      label: z.string(),
      keyId: z.string(),
      key: z.union([
        z.object({ kind: z.literal('rsa'), bits: z.int() }),
        z.object({ kind: z.literal('ec'), curve: z.enum(['P-256', 'P-384', 'P-521']) }),
        z.null(),
      ]),
      hasKey: z.nullable(z.boolean()),
      algorithms: z.array(algorithm),
    }),
  ),
  mechanisms: z.array(z.string()),
  keysWithoutCertificate: z.array(z.string()),
});
export type TokenOnModule = z.infer<typeof tokenOnModule>;

export const tokenListing = z.object({
  tokens: z.array(tokenOnModule),
  readersWithoutToken: z.array(z.string()),
  /** of those, the ones that hold a card which could not be read: unknown to the module, or in another process' hands */
  readersUnread: z.array(z.string()),
  /** partitions the policy names and the HSM does not show */
  partitionsAbsent: z.array(z.string()),
});
export type TokenListing = z.infer<typeof tokenListing>;

/** signatures asked for in one message */
export const mostTogether = 16;

export const tokenApi = {
  load: call(keySource, z.object({ name: z.string(), version: z.string() })),
  list: call(nothing, tokenListing),
  login: call(
    z.object({
      slot: z.string(),
      serial: z.string(),
      fingerprint,
      /** null: the PIN is typed on the reader's own pad */
      pin: z.nullable(bytes),
      isFinalTryConfirmed: z.boolean(),
    }),
    z.object({ session: z.string() }),
  ),
  /** In the order given. Fewer signatures than asked for when the token failed in between: whoever asks again is told why. */
  sign: call(
    z.object({ session: z.string(), toBeSigned: z.array(bytes).check(z.minLength(1), z.maxLength(mostTogether)), algorithm }),
    // how long it had them, each session of an HSM for itself: answers that lie ready together say nothing of its pace
    z.object({ signatures: z.array(bytes).check(z.minLength(1)), tookMs: z.number() }),
  ),
  logout: call(z.object({ session: z.string() }), nothing),
  changePin: call(
    z.object({ slot: z.string(), serial: z.string(), oldPin: bytes, newPin: bytes, isFinalTryConfirmed: z.boolean() }),
    nothing,
  ),
  /** answered at once by a process that is not stuck in its module */
  alive: call(nothing, nothing),
  unload: call(nothing, nothing),
  /** a token came, went or changed: list again */
  changed: event(nothing),
};
export type TokenApi = typeof tokenApi;
