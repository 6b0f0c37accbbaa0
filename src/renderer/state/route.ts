import { useSyncExternalStore } from 'react';

/** Where the window is. The address is the fragment, so going back is the system's own Alt+Left. */
export type Route =
  /** `show`, `only`: ids, joined by commas */
  | { readonly screen: 'inbox'; readonly show?: string }
  | { readonly screen: 'review'; readonly id: string }
  | { readonly screen: 'sign' }
  | { readonly screen: 'drafts' }
  | { readonly screen: 'draft'; readonly id: string }
  | { readonly screen: 'outbox' }
  | { readonly screen: 'certificate'; readonly id: string }
  | { readonly screen: 'incoming' }
  | { readonly screen: 'report'; readonly id: string }
  | { readonly screen: 'monitor' }
  | { readonly screen: 'all'; readonly only?: string }
  | { readonly screen: 'contingency' }
  | { readonly screen: 'officials' }
  | { readonly screen: 'tokens' }
  | { readonly screen: 'settings'; readonly part?: 'updates' }
  | { readonly screen: 'about' };

export type Screen = Route['screen'];

const plain: readonly Screen[] = [
  'inbox',
  'sign',
  'drafts',
  'outbox',
  'incoming',
  'monitor',
  'all',
  'contingency',
  'officials',
  'tokens',
  'settings',
  'about',
];
const withId: readonly Screen[] = ['review', 'draft', 'certificate', 'report'];

export function addressOf(route: Route): string {
  const more = moreOf(route);
  return more ? `#/${route.screen}/${encodeURIComponent(more)}` : `#/${route.screen}`;
}

function moreOf(route: Route): string | undefined {
  if ('id' in route) return route.id;
  if ('part' in route) return route.part;
  return 'show' in route ? route.show : 'only' in route ? route.only : undefined;
}

export function routeOf(address: string): Route {
  const [screen = '', id = ''] = address.replace(/^#\//, '').split('/');
  if (withId.some((one) => one === screen) && id !== '') return { screen, id: decodeURIComponent(id) } as Route;
  if (screen === 'inbox' && id !== '') return { screen, show: decodeURIComponent(id) };
  if (screen === 'settings' && id === 'updates') return { screen, part: id };
  if (screen === 'all' && id !== '') return { screen, only: decodeURIComponent(id) };
  return plain.some((one) => one === screen) ? ({ screen } as Route) : { screen: 'inbox' };
}

const listeners = new Set<() => void>();

/** Told at once, before the browser's own event: the next key of quick fingers meets the new screen. */
export function go(route: Route): void {
  location.hash = addressOf(route);
  for (const changed of listeners) changed();
}

/** The same place by a plainer address, so that coming back to it does not lead on again. */
export function nameAgain(route: Route): void {
  history.replaceState(null, '', addressOf(route));
  for (const changed of listeners) changed();
}

/** To where one came from. */
export function goBack(): void {
  history.back();
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(listen, () => location.hash));
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener('hashchange', changed);
  return () => {
    listeners.delete(changed);
    removeEventListener('hashchange', changed);
  };
}
