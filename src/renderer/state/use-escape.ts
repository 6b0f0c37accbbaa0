import { useEffect, useLayoutEffect, useRef } from 'react';

/** Escape leads back, unless something nearer has the key: a dialog, a list that is open, a field with words in it. */
export function useEscape(leave: () => void): void {
  const latest = useRef(leave);
  useLayoutEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // a key that is held down leads one step, not through all that was seen
      if (event.key !== 'Escape' || event.repeat || event.defaultPrevented || isWanted(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function isWanted(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null || target instanceof HTMLSelectElement) return true;
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value !== '';
}
