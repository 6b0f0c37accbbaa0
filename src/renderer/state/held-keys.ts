/**
 * A key that is held presses the button it was pressed on, once: meanwhile the focus may have come to another one, that signs or
 * goes on signing.
 */
export function letHeldKeysPressNothing(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLButtonElement) event.preventDefault();
  };
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}
