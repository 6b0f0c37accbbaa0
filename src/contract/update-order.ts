import { z } from 'zod/mini';
import { instant } from '#contract/shapes.ts';

/** The one file of a feed that a station asks for; everything else it reads is named in it. */
export const orderFileName = 'rubrica-update.json';
/** What this program is called in an order: electron-builder's appId. */
export const productId = 'int.alianzapacifico.rubrica';
/** Ed25519, or ECDSA P-256 over SHA-256 as r and s side by side (IEEE P1363): 64 bytes either way. */
const signature = z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/));

/** The file: the order's exact text, and signatures over `signedPrefix` and that text. One file, so a mirror copies both or neither. */
export const signedOrder = z.object({
  order: z.string().check(z.maxLength(200_000)),
  /** `key`: SHA-256 of the public key (SubjectPublicKeyInfo, DER) */
  signatures: z.array(z.object({ key: z.string().check(z.regex(/^[0-9a-f]{64}$/)), value: signature })).check(z.maxLength(8)),
});
export type SignedOrder = z.infer<typeof signedOrder>;

/** Before the text that is signed: the same keys can never be made to sign something that reads as an order by accident. */
export const signedPrefix = 'rubrica update order 1\n';

const version = z.string().check(z.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/));
const file = z.object({
  platform: z.enum(['linux', 'win32', 'darwin']),
  arch: z.enum(['x64', 'arm64']),
  form: z.enum(['appimage', 'deb', 'rpm', 'nsis', 'msi', 'mac']),
  /** beside the order; never a path */
  name: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)),
  size: z.int().check(z.positive(), z.maximum(4_000_000_000)),
  sha512: z.string().check(z.regex(/^[A-Za-z0-9+/]{86}==$/)),
});

/** Strict: a field this version does not know might have been there to hold it back. */
export const updateOrder = z.strictObject({
  format: z.literal(1),
  product: z.string(),
  version,
  issuedAt: instant,
  expiresAt: instant,
  minimumVersion: z.nullable(version),
  withdrawn: z.array(version).check(z.maxLength(100)),
  staging: z.object({
    percentage: z.number().check(z.minimum(0), z.maximum(100)),
    groups: z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(100)),
  }),
  files: z.array(file).check(z.maxLength(50)),
});
