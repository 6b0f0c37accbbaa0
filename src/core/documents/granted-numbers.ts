import type { DocumentType, DraftValues } from '#core/documents/document-type.ts';

/** The documents (UNCL 1001) of which a station holds numbers of the gateway ready for an outage. */
export function numberedKinds(types: readonly DocumentType[]): readonly string[] {
  return types.flatMap(({ form }) => {
    const [groupId, fieldId] = form.grantedNumber?.kind.split('.') ?? [];
    const field = form.groups.find(({ id }) => id === groupId)?.fields.find(({ id }) => id === fieldId);
    return field?.choices?.map(({ code }) => code) ?? [];
  });
}

/** Of which document the draft with these values is, where such ones bear a number that is granted. */
export function numberedKindOf(type: DocumentType, values: DraftValues): string | null {
  const { grantedNumber } = type.form;
  return grantedNumber === undefined ? null : (values[grantedNumber.kind] ?? null);
}
