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

/** Before the PIN, while the line is down: what the clock says, and since when nobody has agreed with it. */
export function unconfirmedClockSentence(now: string, confirmedAt: string | null): Words {
  const { es, en } = unconfirmedSince(confirmedAt);
  return {
    es: `El reloj de este equipo marca ${universal(now)} y ${es}. Compruebe fecha y hora antes de firmar.`,
    en: `This computer's clock says ${universal(now)}, and ${en}. Check date and time before you sign.`,
  };
}

export function signedByUnconfirmedClock(confirmedAt: string): Words {
  const { es, en } = unconfirmedSince(confirmedAt === '' ? null : confirmedAt);
  return { es: `Se firmó por el reloj de este equipo, y ${es}.`, en: `Signed by this computer's clock, and ${en}.` };
}

function unconfirmedSince(confirmedAt: string | null): Words {
  if (confirmedAt === null) return { es: 'la ventanilla nunca lo ha confirmado', en: 'the gateway has never confirmed it' };
  return {
    es: `la ventanilla no lo confirma desde ${universal(confirmedAt)}`,
    en: `the gateway has not confirmed it since ${universal(confirmedAt)}`,
  };
}

/** A moment for people in several countries: to the minute, and by whose clock. */
export function universal(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
