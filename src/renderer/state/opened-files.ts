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
    tellOpened(files, isWaiting);
    if (!isWaiting) go(placeOf(files));
  };
  void show();
  return bridge.on('filesOpened', () => void show());
}

/** One has its own page; several stand together in the inbox, from the first that is new. */
export function placeOf(files: readonly OpenedFile[]): Route {
  const first = files.find((file) => file.isNew) ?? files[0];
  if (first === undefined) return { screen: 'inbox' };
  if (files.length > 1) return { screen: 'inbox', show: [first, ...files.filter((file) => file !== first)].map(({ id }) => id).join(',') };
  return { screen: first.isNew ? 'review' : 'certificate', id: first.id };
}
