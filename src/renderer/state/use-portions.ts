import { useEffect, useState } from 'react';

export const portion = 25;

/**
 * How many of `total` rows to draw by now: a first portion at once, the rest one by one while nobody types, so that a
 * certificate of 2,000 lines never holds the window.
 */
export function usePortions(total: number, isWhole: boolean): number {
  const [drawn, setDrawn] = useState(portion);
  useEffect(() => {
    if (isWhole || drawn >= total) return undefined;
    const rest = requestIdleCallback(() => setDrawn(drawn + portion), { timeout: 100 });
    return () => cancelIdleCallback(rest);
  }, [drawn, total, isWhole]);
  return isWhole ? total : Math.min(drawn, total);
}
