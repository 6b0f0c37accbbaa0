import { useEffect, useState } from 'react';

const everyMs = 30_000;

/** The time for words like "3 hours ago"; moves every half minute and when the window is looked at again. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    const timer = setInterval(tick, everyMs);
    addEventListener('focus', tick);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', tick);
    };
  }, []);
  return now;
}
