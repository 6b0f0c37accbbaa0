/**
 * What the gate lets through: what is verified, schema and rules included, within 300 MB. 5,000 lines as full as those of the
 * certificates to practise with are 7.5 MB and 140,000 nodes.
 */
export type XmlLimits = {
  readonly bytes: number;
  /** nesting of elements; libxml2 itself stops at 256 */
  readonly depth: number;
  /** elements, attributes, declarations and comments together: what a tree costs in memory */
  readonly nodes: number;
  /** attributes and declarations of one element; canonicalisers sort them */
  readonly attributes: number;
  /** bytes of one attribute's value */
  readonly value: number;
  /** namespace declarations in force at one place */
  readonly declarations: number;
  /** the square of that, of all elements together: libxml2 looks through all of them for each of them, at every element */
  readonly scopes: number;
  /** characters that canonical forms write as references, five times as long */
  readonly references: number;
};

export const defaultLimits: XmlLimits = {
  bytes: 8 * 1024 * 1024,
  depth: 200,
  nodes: 150_000,
  attributes: 256,
  value: 65_536,
  declarations: 256,
  scopes: 40_000_000,
  references: 2_000_000,
};
