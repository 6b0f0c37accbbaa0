import { randomUUID } from 'node:crypto';
import type { Clock } from '#main/ports/system.ts';

/**
 * An id that sorts by the time it was made (UUID version 7, RFC 9562 section 5.7). The store has indexes by such ids: what is written
 * together then stands together in them, and a commit touches one page of each and not one for every row.
 */
export function orderedId({ clock }: { readonly clock: Clock }): string {
  const time = Math.max(0, clock.now().getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
