import { useEffect, useState } from 'react';
import type { UpdateAsk, UpdateState } from '#contract/update-api.ts';
import { tellFailure } from '#renderer/state/notices.ts';
import { bridge } from '#renderer/state/station.ts';

/** Where this station stands with updates; the shell tells when it changes. */
export function useUpdates(): UpdateState | null {
  const [state, setState] = useState<UpdateState | null>(null);
  useEffect(() => {
    const ask = (): void => {
      void bridge.updates('state').then((reply) => {
        if (reply.ok) setState(reply.value);
      });
    };
    ask();
    return bridge.on('updateChanged', ask);
  }, []);
  return state;
}

export async function askUpdates(ask: UpdateAsk): Promise<void> {
  const reply = await bridge.updates(ask);
  if (!reply.ok) tellFailure(reply.failure, null, () => void askUpdates(ask));
}
