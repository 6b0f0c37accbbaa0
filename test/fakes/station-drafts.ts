import { resolve } from 'node:path';
import type { Handlers } from '#contract/rpc.ts';
import type { draftingCalls } from '#contract/drafting-api.ts';
import { documentTypes } from '#core/documents/types.ts';
import { done, failed } from '#core/failure.ts';
import type { DraftToKeep, Template } from '#main/ports/store-desk.ts';
import { listTemplates, removeTemplate, saveTemplate } from '#main/station/draft-templates.ts';
import {
  discardDraft,
  draftFrom,
  finishDraft,
  listDrafts,
  openDraft,
  prepareWithdrawal,
  saveDraft,
  startDraft,
} from '#main/station/drafts.ts';
import type { Station } from '#main/station/station-parts.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';

const schemas = resolve(import.meta.dirname, '../../schemas');

/** The map has it, or has it no more. */
const kept = (change: unknown) => {
  void change;
  return done(null);
};

/** The station's own drafting on a desk that lives in memory: forms, schema and rules are the real ones. */
export function createFakeDrafts(
  changed: (id: string) => void,
  bytesOf: (id: string) => Uint8Array | null,
): Handlers<typeof draftingCalls> {
  const drafts = new Map<string, DraftToKeep>();
  const templates = new Map<string, Template>();
  const store = {
    settings: { all: () => done({}) },
    outgoing: { get: (id: string) => done({ signed: null, bytes: bytesOf(id) }), bearing: () => done([]) },
    drafts: {
      save: (draft: DraftToKeep) => kept(drafts.set(draft.id, draft)),
      get: (id: string) => (drafts.has(id) ? done(drafts.get(id) as DraftToKeep) : failed({ code: 'documentNotFound', id })),
      list: () => done([...drafts.values()]),
      finish: ({ id }: { readonly id: string }) => kept(drafts.delete(id)),
      discard: ({ id }: { readonly id: string }) => kept(drafts.delete(id)),
    },
    templates: {
      save: (template: Template) => kept(templates.set(template.id, template)),
      get: (id: string) => (templates.has(id) ? done(templates.get(id) as Template) : failed({ code: 'templateNotFound', id })),
      list: () => done([...templates.values()]),
      remove: ({ id }: { readonly id: string }) => kept(templates.delete(id)),
    },
  };
  const station = {
    store,
    documentTypes,
    defaults: { locked: [] },
    schemas: { words: () => null },
    xml: { documents: createXmlDocuments({ schemaFolder: schemas }) },
    clock: { now: () => new Date() },
    // nobody's name was set
    by: () => 'station',
    announce: { changed },
  } as unknown as Station;
  return {
    drafts: () => listDrafts(station),
    startDraft: (request) => startDraft(station, request),
    draftFrom: (request) => draftFrom(station, request),
    prepareWithdrawal: ({ id }) => prepareWithdrawal(station, id),
    draft: ({ id }) => openDraft(station, id),
    saveDraft: (request) => saveDraft(station, request),
    finishDraft: ({ id }) => finishDraft(station, id),
    discardDraft: ({ id }) => discardDraft(station, id),
    draftTemplates: () => listTemplates(station),
    saveDraftTemplate: (request) => saveTemplate(station, request),
    removeDraftTemplate: ({ id }) => removeTemplate(station, id),
  };
}
