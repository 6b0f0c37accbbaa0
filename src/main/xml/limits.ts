/** What the gate lets through. The whole of a 5,000-line certificate is about 3 MB and 150,000 elements. */
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

export const defaultLimits: XmlLimits = { bytes: 16 * 1024 * 1024, depth: 200, nodes: 250_000, attributes: 256, declarations: 256 };
