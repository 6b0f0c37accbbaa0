import { useCallback, useState } from 'react';
import type { Reply } from '#contract/rpc.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';

export type Selection = ReadonlyMap<string, OutgoingState>;

export const mostAtOnce = 1000;

let kept: Selection = new Map();

/** What is selected in the inbox and how it stands: kept while one of them is looked at, and each as long as it is in the inbox. */
export function useSelection(): readonly [Selection, (next: Selection) => void] {
  const [selection, setSelection] = useState(kept);
  const select = useCallback((next: Selection) => {
    kept = next;
    setSelection(next);
  }, []);
  const renew = async (): Promise<Reply<null>> => {
    const asked = kept;
    const standing = await standingOf(asked);
    if (!standing.ok) return standing;
    // what was selected or left out meanwhile holds
    const next = new Map(kept);
    for (const id of asked.keys()) {
      const state = standing.value.get(id);
      if (state === undefined) next.delete(id);
      else if (next.has(id)) next.set(id, state);
    }
    if (asked.size > 0) select(next);
    return { ok: true, value: null };
  };
  useAnswer('selection', renew, ['changed'], { restMs: 500 });
  return [selection, select];
}

/** Those of them that are in the inbox, however long it is. */
export async function standingOf(wanted: Selection): Promise<Reply<Selection>> {
  const found = new Map<string, OutgoingState>();
  for (let offset = 0, total = 1; found.size < wanted.size && offset < total; offset += mostAtOnce) {
    const reply = await station.work({ box: 'inbox', offset, limit: mostAtOnce });
    if (!reply.ok) return reply;
    ({ total } = reply.value);
    for (const { id, state } of reply.value.rows) if (wanted.has(id)) found.set(id, state);
  }
  return { ok: true, value: found };
}
