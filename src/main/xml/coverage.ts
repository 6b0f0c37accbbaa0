import type { SignedParts } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';
import { elementsWithId } from './strict/engine.ts';
import type { StrictDocument, StrictElement } from './strict/document.ts';

/** What the types say of documents in which parts are signed: each has a frame of its own. */
const frames: readonly SignedParts[] = documentTypes.flatMap(({ signedParts }) => signedParts ?? []);
const parts = frames.flatMap((frame) => frame.parts);

/**
 * Whether a document signed by Id is what its signatures cover and nothing more that a reader could take for content.
 * Wrapping attacks keep the signed element and put another in its place; so outside the covered elements only their
 * ancestors may stand, what the frame of such documents has beside them, and no second element of a covered one's name.
 */
export function isCovered(document: StrictDocument, ids: readonly string[]): boolean {
  const covered = ids.map((id) => elementsWithId(document, id)[0]).filter((element) => element !== undefined);
  if (covered.length !== ids.length) return false;
  const frame = frames.find((one) => ids.every((id) => one.parts.some((part) => part.id === id)));
  if (!covered.every((element, index) => isInItsPlace(document, element, frame && ids[index]))) return false;
  const open = new Set<StrictElement>(document.signatures);
  return isFrame(document.root, { covered: new Set(covered), ancestors: ancestorsOf(covered), open, beside: frame?.beside ?? [] });
}

/** Older signatures of this part may have been made with what is refused today. */
export function mayBeLegacy(covers: string): boolean {
  return parts.some((part) => part.id === covers && part.mayBeLegacy);
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
  readonly beside: readonly string[];
};

function isFrame(element: StrictElement, frame: Frame): boolean {
  if (frame.covered.has(element) || frame.open.has(element)) return true;
  if (!frame.ancestors.has(element)) return frame.beside.includes(pathOf(element));
  if (element.hasValue) return false;
  return element.children.every((child) => typeof child === 'string' || child.kind === 'comment' || isFrame(child, frame));
}

/** One of its name, and of a part that its schema fixes, the one in that place. */
function isInItsPlace(document: StrictDocument, element: StrictElement, id: string | undefined): boolean {
  if (countNamed(document, element.local) !== 1) return false;
  const part = parts.find((one) => (id === undefined ? one.path.endsWith(`/${element.local}`) : one.id === id));
  return part === undefined || part.path === pathOf(element);
}

function pathOf(element: StrictElement): string {
  const names: string[] = [];
  for (let here: StrictElement | null = element; here; here = here.parent) names.unshift(here.local);
  return names.join('/');
}

function countNamed({ table }: StrictDocument, local: string): number {
  let count = 0;
  for (let index = 0; index < table.count; index++) if (table.name(index).local === local) count++;
  return count;
}

function ancestorsOf(elements: readonly StrictElement[]): ReadonlySet<StrictElement> {
  const ancestors = new Set<StrictElement>();
  for (const element of elements) for (let here = element.parent; here; here = here.parent) ancestors.add(here);
  return ancestors;
}
