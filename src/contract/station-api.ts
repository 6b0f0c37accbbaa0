import { z } from 'zod/mini';
import { contingencyApi } from '#contract/contingency-api.ts';
import { directoryCalls } from '#contract/directory-api.ts';
import { draftingCalls } from '#contract/drafting-api.ts';
import { keySourceCalls } from '#contract/key-sources-api.ts';
import { monitorCalls } from '#contract/monitor-api.ts';
import { effectivePolicy } from '#contract/policy.ts';
import { agreedHours, documentVersions, firstScreenCalls, settings } from '#contract/first-screen.ts';
import { call, event } from '#contract/rpc.ts';
import { supportCalls } from '#contract/support-api.ts';
import { trustCalls } from '#contract/trust-api.ts';
import { bytes, certificateId, digest, fingerprint, instant, judgement, language, nothing, words } from '#contract/shapes.ts';
import {
  stationStatus,
  review,
  tokenOverview,
  tokenProblem,
  batch,
  certificatePage,
  incomingRow,
  incomingPage,
  schemaRow,
} from '#contract/station-shapes.ts';
import { savedView } from '#contract/work-filter.ts';

/** of several with one certificate each has a PIN of its own */
const tokenNamed = { module: z.string().check(z.maxLength(1024)), serial: z.string().check(z.maxLength(256)) };

/** What the window (and the command line) may ask of the station. Every request is parsed where it arrives. */
export const stationApi = {
  ...firstScreenCalls,
  status: call(nothing, stationStatus),
  receiveFile: call(z.object({ name: z.string().check(z.maxLength(260)), bytes }), z.object({ id: certificateId, number: z.string() })),
  openReview: call(z.object({ id: certificateId }), review),
  /** where a certificate stands among those that wait: J and K walk through the inbox */
  neighbours: call(
    z.object({ id: certificateId }),
    z.object({
      next: z.nullable(certificateId),
      previous: z.nullable(certificateId),
      nextToReview: z.nullable(certificateId),
      /** 1-based; 0 when it is not in the inbox any more */
      position: z.int(),
      total: z.int(),
    }),
  ),
  approve: call(z.object({ id: certificateId, digest: z.nullable(digest) }), nothing),
  release: call(z.object({ id: certificateId }), nothing),
  /** takes an approval back before it is signed: approved → inReview */
  withdrawApproval: call(z.object({ id: certificateId }), nothing),
  decline: call(z.object({ id: certificateId, reason: z.string().check(z.minLength(1), z.maxLength(512)) }), nothing),
  tokens: call(nothing, tokenOverview),
  refreshTokens: call(nothing, tokenOverview),
  tokenProblems: call(nothing, z.object({ problems: z.array(tokenProblem) })),
  /** signs a text that is no document, after the PIN was given in the shell's own window; a problem is one of the token's */
  testSignature: call(
    z.object({ ...tokenNamed, fingerprint }),
    z.object({ problem: z.nullable(tokenProblem), algorithm: z.nullable(z.string()), tookMs: z.number() }),
  ),
  /** the shell asks for both PINs in its own window */
  changePin: call(z.object(tokenNamed), nothing),
  /** the same for the documents chosen: what may sign them is preselected, what may not says why */
  tokensFor: call(z.object({ ids: z.array(certificateId).check(z.minLength(1), z.maxLength(1000)) }), tokenOverview),
  /** the verdict table before the PIN: may this certificate sign each of these? */
  authority: call(
    z.object({ ids: z.array(certificateId).check(z.minLength(1), z.maxLength(1000)), fingerprint }),
    z.object({
      rows: z.array(
        z.object({
          id: certificateId,
          number: z.string(),
          judgement,
          sentences: z.array(words),
          /** undecided, but policy lets it be signed on the evidence held until then */
          offlineUntil: z.nullable(instant),
        }),
      ),
    }),
  ),
  /** starts signing what was approved; the PIN is asked by the shell, in its own window */
  sign: call(
    z.object({ ids: z.array(certificateId).check(z.minLength(1), z.maxLength(1000)), fingerprint }),
    z.object({ batchId: z.string() }),
  ),
  batch: call(z.object({ batchId: z.string() }), batch),
  /** batches not finished yet, newest first: what a window shows again after it was closed */
  openBatches: call(nothing, z.object({ batches: z.array(batch) })),
  pauseBatch: call(z.object({ batchId: z.string() }), nothing),
  resumeBatch: call(z.object({ batchId: z.string() }), nothing),
  stopBatch: call(z.object({ batchId: z.string() }), nothing),
  certificate: call(z.object({ id: certificateId }), certificatePage),
  retry: call(z.object({ id: certificateId }), nothing),
  syncNow: call(nothing, nothing),
  incoming: call(
    z.object({
      search: z.optional(z.string().check(z.maxLength(200))),
      offset: z.optional(z.int().check(z.minimum(0))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
    }),
    z.object({ rows: z.array(incomingRow), total: z.int() }),
  ),
  incomingCertificate: call(z.object({ id: certificateId }), incomingPage),
  answerIncoming: call(
    z.object({
      id: certificateId,
      answer: z.enum(['acknowledge', 'markUsed', 'askReplacement', 'refuse']),
      text: z.optional(z.string().check(z.maxLength(300))),
    }),
    nothing,
  ),
  /** the signed bytes, or the bytes as they arrived, for saving */
  documentBytes: call(z.object({ id: certificateId }), z.object({ name: z.string(), bytes })),
  /** our answer to an incoming certificate, as a document of its own exchange */
  acknowledgementDocument: call(z.object({ id: certificateId }), z.object({ name: z.string(), bytes })),
  ...monitorCalls,
  ...draftingCalls,
  ...directoryCalls,
  ...trustCalls,
  ...contingencyApi,
  ...keySourceCalls,
  ...supportCalls,
  changeSettings: call(
    z.object({
      language: z.optional(language),
      theme: z.optional(z.enum(['system', 'light', 'dark'])),
      officialName: z.optional(z.string().check(z.maxLength(200))),
      gatewayUrl: z.optional(z.url()),
      gatewayUser: z.optional(z.string().check(z.maxLength(100))),
      gatewayPassword: z.optional(z.string().check(z.maxLength(200))),
      transport: z.optional(z.enum(['rest', 'soap'])),
      urgentHours: z.optional(z.int().check(z.minimum(1), z.maximum(720))),
      agreedHours: z.optional(agreedHours),
      documentVersions: z.optional(documentVersions),
      views: z.optional(z.array(savedView).check(z.maxLength(50))),
    }),
    settings,
  ),
  /** what judges each version of each type of document here */
  schemas: call(nothing, z.object({ rows: z.array(schemaRow) })),
  /** what the administrator's policy holds, and where each value came from */
  policy: call(nothing, effectivePolicy),
  /** Events carry ids; the screen asks again. */
  changed: event(z.object({ ids: z.array(z.string()) })),
  statusChanged: event(nothing),
  tokensChanged: event(nothing),
  batchChanged: event(z.object({ batchId: z.string() })),
};
export type StationApi = typeof stationApi;
