import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { nothing } from '#contract/shapes.ts';

const path = z.string().check(z.minLength(1), z.maxLength(1024));

/** Keys in files, for the countries that issue no token. The file's path and the paths of what lies beside it. */
export const keyFile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pkcs12'),
    file: path,
    /** the certificate (DER or PEM) beside it: most PKCS#12 files hide theirs until the password is known */
    certificate: z.optional(path),
  }),
  /** Mexico's e.firma: certificate (DER) and key (encrypted PKCS#8) in two files */
  z.object({ kind: z.literal('efirma'), certificate: path, key: path }),
]);
export type KeyFile = z.infer<typeof keyFile>;

export const keyFileKind = z.enum(['pkcs12', 'efirma']);
export type KeyFileKind = z.infer<typeof keyFileKind>;

export const keySourceCalls = {
  /** tried first: a file that cannot be used is refused with its reason and not kept */
  addModule: call(z.object({ path }), nothing),
  addKeyFile: call(keyFile, nothing),
  /** what a person added, by the path it is shown with */
  removeKeySource: call(z.object({ path }), nothing),
};
