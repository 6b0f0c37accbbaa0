import type { Reply } from '#contract/rpc.ts';
import { station } from '#renderer/state/station.ts';

export type Neighbours = {
  readonly next: string | null;
  readonly previous: string | null;
  /** the next one that still waits for a review, looking past the end to the beginning */
  readonly nextToReview: string | null;
  /** 1-based; 0 when it is not in the inbox any more */
  readonly position: number;
  readonly total: number;
};

const mostAtOnce = 1000;

/** Where a certificate stands among those that wait: J and K walk through this list. */
export async function neighboursOf(id: string): Promise<Reply<Neighbours>> {
  const reply = await station.work({ box: 'inbox', limit: mostAtOnce });
  if (!reply.ok) return reply;
  const { rows, total } = reply.value;
  const at = rows.findIndex((row) => row.id === id);
  const around = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
  const nextToReview = around.find((row) => row.id !== id && (row.state === 'pending' || row.state === 'inReview'));
  return {
    ok: true,
    value: {
      next: rows[at + 1]?.id ?? null,
      previous: at > 0 ? (rows[at - 1]?.id ?? null) : null,
      nextToReview: nextToReview?.id ?? null,
      position: at + 1,
      total,
    },
  };
}
