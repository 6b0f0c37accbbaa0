import type { DocumentView } from '#core/documents/document-type.ts';
import { dressed } from '#core/documents/pack-words.ts';
import type { ReadMessage } from '#main/station/read-document.ts';
import type { Station } from '#main/station/station-parts.ts';

/** What a person reads of a document, in the words of the pack that judges it where it is judged by one. */
export function viewDocument(station: Pick<Station, 'schemas'>, { type, version, root }: ReadMessage): DocumentView {
  const view = type.view(root);
  const words = station.schemas.words(version.schema);
  return words === null ? view : dressed(view, words);
}
