import { useEffect, useState } from 'react';

/** As long as the slowest double press. */
const pressMs = 500;

/** False for a moment after something else came to stand here: a press that was meant for what stood here before decides nothing. */
export function useSettled(what: string | null): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    if (what === null) return undefined;
    const timer = setTimeout(() => setSettled(what), pressMs);
    return () => {
      clearTimeout(timer);
      setSettled(null);
    };
  }, [what]);
  return settled !== null && settled === what;
}
