import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Asked } from '#renderer/state/use-answer.ts';
import { addressOf, go } from '#renderer/state/route.ts';

export type Step = 'next' | 'previous';
type Neighbours = { readonly [step in Step]: string | null };
/** Steps that are still to be made, from the certificate `at`. */
export type StepsAhead = { readonly at: string; readonly steps: readonly Step[] };

type Steps = {
  take(step: Step): void;
  areWaiting(): boolean;
};

/** From the review of `id` to those beside it. A step pressed before it is known where it leads waits, and each counts. */
export function useSteps(id: string, near: Asked<Neighbours>, ahead: RefObject<StepsAhead>): Steps {
  const waiting = (): readonly Step[] => (ahead.current.at === id ? ahead.current.steps : []);

  function walk(): void {
    const [step, ...steps] = waiting();
    // whoever left for another screen meanwhile stays there
    if (step === undefined || location.hash !== addressOf({ screen: 'review', id })) return;
    if (near.value !== null) {
      const to = near.value[step];
      ahead.current = { at: to ?? id, steps };
      if (to === null) walk();
      else go({ screen: 'review', id: to });
    } else if (near.failure !== null) ahead.current = { at: id, steps: [] };
  }

  useEffect(() => {
    // whoever came here another way
    if (ahead.current.at !== id) ahead.current = { at: id, steps: [] };
  }, [id, ahead]);
  const walkOn = useEffectEvent(walk);
  useEffect(() => walkOn());

  return {
    take(step) {
      ahead.current = { at: id, steps: [...waiting(), step] };
      walk();
    },
    areWaiting: () => waiting().length > 0,
  };
}
