import type { Answer } from '#renderer/state/station.ts';

type View = Answer<'openReview'>['view'];

/** The head of the paper: the place of what is of the whole document, or of nothing the paper shows. */
export const headPlace = '';

/** The paths the paper shows, in the order of the paper. */
export function shownPaths(view: View): readonly string[] {
  return view.sections.flatMap(({ fields, table }) => [
    ...fields.map(({ path }) => path),
    ...(table?.rows ?? []).flatMap((row) => [row, ...row.cells, ...row.more].map(({ path }) => path)),
  ]);
}

/**
 * Where the paper tells something about an element: at the element, at the first shown beneath it, at the nearest shown
 * around it, or else at its head.
 */
export function placesIn(shown: readonly string[]): (path: string) => string {
  const first = new Map<string, string>();
  for (const place of shown) {
    first.set(place, place);
    for (let at = around(place); at !== '' && !first.has(at); at = around(at)) first.set(at, place);
  }
  return (path) => {
    if (around(path) === '') return headPlace;
    const beneath = first.get(path);
    if (beneath !== undefined) return beneath;
    let at = around(path);
    while (at !== '' && first.get(at) !== at) at = around(at);
    return at;
  };
}

function around(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
