/**
 * What the gate lets through: what is verified, schema and rules included, within a second and 300 MB. A certificate of 5,000 plain
 * lines is 2 MB and 45,000 nodes; one of 3,500 lines as full as those to practise with 6 MB and 108,000.
 */
export type XmlLimits = {
  readonly bytes: number;
  /** nesting of elements; libxml2 itself stops at 256 */
  readonly depth: number;
  /** elements, attributes, declarations and comments together: what a tree costs in memory */
  readonly nodes: number;
  /** attributes and declarations of one element; canonicalisers sort them */
  readonly attributes: number;
  /** namespace declarations in force at one place */
  readonly declarations: number;
};

export const defaultLimits: XmlLimits = { bytes: 8 * 1024 * 1024, depth: 200, nodes: 110_000, attributes: 256, declarations: 256 };
