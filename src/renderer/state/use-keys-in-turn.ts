import { useEffect, useEffectEvent, useReducer, useRef } from 'react';

type KeyAnswers = {
  /** `coming`: what it is meant for will be here; `lost`: it will not */
  standing(key: string): 'ready' | 'coming' | 'lost';
  /** where it takes its time: whether it was done */
  answer(key: string): void | Promise<boolean>;
};

/** Keys in the order they were pressed: those behind one that waits, or is still being answered, wait with it and are lost with it. */
export function useKeysInTurn({ standing, answer }: KeyAnswers): { press(key: string): void; forget(): void } {
  const waiting = useRef<string[]>([]);
  const isAnswering = useRef(false);
  const [, drawAgain] = useReducer((drawings: number) => drawings + 1, 0);

  function give(key: string): void {
    const answered = answer(key);
    if (answered === undefined) return;
    isAnswering.current = true;
    void answered.then((isDone) => {
      isAnswering.current = false;
      if (!isDone) waiting.current = [];
      drawAgain();
    });
  }

  // one a drawing: each sees what the one before has changed
  const answerNext = useEffectEvent(() => {
    const [next] = waiting.current;
    if (next === undefined || isAnswering.current) return;
    const stands = standing(next);
    if (stands === 'coming') return;
    waiting.current = stands === 'lost' ? [] : waiting.current.slice(1);
    if (stands === 'ready') give(next);
    drawAgain();
  });
  useEffect(() => answerNext());

  return {
    press(key) {
      const isNext = waiting.current.length === 0 && !isAnswering.current;
      const stands = isNext ? standing(key) : 'coming';
      if (stands === 'ready') give(key);
      else if (stands === 'coming') waiting.current.push(key);
    },
    forget: () => (waiting.current = []),
  };
}
