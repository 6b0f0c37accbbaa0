import type { Events } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';

type StationEvents = Events<StationApi>;
type Listener = <Name extends keyof StationEvents>(name: Name, payload: StationEvents[Name]) => void;

/**
 * Tells whoever listens that something changed. Changes of one moment are told together: a batch of five hundred
 * signatures must not make the screen ask five hundred times.
 */
export type Announce = {
  changed(...ids: readonly string[]): void;
  statusChanged(): void;
  tokensChanged(): void;
  batchChanged(batchId: string): void;
  listen(listener: Listener): () => void;
  /** tells at once what is still gathered */
  flush(): void;
};

const gatherMs = 30;

export function announce(): Announce {
  const listeners = new Set<Listener>();
  const ids = new Set<string>();
  const batches = new Set<string>();
  let isStatusDue = false;
  let areTokensDue = false;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const changedIds = [...ids];
    const changedBatches = [...batches];
    const [status, tokens] = [isStatusDue, areTokensDue];
    ids.clear();
    batches.clear();
    isStatusDue = false;
    areTokensDue = false;
    for (const listener of listeners) {
      if (changedIds.length > 0) listener('changed', { ids: changedIds });
      for (const batchId of changedBatches) listener('batchChanged', { batchId });
      if (tokens) listener('tokensChanged', {});
      if (status) listener('statusChanged', {});
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(flush, gatherMs);
  };
  return {
    changed: (...some) => {
      for (const id of some) ids.add(id);
      isStatusDue = true;
      soon();
    },
    statusChanged: () => {
      isStatusDue = true;
      soon();
    },
    tokensChanged: () => {
      areTokensDue = true;
      soon();
    },
    batchChanged: (batchId) => {
      batches.add(batchId);
      soon();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
  };
}
