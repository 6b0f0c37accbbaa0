import { composeDeclaration } from '#core/documents/customs-declaration/compose.ts';
import { cancelledDeclaration, draftFromDeclaration, replacementOfDeclaration } from '#core/documents/customs-declaration/draft-from.ts';
import { declarationForm } from '#core/documents/customs-declaration/form.ts';
import { declarationRules } from '#core/documents/customs-declaration/rules.ts';
import { summariseDeclaration } from '#core/documents/customs-declaration/summary.ts';
import { declarationVersion, versionOfDeclaration } from '#core/documents/customs-declaration/version.ts';
import { viewDeclaration } from '#core/documents/customs-declaration/view.ts';
import type { DocumentType } from '#core/documents/document-type.ts';
import { customsDeclarationName } from '#core/documents/customs-declaration/name.ts';

/** The customs declaration, for export (830) and import (929), on names of the WCO data model. */
export const customsDeclaration: DocumentType = {
  id: customsDeclarationName.id,
  name: customsDeclarationName.name,
  versions: [declarationVersion],
  recognise: versionOfDeclaration,
  summarise: summariseDeclaration,
  view: viewDeclaration,
  rules: declarationRules,
  signaturePlan: () => ({ kind: 'enveloped' }),
  practisedBy: 'certifier',
  form: declarationForm,
  compose: composeDeclaration,
  draftFrom: draftFromDeclaration,
  replacementFrom: replacementOfDeclaration,
  withdrawn: cancelledDeclaration,
};
