import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

/** The exact bytes to a file the person chooses. */
export async function saveDocument(id: string, t: Text): Promise<void> {
  const document = await station.documentBytes({ id });
  if (!document.ok) return tellFailure(document.failure, { id }, () => void saveDocument(id, t));
  const saved = await bridge.saveFile(document.value.name, document.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, { id }, () => void saveDocument(id, t));
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}

/** Our answer to it, as its own exchange writes one. */
export async function saveAcknowledgement(id: string, t: Text): Promise<void> {
  const document = await station.acknowledgementDocument({ id });
  if (!document.ok) return tellFailure(document.failure, { id }, () => void saveAcknowledgement(id, t));
  const saved = await bridge.saveFile(document.value.name, document.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, { id }, () => void saveAcknowledgement(id, t));
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}

/** All the evidence of one certificate, checkable without us. */
export async function saveDossier(id: string, t: Text): Promise<void> {
  const dossier = await station.dossier({ id });
  if (!dossier.ok) return tellFailure(dossier.failure, { id }, () => void saveDossier(id, t));
  const saved = await bridge.saveFile(dossier.value.name, dossier.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, { id }, () => void saveDossier(id, t));
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}

/** The officials found, as a directory file. */
export async function saveOfficials(search: string, t: Text, number: (n: number) => string): Promise<void> {
  const found = await station.exportOfficials(search === '' ? {} : { search });
  if (!found.ok) return tellFailure(found.failure, null, () => void saveOfficials(search, t, number));
  const saved = await bridge.saveFile(found.value.name, found.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, null, () => void saveOfficials(search, t, number));
  if (saved.value) tellDone(t.officials.exported(number(found.value.total), saved.value.path));
}

/** The narrowed list as a file the person chooses. */
export async function saveList(query: Parameters<typeof station.exportWork>[0], t: Text, count: (n: number) => string): Promise<void> {
  const list = await station.exportWork(query);
  if (!list.ok) return tellFailure(list.failure, undefined, () => void saveList(query, t, count));
  const saved = await bridge.saveFile(list.value.name, list.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, undefined, () => void saveList(query, t, count));
  if (saved.value) tellDone(t.monitor.exported(count(list.value.count), saved.value.path));
}

/** A contingency's closing report, one row a certificate. */
export async function saveContingency(id: string, language: 'es' | 'en', t: Text): Promise<void> {
  const report = await station.exportContingency({ id, format: 'xlsx', language });
  if (!report.ok) return tellFailure(report.failure, undefined, () => void saveContingency(id, language, t));
  const saved = await bridge.saveFile(report.value.name, report.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, undefined, () => void saveContingency(id, language, t));
  if (saved.value) tellDone(t.contingency.reportSaved(saved.value.path));
}

/** What is laid out for print, as a PDF where the person chooses. */
export async function savePdf(number: string, t: Text): Promise<void> {
  const saved = await bridge.savePdf(`${number}.pdf`);
  if (!saved.ok) return tellFailure(saved.failure);
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}

/** Versions, policy, counts and logs for whoever helps. */
export async function saveDiagnostics(t: Text): Promise<void> {
  const report = await station.diagnostics({});
  if (!report.ok) return tellFailure(report.failure, undefined, () => void saveDiagnostics(t));
  const saved = await bridge.saveFile(report.value.name, report.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, undefined, () => void saveDiagnostics(t));
  if (saved.value) tellDone(t.about.reportSaved(saved.value.path));
}

export async function saveLicences(t: Text): Promise<void> {
  const texts = await station.licenceTexts({});
  if (!texts.ok) return tellFailure(texts.failure);
  const saved = await bridge.saveFile(texts.value.name, texts.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure);
  if (saved.value) tellDone(t.about.licencesSaved(saved.value.path));
}
