/** What was typed, as whole hours from one to `most`; null for everything else. */
export function wholeHours(typed: string, most: number): number | null {
  const hours = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
  return hours >= 1 && hours <= most ? hours : null;
}
