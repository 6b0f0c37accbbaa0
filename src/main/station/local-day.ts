/** `YYYY-MM-DD` on this desk's calendar: in the evening of the Americas the UTC day is already tomorrow's. */
export function localDay(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
