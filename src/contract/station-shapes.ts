import { z } from 'zod';
import { incomingStates, outgoingStates } from '#core/lifecycle.ts';
import { whyOut } from '#contract/contingency-api.ts';
import { workRow } from '#contract/first-screen.ts';
import { certificateId, digest, documentView, finding, fingerprint, instant, judgement, tokenSelf, words } from '#contract/shapes.ts';

/** What the station tells: the rows and pages that its calls answer with. */

export const lineStatus = z.object({
  state: z.enum(['up', 'down', 'unknown']),
  since: instant.nullable(),
  /** why it is down: a failure's code */
  code: z.string().nullable(),
  detail: z.string().nullable(),
});

export const stationStatus = z.object({
  version: z.string(),
  isPractice: z.boolean(),
  line: lineStatus,
  /** countries that do not answer, while the line is there for the others */
  countriesOut: z.array(z.object({ country: z.string(), since: instant, why: whyOut })),
  /** our clock minus the gateway's; null while nobody knows */
  clockDifferenceMs: z.number().nullable(),
  /** open notices that only a person ends */
  toRead: z.number().int(),
  counts: z.object({ inbox: z.number().int(), outbox: z.number().int(), attention: z.number().int(), incoming: z.number().int() }),
  startedAt: instant,
});

/** a schema by name and hash, and the pack it is of */
export const judgedBy = z.object({
  name: z.string(),
  hash: z.string(),
  pack: z.object({ title: words, version: z.string(), isProvisional: z.boolean() }).nullable().default(null),
});

export const schemaRow = z.object({
  type: z.string(),
  typeName: words,
  version: words,
  name: z.string(),
  hash: z.string(),
  pack: z
    .object({
      id: z.string(),
      version: z.string(),
      title: words,
      isProvisional: z.boolean(),
      /** installed by IT; otherwise the one this release brings */
      isInstalled: z.boolean(),
      source: z.string(),
      date: z.string(),
    })
    .nullable(),
});

export const review = z.object({
  id: certificateId,
  number: z.string(),
  type: z.string(),
  typeName: words,
  version: words,
  state: z.enum(outgoingStates),
  /** digest of the canonical bytes the signature will cover; null where there is no place for one, which `blockers` explains */
  digest: digest.nullable(),
  /** sha256 of the exact stored bytes, hex */
  sha256: z.string(),
  size: z.number().int(),
  view: documentView,
  findings: z.array(finding),
  /** sentences that forbid approval; empty when it may be signed */
  blockers: z.array(words),
  /** which schema judged it */
  schema: judgedBy,
  /** field by field against the certificate this one replaces, where we have that one */
  changes: z.array(z.object({ label: words, path: z.string(), before: z.string().nullable(), after: z.string().nullable() })).nullable(),
  replaces: z.string().nullable(),
});

export const tokenCertificate = z.object({
  fingerprint,
  label: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: instant,
  notAfter: instant,
  key: z.string().nullable(),
  /** why it can or cannot sign, the best one preselected */
  isUsable: z.boolean(),
  isPreferred: z.boolean(),
  why: words,
});

export const tokenRow = tokenSelf.extend({
  module: z.string(),
  certificates: z.array(tokenCertificate),
  /** a key in a file: a password instead of a PIN, and none to change */
  isKeyFile: z.boolean(),
  /** a partition of an HSM, shared by those whom it serves, and not a thing of one's own to carry */
  isHsm: z.boolean(),
  /** whom the policy says to call about it, where its PIN is in trouble */
  contact: z.string().nullable(),
});

export const tokenOverview = z.object({
  tokens: z.array(tokenRow),
  modules: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      state: z.enum(['starting', 'ready', 'failed']),
      failure: z.looseObject({ code: z.string() }).nullable(),
      readersWithoutToken: z.array(z.string()),
      /** a person added it here and may take it away again */
      isAdded: z.boolean(),
    }),
  ),
});

/** What is wrong with readers, tokens and their programs, with a mend for the official and one for IT. */
export const tokenProblem = z.object({
  code: z.string(),
  level: z.enum(['error', 'warning']),
  title: words,
  /** the names of what it is about: a module, a reader, a token, a certificate */
  about: z.array(z.string()),
  /** what exactly happened, where the title alone does not say it */
  cause: words.nullable(),
  mend: words,
  mendForIt: words,
});

/** The signing of one or many certificates with one PIN. */
export const batch = z.object({
  id: z.string(),
  state: z.enum(['askingPin', 'signing', 'paused', 'halted', 'finished', 'stopped']),
  fingerprint,
  /** a key file asks for its password, a token for its PIN */
  isPassword: z.boolean(),
  total: z.number().int(),
  signed: z.number().int(),
  startedAt: instant,
  /** estimate from the pace so far */
  remainingMs: z.number().nullable(),
  failure: z.looseObject({ code: z.string() }).nullable(),
  items: z.array(
    z.object({
      id: certificateId,
      number: z.string(),
      state: z.enum(['waiting', 'signing', 'signed', 'failed']),
      failure: z.looseObject({ code: z.string() }).nullable(),
    }),
  ),
});

export const timelineEntry = z.object({
  at: instant,
  kind: z.string(),
  sentence: words,
  source: z.string(),
  detail: z.string().nullable(),
});

export const certificatePage = z.object({
  row: workRow,
  digest: digest.nullable(),
  sha256: z.string(),
  signedSha256: z.string().nullable(),
  signer: z.object({ name: z.string(), fingerprint, algorithm: z.string() }).nullable(),
  /** what judged it when it was approved */
  schema: judgedBy.nullable(),
  /** the contingency it was issued under; `country` where that is one country's */
  contingency: z.object({ country: z.string().nullable() }).nullable(),
  acknowledgement: z
    .object({
      code: z.enum(['RCB', 'ERR']),
      text: z.string().nullable(),
      at: instant,
      faults: z.array(z.object({ code: z.string(), message: z.string() })),
    })
    .nullable(),
  timeline: z.array(timelineEntry),
  attempts: z.array(z.object({ startedAt: instant, endedAt: instant.nullable(), outcome: z.string(), sentence: words })),
  view: documentView,
  actions: z.array(z.enum(['retry', 'review', 'export', 'withdraw', 'replace', 'copy'])),
});

export const incomingRow = z.object({
  id: certificateId,
  number: z.string(),
  type: z.string(),
  typeName: words,
  state: z.enum(incomingStates),
  fromCountry: z.string().nullable(),
  exporter: z.string().nullable(),
  goods: z.string().nullable(),
  arrivedAt: instant,
  judgement: judgement.nullable(),
});

export const incomingPage = z.object({
  row: incomingRow,
  /** its type's exchange has a document for our answer, and there is an answer */
  hasAcknowledgement: z.boolean(),
  /** sha256 of the bytes as they arrived, hex */
  sha256: z.string(),
  size: z.number().int(),
  view: documentView.nullable(),
  findings: z.array(finding),
  /** null where nothing could judge it, or where the judgement is older than this answer */
  schema: judgedBy.nullable(),
  signatures: z.array(
    z.object({
      covers: z.string(),
      judgement,
      algorithm: z.string().nullable(),
      digest: z.string().nullable(),
      signer: z.object({ subject: z.string(), serial: z.string(), fingerprint, country: z.string().nullable() }).nullable(),
    }),
  ),
  evidence: z.array(
    z.object({ kind: z.string(), sha256: z.string(), from: z.string().nullable(), until: z.string().nullable(), note: z.string() }),
  ),
  timeline: z.array(timelineEntry),
});
