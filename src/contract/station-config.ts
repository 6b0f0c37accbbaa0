import { z } from 'zod/mini';
import { keyFileKind } from '#contract/key-sources-api.ts';
import { noticeRoles } from '#core/notice-roles.ts';
import { effectivePolicy } from '#contract/policy.ts';

/**
 * What the composition root tells a station when it starts: where things are. Made by the shell from policy and
 * settings, by the command line from its options, and by practice for its own environment.
 */
export const stationConfig = z.object({
  version: z.string(),
  isPractice: z.boolean(),
  /** the store, logs, backups, drafts */
  dataFolder: z.string(),
  /** XSD profiles, code lists, packs */
  schemaFolder: z.string(),
  /** better-sqlite3's addon where the runtime is older than the prebuilt one asks for */
  nativeBinding: z.nullable(z.string()),
  country: z.nullable(z.string().check(z.length(2))),
  /** the authorised entity whose officials sign here: what a certificate of origin says as EH (ALADI/SEC/di 2327) */
  entity: z.nullable(
    z.object({
      id: z.string().check(z.regex(/^[A-Z0-9]{3}$/)),
      name: z.string().check(z.minLength(1), z.maxLength(256)),
      address: z.string().check(z.maxLength(256)),
      city: z.optional(z.string().check(z.maxLength(50))),
      url: z.optional(z.string().check(z.maxLength(64))),
    }),
  ),
  modules: z.array(z.object({ path: z.string(), parameters: z.optional(z.string()) })),
  ignorePinPad: z.boolean(),
  /** an HSM that signs with several sessions side by side; its partitions by label, none named for all of them */
  hsm: z.optional(
    z.object({
      path: z.string(),
      parameters: z.optional(z.string()),
      partitions: z.array(z.string()),
      sessions: z.int().check(z.minimum(1), z.maximum(32)),
    }),
  ),
  /** keys in files that a person may add */
  keyFilesAllowed: z.optional(z.array(keyFileKind)),
  /** a login without a signature for this long ends */
  tokenSessionMs: z.optional(z.int().check(z.positive())),
  /** environment the token processes get besides ours, e.g. SOFTHSM2_CONF in practice */
  tokenEnvironment: z.record(z.string(), z.string()),
  /** whom an official calls when the token is locked: the issuer's name, telephone or address, as people write it */
  tokenIssuerContact: z.optional(z.string().check(z.maxLength(300))),
  gateway: z.nullable(
    z.object({
      /** empty where only a person's settings give it */
      url: z.union([z.literal(''), z.url()]),
      transport: z.enum(['rest', 'soap']),
      user: z.string(),
      password: z.string(),
      /** files with PEM: the gateway's CA, our client certificate and its key; null where none is set */
      caFile: z.nullable(z.string()),
      certificateFile: z.nullable(z.string()),
      keyFile: z.nullable(z.string()),
      station: z.string(),
    }),
  ),
  trust: z.object({
    /** folders or files with the CAs, the directory authority's certificate */
    anchorsFolder: z.nullable(z.string()),
    intermediatesFolder: z.nullable(z.string()),
    crlFolder: z.nullable(z.string()),
    directoryAuthorityFile: z.nullable(z.string()),
    /** how old revocation and directory evidence may be when the line is down */
    offlineEvidenceHours: z.number(),
  }),
  mail: z.nullable(
    z.object({
      host: z.string(),
      port: z.int(),
      security: z.enum(['tls', 'starttls', 'none']),
      user: z.nullable(z.string()),
      password: z.nullable(z.string()),
      from: z.string(),
      caFile: z.nullable(z.string()),
    }),
  ),
  /** where this station takes its updates from; absent or null: it never asks */
  updates: z.optional(
    z.nullable(
      z.object({
        feed: z.url({ protocol: /^https$/ }),
        group: z.nullable(z.string()),
        /** instead of the keys pinned in the program; empty: those */
        keys: z.array(z.string()),
        caFile: z.nullable(z.string()),
        /** how long nothing may arrive before an answer or a download is given up */
        patienceMs: z.optional(z.int().check(z.positive())),
      }),
    ),
  ),
  /** what the administrator's policy decides besides; absent where a configuration file stands in its place */
  policy: z.optional(
    z.object({
      report: effectivePolicy,
      /** settings a person does not change */
      locked: z.array(z.string()),
      language: z.enum(['es', 'en']),
      urgentHours: z.number(),
      documentVersions: z.optional(z.record(z.string(), z.string())),
      onlyNamedModules: z.boolean(),
      /** null: the system's */
      proxy: z.nullable(z.union([z.literal('direct'), z.object({ url: z.string() })])),
      contingencyAfterMinutes: z.number(),
      retentionYears: z.int(),
      addresses: z.array(
        z.object({ country: z.nullable(z.string()), role: z.enum(noticeRoles), address: z.string(), language: z.enum(['es', 'en']) }),
      ),
      log: z.object({ level: z.enum(['error', 'warn', 'info', 'debug']), keep: z.int() }),
    }),
  ),
});
export type StationConfig = z.infer<typeof stationConfig>;

/**
 * The first message to a station process; two ports travel with it: the first serves `stationApi`, the second is where
 * the shell serves `hostApi`. Later `tokenProcess` messages bring one port each: the wire to that token process.
 */
export const stationMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), config: stationConfig }),
  z.object({ kind: z.literal('tokenProcess'), id: z.string() }),
  z.object({ kind: z.literal('stop') }),
]);
export type StationMessage = z.infer<typeof stationMessage>;
