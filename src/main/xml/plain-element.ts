/** A ds:Signature as plain data: what each implementation takes out of its own tree for the one policy to judge. */
export type PlainElement = {
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly { readonly local: string; readonly namespace: string; readonly value: string }[];
  readonly children: readonly PlainElement[];
  readonly text: string;
  /** a comment or a CDATA section stands directly inside */
  readonly isCut: boolean;
};

/** More than any KeyInfo needs; what is larger is not read at all. */
export const largestSignature = 2000;

export function attributeIn(element: PlainElement, local: string): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.namespace === '')?.value;
}
