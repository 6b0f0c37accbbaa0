import type { DocumentType } from '#core/documents/document-type.ts';
import { completeOrigin } from '#core/documents/origin/complete.ts';
import { composeOrigin } from '#core/documents/origin/compose.ts';
import { draftFromOrigin } from '#core/documents/origin/draft-from.ts';
import { originForm } from '#core/documents/origin/form.ts';
import { replacementOfOrigin } from '#core/documents/origin/replacement.ts';
import { readyForOfficial } from '#core/documents/origin/rules-signatures.ts';
import { isCertified } from '#core/documents/origin/rules-certification.ts';
import { originRules } from '#core/documents/origin/rules.ts';
import { summariseOrigin } from '#core/documents/origin/summary.ts';
import { codParts, codVersions, otherVersionOfEnvelope, versionOfEnvelope } from '#core/documents/origin/versions.ts';
import { viewOrigin } from '#core/documents/origin/view.ts';
import { originName } from '#core/documents/origin/name.ts';

/** The digital certificate of origin: ALADI's envelope with its two signatures, and the Alliance's form in it. */
export const origin: DocumentType = {
  id: originName.id,
  name: originName.name,
  versions: codVersions,
  recognise: versionOfEnvelope,
  otherVersion: otherVersionOfEnvelope,
  summarise: summariseOrigin,
  view: viewOrigin,
  rules: originRules,
  readyToSign: readyForOfficial,
  signaturePlan: () => ({ kind: 'sibling', id: 'CODEH' }),
  signedParts: codParts,
  practisedBy: 'certifier',
  form: originForm,
  compose: composeOrigin,
  complete: completeOrigin,
  isCompleted: isCertified,
  draftFrom: draftFromOrigin,
  replacementFrom: replacementOfOrigin,
};
