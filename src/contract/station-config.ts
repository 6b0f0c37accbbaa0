import { z } from 'zod';
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
  nativeBinding: z.string().nullable(),
  country: z.string().length(2).nullable(),
  /** the authorised entity whose officials sign here: what a certificate of origin says as EH (ALADI/SEC/di 2327) */
  entity: z
    .object({
      id: z.string().regex(/^[A-Z0-9]{3}$/),
      name: z.string().min(1).max(256),
      address: z.string().max(256),
      city: z.string().max(50).optional(),
      url: z.string().max(64).optional(),
    })
    .nullable(),
  modules: z.array(z.object({ path: z.string(), parameters: z.string().optional() })),
  ignorePinPad: z.boolean(),
  /** an HSM that signs with several sessions side by side; its partitions by label, none named for all of them */
  hsm: z
    .object({
      path: z.string(),
      parameters: z.string().optional(),
      partitions: z.array(z.string()),
      sessions: z.number().int().min(1).max(32),
    })
    .optional(),
  /** keys in files that a person may add */
  keyFilesAllowed: z.array(keyFileKind).optional(),
  /** a login without a signature for this long ends */
  tokenSessionMs: z.number().int().positive().optional(),
  /** environment the token processes get besides ours, e.g. SOFTHSM2_CONF in practice */
  tokenEnvironment: z.record(z.string(), z.string()),
  /** whom an official calls when the token is locked: the issuer's name, telephone or address, as people write it */
  tokenIssuerContact: z.string().max(300).optional(),
  gateway: z
    .object({
      /** empty where only a person's settings give it */
      url: z.union([z.literal(''), z.url()]),
      transport: z.enum(['rest', 'soap']),
      user: z.string(),
      password: z.string(),
      /** files with PEM: the gateway's CA, our client certificate and its key; null where none is set */
      caFile: z.string().nullable(),
      certificateFile: z.string().nullable(),
      keyFile: z.string().nullable(),
      station: z.string(),
    })
    .nullable(),
  trust: z.object({
    /** folders or files with the CAs, the directory authority's certificate */
    anchorsFolder: z.string().nullable(),
    intermediatesFolder: z.string().nullable(),
    crlFolder: z.string().nullable(),
    directoryAuthorityFile: z.string().nullable(),
    /** how old revocation and directory evidence may be when the line is down */
    offlineEvidenceHours: z.number(),
  }),
  mail: z
    .object({
      host: z.string(),
      port: z.number().int(),
      security: z.enum(['tls', 'starttls', 'none']),
      user: z.string().nullable(),
      password: z.string().nullable(),
      from: z.string(),
      caFile: z.string().nullable(),
    })
    .nullable(),
  /** where this station takes its updates from; absent or null: it never asks */
  updates: z
    .object({
      feed: z.url({ protocol: /^https$/ }),
      group: z.string().nullable(),
      /** instead of the keys pinned in the program; empty: those */
      keys: z.array(z.string()),
      caFile: z.string().nullable(),
      /** how long nothing may arrive before an answer or a download is given up */
      patienceMs: z.number().int().positive().optional(),
    })
    .nullable()
    .optional(),
  /** what the administrator's policy decides besides; absent where a configuration file stands in its place */
  policy: z
    .object({
      report: effectivePolicy,
      /** settings a person does not change */
      locked: z.array(z.string()),
      language: z.enum(['es', 'en']),
      urgentHours: z.number(),
      documentVersions: z.record(z.string(), z.string()).optional(),
      onlyNamedModules: z.boolean(),
      /** null: the system's */
      proxy: z.union([z.literal('direct'), z.object({ url: z.string() })]).nullable(),
      contingencyAfterMinutes: z.number(),
      retentionYears: z.number().int(),
      addresses: z.array(
        z.object({ country: z.string().nullable(), role: z.enum(noticeRoles), address: z.string(), language: z.enum(['es', 'en']) }),
      ),
      log: z.object({ level: z.enum(['error', 'warn', 'info', 'debug']), keep: z.number().int() }),
    })
    .optional(),
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
