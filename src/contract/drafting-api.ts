import { z } from 'zod/mini';
import { documentView } from '#contract/document-view.ts';
import { call } from '#contract/rpc.ts';
import { certificateId, finding, instant, nothing, words } from '#contract/shapes.ts';

/** Writing a document here: every pause of typing is kept, and answered with what the document would be. */
const draftValues = z.record(z.string().check(z.maxLength(200)), z.string().check(z.maxLength(20_000)));

export const draftRow = z.object({
  id: certificateId,
  type: z.string(),
  typeName: words,
  version: z.string(),
  number: z.string(),
  /** by which drafts without a number are told apart */
  exporter: z.nullable(z.string()),
  goods: z.nullable(z.string()),
  savedAt: instant,
  savedBy: z.string(),
});

export const templateRow = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  typeName: words,
  version: z.string(),
  /** whose template it is; null where it names nobody */
  exporter: z.nullable(z.string()),
});

/** what an earlier certificate says and the form has no field for */
export const notTaken = z.array(z.object({ label: words, value: z.string() }));

export const draftReading = z.object({
  number: z.string(),
  /** which version the document is composed in: where the destination decides it, it changes as that is written */
  version: words,
  /** where it goes, as far as that is written: a contingency of that country lets it take a granted number */
  destination: z.nullable(z.string()),
  /** what schema and rules say of the document these values make, and the field (or row, or group) each is about */
  findings: z.array(z.extend(finding, { field: z.nullable(z.string()) })),
  view: documentView,
});

export const draftingCalls = {
  drafts: call(nothing, z.object({ drafts: z.array(draftRow) })),
  startDraft: call(
    z.object({
      type: z.string().check(z.maxLength(64)),
      version: z.string().check(z.maxLength(64)),
      templateId: z.optional(z.string().check(z.maxLength(64))),
    }),
    z.object({ id: certificateId }),
  ),
  /** a draft that says what an earlier certificate says, or that replaces it */
  draftFrom: call(z.object({ id: certificateId, how: z.enum(['copy', 'replacement']) }), z.object({ id: certificateId, notTaken })),
  /** the same document with its status withdrawn, in the inbox, to be reviewed, signed and sent like any other */
  prepareWithdrawal: call(z.object({ id: certificateId }), z.object({ id: certificateId, number: z.string() })),
  draft: call(z.object({ id: certificateId }), z.object({ row: draftRow, values: draftValues, reading: draftReading })),
  saveDraft: call(z.object({ id: certificateId, values: draftValues }), draftReading),
  /** the draft becomes a document in the inbox, to be reviewed and signed like any other */
  finishDraft: call(z.object({ id: certificateId }), z.object({ id: certificateId, number: z.string() })),
  discardDraft: call(z.object({ id: certificateId }), nothing),
  draftTemplates: call(nothing, z.object({ templates: z.array(templateRow) })),
  saveDraftTemplate: call(
    z.object({ name: z.string().check(z.minLength(1), z.maxLength(100)), draftId: certificateId }),
    z.object({ id: z.string() }),
  ),
  removeDraftTemplate: call(z.object({ id: z.string().check(z.maxLength(64)) }), nothing),
};
