import { z } from 'zod';
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
const tokenNamed = { module: z.string().max(1024), serial: z.string().max(256) };

/** What the window (and the command line) may ask of the station. Every request is parsed where it arrives. */
export const stationApi = {
  ...firstScreenCalls,
  status: call(nothing, stationStatus),
  receiveFile: call(z.object({ name: z.string().max(260), bytes }), z.object({ id: certificateId, number: z.string() })),
  openReview: call(z.object({ id: certificateId }), review),
  /** where a certificate stands among those that wait: J and K walk through the inbox */
  neighbours: call(
    z.object({ id: certificateId }),
    z.object({
      next: certificateId.nullable(),
      previous: certificateId.nullable(),
      nextToReview: certificateId.nullable(),
      /** 1-based; 0 when it is not in the inbox any more */
      position: z.number().int(),
      total: z.number().int(),
    }),
  ),
  approve: call(z.object({ id: certificateId, digest: digest.nullable() }), nothing),
  release: call(z.object({ id: certificateId }), nothing),
  /** takes an approval back before it is signed: approved → inReview */
  withdrawApproval: call(z.object({ id: certificateId }), nothing),
  decline: call(z.object({ id: certificateId, reason: z.string().min(1).max(512) }), nothing),
  tokens: call(nothing, tokenOverview),
  refreshTokens: call(nothing, tokenOverview),
  tokenProblems: call(nothing, z.object({ problems: z.array(tokenProblem) })),
  /** signs a text that is no document, after the PIN was given in the shell's own window; a problem is one of the token's */
  testSignature: call(
    z.object({ ...tokenNamed, fingerprint }),
    z.object({ problem: tokenProblem.nullable(), algorithm: z.string().nullable(), tookMs: z.number() }),
  ),
  /** the shell asks for both PINs in its own window */
  changePin: call(z.object(tokenNamed), nothing),
  /** the same for the documents chosen: what may sign them is preselected, what may not says why */
  tokensFor: call(z.object({ ids: z.array(certificateId).min(1).max(1000) }), tokenOverview),
  /** the verdict table before the PIN: may this certificate sign each of these? */
  authority: call(
    z.object({ ids: z.array(certificateId).min(1).max(1000), fingerprint }),
    z.object({
      rows: z.array(
        z.object({
          id: certificateId,
          number: z.string(),
          judgement,
          sentences: z.array(words),
          /** undecided, but policy lets it be signed on the evidence held until then */
          offlineUntil: instant.nullable(),
        }),
      ),
    }),
  ),
  /** starts signing what was approved; the PIN is asked by the shell, in its own window */
  sign: call(z.object({ ids: z.array(certificateId).min(1).max(1000), fingerprint }), z.object({ batchId: z.string() })),
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
      search: z.string().max(200).optional(),
      offset: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(1000).optional(),
    }),
    z.object({ rows: z.array(incomingRow), total: z.number().int() }),
  ),
  incomingCertificate: call(z.object({ id: certificateId }), incomingPage),
  answerIncoming: call(
    z.object({
      id: certificateId,
      answer: z.enum(['acknowledge', 'markUsed', 'askReplacement', 'refuse']),
      text: z.string().max(300).optional(),
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
      language: language.optional(),
      theme: z.enum(['system', 'light', 'dark']).optional(),
      officialName: z.string().max(200).optional(),
      gatewayUrl: z.url().optional(),
      gatewayUser: z.string().max(100).optional(),
      gatewayPassword: z.string().max(200).optional(),
      transport: z.enum(['rest', 'soap']).optional(),
      urgentHours: z.number().int().min(1).max(720).optional(),
      agreedHours: agreedHours.optional(),
      documentVersions: documentVersions.optional(),
      views: z.array(savedView).max(50).optional(),
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
