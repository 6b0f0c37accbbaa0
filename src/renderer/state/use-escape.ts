import { useEffect, useLayoutEffect, useRef } from 'react';
import { isInHand } from '#renderer/state/in-hand.ts';

/** Escape leads back, unless something nearer has the key: a dialog, a list that is open, a field with words in it. */
export function useEscape(leave: () => void): void {
  const latest = useRef(leave);
  useLayoutEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // a key that is held down leads one step, not through all that was seen
      if (event.key !== 'Escape' || event.repeat || event.defaultPrevented) return;
      if (isInHand(event.target) || event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
