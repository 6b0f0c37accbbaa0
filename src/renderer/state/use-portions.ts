import { useEffect, useState } from 'react';

const portion = 150;

/**
 * How many of `total` rows to draw by now: a first portion at once, the rest one portion a turn of the event loop, so that
 * a certificate of 2,000 lines never holds the window.
 */
export function usePortions(total: number, isWhole: boolean): number {
  const [drawn, setDrawn] = useState(portion);
  useEffect(() => {
    if (isWhole || drawn >= total) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + portion));
    return () => clearTimeout(timer);
  }, [drawn, total, isWhole]);
  return isWhole ? total : Math.min(drawn, total);
}
