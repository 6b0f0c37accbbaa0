/** A canonicalisation both implementations know, by the URIs of Canonical XML 1.0, 1.1 and Exclusive XML Canonicalization 1.0. */
export type CanonicalForm = {
  readonly kind: 'inclusive' | 'inclusive-1.1' | 'exclusive';
  readonly withComments: boolean;
  /** InclusiveNamespaces PrefixList, '' for #default; exclusive alone */
  readonly prefixes: readonly string[];
};

/** What a Reference gets when its transforms end in a node-set (XMLDSig 1.1 section 4.4.3.2). */
export const defaultForm: CanonicalForm = { kind: 'inclusive', withComments: false, prefixes: [] };

export const exclusiveForm: CanonicalForm = { kind: 'exclusive', withComments: false, prefixes: [] };
