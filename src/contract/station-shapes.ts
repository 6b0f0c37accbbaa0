import { z } from 'zod/mini';
import { incomingStates, outgoingStates } from '#core/lifecycle.ts';
import { whyOut } from '#contract/contingency-api.ts';
import { documentView } from '#contract/document-view.ts';
import { workRow } from '#contract/first-screen.ts';
import { certificateId, digest, finding, fingerprint, instant, judgement, tokenSelf, words } from '#contract/shapes.ts';

/** What the station tells: the rows and pages that its calls answer with. */

export const lineStatus = z.object({
  state: z.enum(['up', 'down', 'unknown']),
  since: z.nullable(instant),
  /** why it is down: a failure's code */
  code: z.nullable(z.string()),
  detail: z.nullable(z.string()),
});

export const stationStatus = z.object({
  version: z.string(),
  isPractice: z.boolean(),
  line: lineStatus,
  /** countries that do not answer, while the line is there for the others */
  countriesOut: z.array(z.object({ country: z.string(), since: instant, why: whyOut })),
  /** our clock minus the gateway's; null while nobody knows */
  clockDifferenceMs: z.nullable(z.number()),
  /** open notices that only a person ends */
  toRead: z.int(),
  counts: z.object({ inbox: z.int(), outbox: z.int(), attention: z.int(), incoming: z.int() }),
  startedAt: instant,
});

/** a schema by name and hash, and the pack it is of */
export const judgedBy = z.object({
  name: z.string(),
  hash: z.string(),
  pack: z._default(z.nullable(z.object({ title: words, version: z.string(), isProvisional: z.boolean() })), null),
});

export const schemaRow = z.object({
  type: z.string(),
  typeName: words,
  version: words,
  name: z.string(),
  hash: z.string(),
  pack: z.nullable(
    z.object({
      id: z.string(),
      version: z.string(),
      title: words,
      isProvisional: z.boolean(),
      /** installed by IT; otherwise the one this release brings */
      isInstalled: z.boolean(),
      source: z.string(),
      date: z.string(),
    }),
  ),
});

export const review = z.object({
  id: certificateId,
  number: z.string(),
  type: z.string(),
  typeName: words,
  version: words,
  state: z.enum(outgoingStates),
  /** digest of the canonical bytes the signature will cover; null where there is no place for one, which `blockers` explains */
  digest: z.nullable(digest),
  /** sha256 of the exact stored bytes, hex */
  sha256: z.string(),
  size: z.int(),
  view: documentView,
  findings: z.array(finding),
  /** sentences that forbid approval; empty when it may be signed */
  blockers: z.array(words),
  /** which schema judged it */
  schema: judgedBy,
  /** field by field against the certificate this one replaces, where we have that one */
  changes: z.nullable(z.array(z.object({ label: words, path: z.string(), before: z.nullable(z.string()), after: z.nullable(z.string()) }))),
  replaces: z.nullable(z.string()),
});

export const tokenCertificate = z.object({
  fingerprint,
  label: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: instant,
  notAfter: instant,
  key: z.nullable(z.string()),
  /** why it can or cannot sign, the best one preselected */
  isUsable: z.boolean(),
  isPreferred: z.boolean(),
  why: words,
});

export const tokenRow = z.extend(tokenSelf, {
  module: z.string(),
  certificates: z.array(tokenCertificate),
  /** a key in a file: a password instead of a PIN, and none to change */
  isKeyFile: z.boolean(),
  /** a partition of an HSM, shared by those whom it serves, and not a thing of one's own to carry */
  isHsm: z.boolean(),
  /** whom the policy says to call about it, where its PIN is in trouble */
  contact: z.nullable(z.string()),
});

export const tokenOverview = z.object({
  tokens: z.array(tokenRow),
  modules: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      state: z.enum(['starting', 'ready', 'failed']),
      failure: z.nullable(z.looseObject({ code: z.string() })),
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
  cause: z.nullable(words),
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
  total: z.int(),
  signed: z.int(),
  startedAt: instant,
  /** estimate from the pace so far */
  remainingMs: z.nullable(z.number()),
  failure: z.nullable(z.looseObject({ code: z.string() })),
  items: z.array(
    z.object({
      id: certificateId,
      number: z.string(),
      state: z.enum(['waiting', 'signing', 'signed', 'failed']),
      failure: z.nullable(z.looseObject({ code: z.string() })),
    }),
  ),
});

export const timelineEntry = z.object({
  at: instant,
  kind: z.string(),
  sentence: words,
  source: z.string(),
  detail: z.nullable(z.string()),
});

export const certificatePage = z.object({
  row: workRow,
  digest: z.nullable(digest),
  sha256: z.string(),
  signedSha256: z.nullable(z.string()),
  signer: z.nullable(z.object({ name: z.string(), fingerprint, algorithm: z.string() })),
  /** what judged it when it was approved */
  schema: z.nullable(judgedBy),
  /** the contingency it was issued under; `country` where that is one country's */
  contingency: z.nullable(z.object({ country: z.nullable(z.string()) })),
  acknowledgement: z.nullable(
    z.object({
      code: z.enum(['RCB', 'ERR']),
      text: z.nullable(z.string()),
      at: instant,
      faults: z.array(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
  timeline: z.array(timelineEntry),
  attempts: z.array(z.object({ startedAt: instant, endedAt: z.nullable(instant), outcome: z.string(), sentence: words })),
  view: documentView,
  actions: z.array(z.enum(['retry', 'review', 'export', 'withdraw', 'replace', 'copy'])),
});

export const incomingRow = z.object({
  id: certificateId,
  number: z.string(),
  type: z.string(),
  typeName: words,
  state: z.enum(incomingStates),
  fromCountry: z.nullable(z.string()),
  exporter: z.nullable(z.string()),
  goods: z.nullable(z.string()),
  arrivedAt: instant,
  judgement: z.nullable(judgement),
});

export const incomingPage = z.object({
  row: incomingRow,
  /** its type's exchange has a document for our answer, and there is an answer */
  hasAcknowledgement: z.boolean(),
  /** sha256 of the bytes as they arrived, hex */
  sha256: z.string(),
  size: z.int(),
  view: z.nullable(documentView),
  findings: z.array(finding),
  /** null where nothing could judge it, or where the judgement is older than this answer */
  schema: z.nullable(judgedBy),
  signatures: z.array(
    z.object({
      covers: z.string(),
      judgement,
      algorithm: z.nullable(z.string()),
      digest: z.nullable(z.string()),
      signer: z.nullable(z.object({ subject: z.string(), serial: z.string(), fingerprint, country: z.nullable(z.string()) })),
    }),
  ),
  evidence: z.array(
    z.object({ kind: z.string(), sha256: z.string(), from: z.nullable(z.string()), until: z.nullable(z.string()), note: z.string() }),
  ),
  timeline: z.array(timelineEntry),
});
