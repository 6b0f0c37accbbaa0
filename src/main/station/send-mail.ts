import { randomUUID } from 'node:crypto';
import { retryDelayMs } from '#core/delivery.ts';
import type { MailMessage } from '#main/ports/mail.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** The store that cannot say what is due is asked again. */
const againMs = 30_000;

/** One turn of the mail: what is due is handed to the server, and what it does not take is tried again. */
export function sendMailDue(station: Station, isStopped: () => boolean): () => Promise<number | null> {
  const owner = randomUUID();
  return async () => {
    const { mail, store, policy, log } = station;
    if (mail === null) return null;
    while (!isStopped()) {
      const claim = store.outbox.claimDue({ now: now(station), leaseMs: policy.leaseMs, owner, kinds: ['mail'] });
      if (!claim.ok) {
        log.write('error', 'mail.claimFailed', { code: claim.failure.code });
        return againMs;
      }
      if (claim.value === null) break;
      // written by notify.ts alone
      const sent = await mail.send(claim.value.payload as unknown as MailMessage);
      const at = now(station);
      const wait = retryDelayMs(claim.value.attempt, null, station.chance(), policy.delivery.backoff);
      const dueAt = new Date(station.clock.now().getTime() + wait).toISOString();
      const outcome = sent.ok
        ? ({ kind: 'accepted', receiptId: claim.value.key, at } as const)
        : ({ kind: 'busy', dueAt, failure: sent.failure } as const);
      const settled = store.outbox.settle({ key: claim.value.key, owner, at, outcome });
      if (!settled.ok) log.write('error', 'mail.notSettled', { code: settled.failure.code });
      if (!sent.ok) log.write('warn', 'mail.notSent', { code: sent.failure.code });
    }
    const next = store.outbox.nextDueAt(['mail']);
    if (!next.ok) return againMs;
    if (next.value === null) return null;
    return Math.max(100, Date.parse(next.value) - station.clock.now().getTime());
  };
}
