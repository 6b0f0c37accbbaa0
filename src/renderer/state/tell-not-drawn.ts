import { routeOf } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';

/** A line of a stack: `at name (rubrica://app/assets/review-1a2b.js:12:345)`. */
const place = /^\s*at .*?([\w.-]{1,80}:\d{1,7}:\d{1,7})\)?$/;

/** For the log: the kind and the places of an error. Its message may hold a piece of a document, and stays here. */
export function tellNotDrawn(error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const at = stack.split('\n').flatMap((line) => place.exec(line)?.[1] ?? []);
  void station.notDrawn({
    screen: routeOf(location.hash).screen,
    error: /^[A-Za-z]{1,40}$/.test(name) ? name : 'Error',
    at: at.slice(0, 8),
  });
}
