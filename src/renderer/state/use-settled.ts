import { useEffect, useState } from 'react';

/** What counts as a double press unless the system is told otherwise. */
const pressMs = 500;

/**
 * False for a moment after something came to stand here in the place of something else: a press that was meant for what stood here
 * before decides nothing. What one came to is settled at once; `isFirst` is false where something else stood here until now.
 */
export function useSettled(what: string | null, isFirst = true): boolean {
  const [standing, setStanding] = useState<{ readonly what: string | null; readonly isSettled: boolean }>({ what: null, isSettled: false });
  if (what !== null && what !== standing.what) setStanding({ what, isSettled: isFirst && standing.what === null });
  const isSettled = standing.isSettled && standing.what === what;
  useEffect(() => {
    if (what === null || isSettled) return undefined;
    const timer = setTimeout(() => setStanding({ what, isSettled: true }), pressMs);
    return () => clearTimeout(timer);
  }, [what, isSettled]);
  return isSettled;
}
