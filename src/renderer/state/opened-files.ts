import type { OpenedFile } from '#contract/window-api.ts';
import { isInHand } from '#renderer/state/in-hand.ts';
import { eachOnce, tellOpened } from '#renderer/state/notices.ts';
import { go, routeOf, type Route, type Screen } from '#renderer/state/route.ts';
import { bridge } from '#renderer/state/station.ts';

/** Where one may be in the middle of something: a decision, a PIN, words not kept yet. */
const busy: readonly Screen[] = ['review', 'sign', 'draft', 'tokens', 'settings'];

/** Certificates opened from the desktop are shown at once, and whoever is in the middle of something is only told. */
export function listenForOpened(): () => void {
  const show = async (): Promise<void> => {
    const files = eachOnce(await bridge.takeOpened());
    if (files.length === 0) return;
    const isWaiting = busy.includes(routeOf(location.hash).screen) || isInHand(document.activeElement);
    if (isWaiting) return tellOpened(files, true);
    leadTo(files);
    tellOpened(besideNew(files).length > 0 ? files.filter(({ isNew }) => isNew) : files, false);
  };
  void show();
  return bridge.on('filesOpened', () => void show());
}

/** The inbox shows the new ones among them; of those that were here already it is told beside it, and that leads to them. */
export function leadTo(files: readonly OpenedFile[]): void {
  const others = besideNew(files);
  if (others.length > 0) tellOpened(others, true);
  go(placeOf(files));
}

function besideNew(files: readonly OpenedFile[]): readonly OpenedFile[] {
  const here = files.filter(({ isNew }) => !isNew);
  return here.length < files.length ? here : [];
}

/** One has its own page; several stand together: in the inbox, from the first that is new, or where none is, among all. */
function placeOf(files: readonly OpenedFile[]): Route {
  const [first, ...others] = files.toSorted((one, other) => Number(other.isNew) - Number(one.isNew));
  if (first === undefined) return { screen: 'inbox' };
  if (others.length === 0) return { screen: first.isNew ? 'review' : 'certificate', id: first.id };
  const ids = [first, ...others].map(({ id }) => id).join(',');
  return first.isNew ? { screen: 'inbox', show: ids } : { screen: 'all', only: ids };
}
