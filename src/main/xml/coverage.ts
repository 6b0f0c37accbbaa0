import { elementsWithId } from './strict/engine.ts';
import type { StrictDocument, StrictElement } from './strict/document.ts';

/**
 * Whether a document signed by Id is what its signatures cover and nothing more that a reader could take for content.
 * Wrapping attacks keep the signed element and put another in its place; so outside the covered elements only their
 * ancestors may stand, and no second element of a covered one's name.
 *
 * The certificate of origin has a frame of its own (COD schema 1.8 to 4.1): Header beside CertOrigin, and EH and
 * CertificationEH beside CODExporter, which the official's signature on CODEH covers later.
 */
export function isCovered(document: StrictDocument, ids: readonly string[]): boolean {
  const covered = ids.map((id) => elementsWithId(document, id)[0]).filter((element) => element !== undefined);
  if (covered.length !== ids.length) return false;
  if (!covered.every((element) => isInItsPlace(document, element))) return false;
  const open = new Set<StrictElement>(document.signatures);
  const isOrigin = ids.every((id) => id === 'COD' || id === 'CODEH');
  // the schema fixes each of the two Ids to the element of that name
  if (isOrigin && covered.some((element, index) => element.local !== ids[index])) return false;
  return isFrame(document.root, { covered: new Set(covered), ancestors: ancestorsOf(covered), open, isOrigin });
}

/**
 * Whether what is signed is a part that stands for itself: nothing of its name stands outside it. The rest nobody signed, and only
 * who knows the form of such documents can say what that means.
 */
export function isAPart(document: StrictDocument, ids: readonly string[]): boolean {
  const covered = new Set(ids.flatMap((id) => elementsWithId(document, id)));
  const names = new Set([...covered].map(({ local }) => local));
  const isFree = (element: StrictElement): boolean =>
    covered.has(element) ||
    (!names.has(element.local) &&
      element.children.every((child) => typeof child === 'string' || child.kind === 'comment' || isFree(child)));
  return isFree(document.root);
}

type Frame = {
  readonly covered: ReadonlySet<StrictElement>;
  readonly ancestors: ReadonlySet<StrictElement>;
  readonly open: ReadonlySet<StrictElement>;
  readonly isOrigin: boolean;
};

function isFrame(element: StrictElement, frame: Frame): boolean {
  if (frame.covered.has(element) || frame.open.has(element)) return true;
  if (!frame.ancestors.has(element)) return frame.isOrigin && isBesideOrigin(element);
  if (element.hasValue) return false;
  return element.children.every((child) => typeof child === 'string' || child.kind === 'comment' || isFrame(child, frame));
}

function isBesideOrigin(element: StrictElement): boolean {
  const parent = element.parent?.local;
  if (element.local === 'Header') return parent === 'Envelope' && element.parent?.parent === null;
  return (element.local === 'EH' || element.local === 'CertificationEH') && parent === 'CODEH';
}

/** One of its name, and for the certificate of origin the name and path that the schema fixes. */
function isInItsPlace(document: StrictDocument, element: StrictElement): boolean {
  if (countNamed(document.root, element.local) !== 1) return false;
  const path = [...pathOf(element)].join('/');
  if (element.local === 'CODEH') return path.endsWith('CertOrigin/CODEH');
  return element.local !== 'COD' || path.endsWith('CertOrigin/CODEH/CODExporter/COD');
}

function pathOf(element: StrictElement): readonly string[] {
  const names: string[] = [];
  for (let here: StrictElement | null = element; here; here = here.parent) names.unshift(here.local);
  return names;
}

function countNamed(element: StrictElement, local: string): number {
  let count = element.local === local ? 1 : 0;
  for (const child of element.children) if (typeof child !== 'string' && child.kind === 'element') count += countNamed(child, local);
  return count;
}

function ancestorsOf(elements: readonly StrictElement[]): ReadonlySet<StrictElement> {
  const ancestors = new Set<StrictElement>();
  for (const element of elements) for (let here = element.parent; here; here = here.parent) ancestors.add(here);
  return ancestors;
}
