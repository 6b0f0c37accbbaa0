import { randomUUID } from 'node:crypto';
import type { z } from 'zod/mini';
import type { templateRow } from '#contract/drafting-api.ts';
import { askedValues } from '#core/documents/check-draft.ts';
import { done, type Result } from '#core/failure.ts';
import type { Template } from '#main/ports/store-desk.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type Row = z.output<typeof templateRow>;

/** By exporter, as an officer looks for them. */
export function listTemplates(station: Station): Result<{ templates: Row[] }> {
  const templates = station.store.templates.list();
  if (!templates.ok) return templates;
  const rows = templates.value.map((template) => rowOf(station, template));
  return done({
    templates: rows.toSorted((a, b) => (a.exporter ?? '').localeCompare(b.exporter ?? '', 'es') || a.name.localeCompare(b.name, 'es')),
  });
}

export function saveTemplate(station: Station, request: { name: string; draftId: string }): Result<{ id: string }> {
  const draft = station.store.drafts.get(request.draftId);
  if (!draft.ok) return draft;
  const id = randomUUID();
  const { type, version, values } = draft.value;
  const kept = station.store.templates.save({ id, name: request.name, type, version, values, at: now(station), by: station.by() });
  return kept.ok ? done({ id }) : kept;
}

export function removeTemplate(station: Station, id: string): Result<Record<string, never>> {
  const removed = station.store.templates.remove({ id, at: now(station), by: station.by() });
  return removed.ok ? done({}) : removed;
}

/** Whose template it is, is what the document it makes says. */
function rowOf(station: Station, template: Template): Row {
  const { id, name, values } = template;
  const type = station.documentTypes.find((one) => one.id === template.type);
  const version = type?.versions.find((one) => one.id === template.version) ?? type?.versions[0];
  const unknown = { es: template.type, en: template.type };
  if (!type || !version) return { id, name, type: template.type, typeName: unknown, version: '', exporter: null };
  const read = station.xml.documents.read(new TextEncoder().encode(type.compose(askedValues(type.form, values), version)));
  const exporter = read.ok ? type.summarise(read.value).exporter : null;
  return { id, name, type: type.id, typeName: type.name, version: version.id, exporter: exporter === '' ? null : exporter };
}
