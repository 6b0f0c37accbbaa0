import type { Reply } from '#contract/rpc.ts';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

type Made = { readonly name: string; readonly bytes: Uint8Array };

/** What the station makes of it, to a file the person chooses; a failure offers the same once more. */
async function save<File extends Made>(
  make: () => Promise<Reply<File>>,
  said: (path: string, file: File) => string,
  about: { readonly id: string } | null = null,
): Promise<void> {
  const again = (): void => void save(make, said, about);
  const made = await make();
  if (!made.ok) return tellFailure(made.failure, about, again);
  const saved = await bridge.saveFile(made.value.name, made.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, about, again);
  if (saved.value) tellDone(said(saved.value.path, made.value));
}

/** The exact bytes. */
export function saveDocument(id: string, t: Text): Promise<void> {
  return save(() => station.documentBytes({ id }), t.certificate.saved, { id });
}

/** Our answer to it, as its own exchange writes one. */
export function saveAcknowledgement(id: string, t: Text): Promise<void> {
  return save(() => station.acknowledgementDocument({ id }), t.certificate.saved, { id });
}

/** All the evidence of one certificate, checkable without us. */
export function saveDossier(id: string, t: Text): Promise<void> {
  return save(() => station.dossier({ id }), t.certificate.saved, { id });
}

/** The officials found, as a directory file. */
export function saveOfficials(search: string, t: Text, number: (n: number) => string): Promise<void> {
  return save(
    () => station.exportOfficials(search === '' ? {} : { search }),
    (path, { total }) => t.officials.exported(number(total), path),
  );
}

/** The narrowed list. */
export function saveList(query: Parameters<typeof station.exportWork>[0], t: Text, number: (n: number) => string): Promise<void> {
  return save(
    () => station.exportWork(query),
    (path, { count }) => t.monitor.exported(number(count), path),
  );
}

/** A contingency's closing report, one row a certificate. */
export function saveContingency(id: string, language: 'es' | 'en', t: Text): Promise<void> {
  return save(() => station.exportContingency({ id, format: 'xlsx', language }), t.contingency.reportSaved);
}

/** Versions, policy, counts and logs for whoever helps. */
export function saveDiagnostics(t: Text): Promise<void> {
  return save(() => station.diagnostics({}), t.about.reportSaved);
}

export function saveLicences(t: Text): Promise<void> {
  return save(() => station.licenceTexts({}), t.about.licencesSaved);
}

/** What is laid out for print, as a PDF where the person chooses. */
export async function savePdf(number: string, t: Text): Promise<void> {
  const saved = await bridge.savePdf(`${number}.pdf`);
  if (!saved.ok) return tellFailure(saved.failure);
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}
