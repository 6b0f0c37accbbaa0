import { useLayoutEffect, useRef, type FocusEvent } from 'react';

type FocusWatch = { onFocus(): void; onBlur(event: FocusEvent): void };

/**
 * Buttons change with the step they end, and the one that had the focus may be gone: `next` says where the focus goes
 * then, the title where there is none. The keyboard never stands nowhere. What it gives is put on what holds them.
 */
export function useFocusKept(next: () => HTMLElement | null): FocusWatch {
  const isHere = useRef(false);
  useLayoutEffect(() => {
    if (!isHere.current || document.activeElement !== document.body) return;
    isHere.current = false;
    (next() ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  });
  return {
    onFocus: () => (isHere.current = true),
    // another window in front, that of the PIN, takes the keys and not the focus
    onBlur: (event) => (isHere.current = event.target === document.activeElement),
  };
}
