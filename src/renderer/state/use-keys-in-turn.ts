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
  const answered = useRef(0);
  const [drawn, draw] = useReducer((count: number) => count + 1, 0);

  function give(key: string): void {
    const done = answer(key);
    if (done === undefined) return show();
    isAnswering.current = true;
    void done.then((isDone) => {
      isAnswering.current = false;
      if (!isDone) waiting.current = [];
      show();
    });
  }

  // drawn together with what the answer has changed, or after it
  function show(): void {
    answered.current += 1;
    draw();
  }

  /** a key pressed before an answer is on the screen would be answered with what was there before it */
  function isShown(): boolean {
    return !isAnswering.current && drawn === answered.current;
  }

  // one a drawing: each sees what the one before has changed
  const answerNext = useEffectEvent(() => {
    const [next] = waiting.current;
    if (next === undefined || !isShown()) return;
    const stands = standing(next);
    if (stands === 'coming') return;
    waiting.current = stands === 'lost' ? [] : waiting.current.slice(1);
    if (stands === 'ready') give(next);
  });
  useEffect(() => answerNext());

  return {
    press(key) {
      const isNext = waiting.current.length === 0 && isShown();
      const stands = isNext ? standing(key) : 'coming';
      if (stands === 'ready') give(key);
      else if (stands === 'coming') waiting.current.push(key);
    },
    forget: () => (waiting.current = []),
  };
}
