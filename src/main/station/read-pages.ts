import { done, type Result } from '#core/failure.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Of a hundred each, as a rule. What is behind them comes with the next turn; a counter without an end must not keep this one for ever. */
const mostInATurn = 200;

/** `isLast`: none waits behind it. */
type Page = { readonly cursor: string; readonly isLast: boolean };

/**
 * What the gateway has behind the cursor of that name, page by page. `take` fetches what comes after a cursor, keeps it and moves the
 * cursor in one transaction. Answers whether it was read to its end, which is also a page that leads no further.
 */
export async function readPages(
  station: Station,
  name: string,
  take: (after: string | null) => Promise<Result<Page>>,
): Promise<Result<boolean>> {
  for (let pages = 0; pages < mostInATurn; pages += 1) {
    const cursor = station.store.cursor(name);
    if (!cursor.ok) return cursor;
    const page = await take(cursor.value);
    if (!page.ok) return page;
    if (page.value.isLast || page.value.cursor === cursor.value) return done(true);
  }
  station.log.write('warn', 'synchronise.tooManyPages', { of: name, pages: mostInATurn });
  return done(false);
}
