import type { CodeList } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { documentKinds, documentRelationships, documentStates } from '#core/documents/code-lists/document-codes.ts';
import { packages } from '#core/documents/code-lists/packages.ts';
import { ports } from '#core/documents/code-lists/ports.ts';
import { tariff } from '#core/documents/code-lists/tariff.ts';
import { transportModes } from '#core/documents/code-lists/transport-modes.ts';
import { units } from '#core/documents/code-lists/units.ts';

/** Every list a form field may name by its id. */
export const codeLists: readonly CodeList[] = [
  countries,
  ports,
  units,
  packages,
  transportModes,
  tariff,
  documentKinds,
  documentStates,
  documentRelationships,
];

export function codeListById(id: string): CodeList | undefined {
  return codeLists.find((list) => list.id === id);
}
