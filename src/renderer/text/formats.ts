import type { Language } from '#core/finding.ts';

/** Dates, figures and countries as people of the language write them. */
export type Formats = {
  /** 22 nov 2026, 14:05 */
  moment(iso: string): string;
  /** 22 nov, 14:05 */
  brief(iso: string): string;
  day(iso: string): string;
  /** a date and time of a document as it is written there, in its own offset; null when it is none */
  written(value: string): string | null;
  time(iso: string): string;
  /** hace 3 horas */
  ago(iso: string, now: number): string;
  /** 18:05 of today, 27 de nov, 18:05 of another day */
  since(iso: string, now: number): string;
  /** dentro de 3 h */
  agoShort(iso: string, now: number): string;
  number(value: number): string;
  country(code: string | null): string;
  /** durante 2 d 5 h más: what is left of a term, counted down */
  left(until: string, now: number): string;
  /** 2 min 5 s */
  duration(ms: number): string;
  size(bytes: number): string;
  list(items: readonly string[]): string;
};

export function createFormats(language: Language): Formats {
  const locale = language === 'es' ? 'es-CO' : 'en-GB';
  // Spanish writes months out with three prepositions; figures are read faster
  const days =
    language === 'es'
      ? ({ day: '2-digit', month: '2-digit', year: 'numeric' } as const)
      : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
  // each is made when it is first used: one costs up to 4 ms, and the first picture needs few of them
  const moment = once(() => new Intl.DateTimeFormat(locale, { ...days, hour: '2-digit', minute: '2-digit', hour12: false }));
  const brief = once(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false }),
  );
  const wall = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
  const day = once(() => new Intl.DateTimeFormat(locale, days));
  const time = once(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }));
  const clock = once(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }));
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' }));
  const relativeShort = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }));
  const number = once(() => new Intl.NumberFormat(locale));
  const regions = once(() => new Intl.DisplayNames([language], { type: 'region' }));
  const lists = once(() => new Intl.ListFormat(language, { type: 'conjunction' }));
  return {
    moment: (iso) => moment().format(new Date(iso)),
    brief: (iso) => brief().format(new Date(iso)),
    written: (value) => writtenWords(wall, value),
    day: (iso) => day().format(new Date(iso)),
    time: (iso) => time().format(new Date(iso)),
    since: (iso, now) => (day().format(new Date(iso)) === day().format(now) ? clock() : brief()).format(new Date(iso)),
    ago: (iso, now) => agoWords(relative(), Date.parse(iso), now),
    agoShort: (iso, now) => agoWords(relativeShort(), Date.parse(iso), now),
    number: (value) => number().format(value),
    country: (code) => (code === null ? '' : /^[A-Z]{2}$/.test(code) ? (regions().of(code) ?? code) : code),
    left: (until, now) => leftWords(language, Date.parse(until) - now),
    duration: durationWords,
    size: (bytes) => (bytes < 1024 ? `${bytes} B` : `${number().format(Math.round(bytes / 102.4) / 10)} KB`),
    list: (items) => lists().format(items),
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

const isoTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The clock on the wall where it was written: no conversion that could move a date over midnight. */
function writtenWords(wall: () => Intl.DateTimeFormat, value: string): string | null {
  const [, date, clock, offset] = isoTime.exec(value) ?? [];
  const at = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const zone = offset === undefined ? '' : offset === 'Z' ? ' UTC' : ` (UTC${offset})`;
  return clock === undefined ? wall().format(at) : `${wall().format(at)}, ${clock}${zone}`;
}

const dayMs = 86_400_000;
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function agoWords(relative: Intl.RelativeTimeFormat, at: number, now: number): string {
  const difference = at - now;
  if (Math.abs(difference) >= dayMs) return inWords(relative.format(daysBetween(now, at), 'day'));
  for (const [unit, ms] of units) if (Math.abs(difference) >= ms) return inWords(relative.format(Math.trunc(difference / ms), unit));
  return relative.format(0, 'minute');
}

/** Yesterday and tomorrow are days of this desk's calendar, however many hours lie between; a day may have 23 or 25. */
function daysBetween(from: number, to: number): number {
  return Math.round((new Date(to).setHours(0, 0, 0, 0) - new Date(from).setHours(0, 0, 0, 0)) / dayMs);
}

/** «dentro de 3 horas» says no more than «en 3 horas» and does not fit a column. */
function inWords(words: string): string {
  return words.replace(/^dentro de /, 'en ');
}

function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function leftWords(language: Language, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  const time =
    hours >= 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : hours >= 1 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
  return language === 'es' ? `${time} más` : `for ${time} more`;
}
