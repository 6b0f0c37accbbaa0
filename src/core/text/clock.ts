import type { Words } from '#core/finding.ts';

/** Less than this is the way of the question and the grain of two clocks. */
const sameMs = 2_000;

/** How our clock stands to the gateway's: ours minus theirs. */
export function clockWords(differenceMs: number | null): Words {
  if (differenceMs === null) return { es: 'La hora de la ventanilla aún no se conoce.', en: 'The gateway’s time is not known yet.' };
  const ms = Math.abs(differenceMs);
  if (ms < sameMs) return { es: 'El reloj coincide con el de la ventanilla.', en: 'The clock agrees with the gateway’s.' };
  const time = ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
  return differenceMs > 0
    ? { es: `El reloj va ${time} adelantado respecto de la ventanilla.`, en: `The clock is ${time} ahead of the gateway’s.` }
    : { es: `El reloj va ${time} atrasado respecto de la ventanilla.`, en: `The clock is ${time} behind the gateway’s.` };
}
