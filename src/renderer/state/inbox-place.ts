export type InboxFilter = 'all' | 'toReview' | 'approved';
type InboxPlace = { active: number; filter: InboxFilter; words: string; read: string | null };

/** Where one was in the inbox, so that coming back to it does not begin at the top. `read`: what was read since. */
export const inboxPlace: InboxPlace = { active: 0, filter: 'all', words: '', read: null };

/** Whoever leaves the review comes back to the row of the certificate `id`. `position`: in the whole inbox, from 1; 0 where it is not, or not known. */
export function readLast(id: string, position: number): void {
  inboxPlace.read = id;
  // a long list comes in pages: this one is shown first
  if (inboxPlace.filter === 'all' && inboxPlace.words === '' && position > 0) inboxPlace.active = position - 1;
}
