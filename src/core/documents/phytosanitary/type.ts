import type { DocumentType } from '#core/documents/document-type.ts';
import { acknowledgeCertificate, acknowledgementMessage } from '#core/documents/phytosanitary/acknowledgement-message.ts';
import { composeCertificate } from '#core/documents/phytosanitary/compose.ts';
import { draftFromCertificate, replacementOfCertificate, withdrawnCertificate } from '#core/documents/phytosanitary/draft-from.ts';
import { phytosanitaryForm } from '#core/documents/phytosanitary/form.ts';
import { certificateRules } from '#core/documents/phytosanitary/rules.ts';
import { summariseCertificate } from '#core/documents/phytosanitary/summary.ts';
import { inVersion, otherVersionOfRoot, spsVersions, usualVersion, versionOfRoot } from '#core/documents/phytosanitary/versions.ts';
import { viewCertificate } from '#core/documents/phytosanitary/view.ts';
import { phytosanitaryName } from '#core/documents/phytosanitary/name.ts';

/** The phytosanitary certificate (851) and its re-export form (657), UN/CEFACT SPSCertificate 13B and 17A, after ISPM 12. */
export const phytosanitary: DocumentType = {
  id: phytosanitaryName.id,
  name: phytosanitaryName.name,
  versions: spsVersions,
  usualVersion,
  recognise: versionOfRoot,
  otherVersion: otherVersionOfRoot,
  summarise: summariseCertificate,
  view: viewCertificate,
  rules: certificateRules,
  signaturePlan: () => ({ kind: 'enveloped' }),
  practisedBy: 'inspector',
  form: phytosanitaryForm,
  compose: composeCertificate,
  draftFrom: draftFromCertificate,
  replacementFrom: replacementOfCertificate,
  withdrawn: withdrawnCertificate,
  inVersion,
  acknowledge: acknowledgeCertificate,
  messages: [acknowledgementMessage],
};
