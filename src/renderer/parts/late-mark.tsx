import type { ReactNode } from 'react';
import { Mark } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';

const hourMs = 3_600_000;

/** How far beyond its agreed time something is, or that it is in time. */
export function LateMark({ lateByMs }: { lateByMs: number | null }): ReactNode {
  const { t } = useSpoken();
  return lateByMs === null ? t.monitor.inTime : <Mark tone="bad">{t.monitor.lateBy(timeOf(lateByMs))}</Mark>;
}

/** The same in a narrow column that is called late. */
export function LateTime({ lateByMs }: { lateByMs: number }): ReactNode {
  return <Mark tone="bad">{timeOf(lateByMs)}</Mark>;
}

function timeOf(lateByMs: number): string {
  const hours = Math.floor(lateByMs / hourMs);
  return hours >= 48 ? `${Math.floor(hours / 24)} d` : hours >= 1 ? `${hours} h` : `${Math.max(1, Math.floor(lateByMs / 60_000))} min`;
}
