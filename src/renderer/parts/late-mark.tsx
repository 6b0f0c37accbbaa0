import type { ReactNode } from 'react';
import { Mark } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';

const hourMs = 3_600_000;

/** How far beyond its agreed time something is, or that it is in time. */
export function LateMark({ lateByMs }: { lateByMs: number | null }): ReactNode {
  const { t } = useSpoken();
  if (lateByMs === null) return t.monitor.inTime;
  const hours = Math.floor(lateByMs / hourMs);
  const time =
    hours >= 48 ? `${Math.floor(hours / 24)} d` : hours >= 1 ? `${hours} h` : `${Math.max(1, Math.floor(lateByMs / 60_000))} min`;
  return <Mark tone="bad">{t.monitor.lateBy(time)}</Mark>;
}
