const two = (part: number): string => String(part).padStart(2, '0');

/** `YYYY-MM-DD` on this desk's calendar: in the evening of the Americas the UTC day is already tomorrow's. */
export function localDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The moment as this desk's clock showed it, with its offset written out. */
export function localInstant(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${localDay(at)}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}${minutes === 0 ? 'Z' : zone}`;
}
