/** Any ISO time as UTC text with milliseconds, so that times sort as text. Null for what is no time. */
export function utcText(text: string): string | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** For times that come from our own clock: anything else is a bug. */
export function ownTime(text: string): string {
  const utc = utcText(text);
  if (utc === null) throw new TypeError(`not a time: ${text}`);
  return utc;
}

export function later(text: string, ms: number): string {
  return new Date(Date.parse(text) + ms).toISOString();
}
