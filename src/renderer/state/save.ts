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

/** What is laid out for print, as a PDF where the person chooses. */
export async function savePdf(number: string, t: Text): Promise<void> {
  const saved = await bridge.savePdf(`${number}.pdf`);
  if (!saved.ok) return tellFailure(saved.failure);
  if (saved.value) tellDone(t.certificate.saved(saved.value.path));
}
