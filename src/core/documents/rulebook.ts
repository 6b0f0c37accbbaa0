import type { Finding, Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Where a rule is judged to be broken: an element, or the parent of one that is absent. */
export type Place = Pick<XmlElement, 'path' | 'line'>;

/** Collects what the rules of a document find. */
export type Rulebook = {
  error(code: string, place: Place, sentence: Words): void;
  warning(code: string, place: Place, sentence: Words): void;
  info(code: string, place: Place, sentence: Words): void;
  readonly findings: readonly Finding[];
};

export function openRulebook(): Rulebook {
  const findings: Finding[] = [];
  const add = (level: Finding['level']) => (code: string, place: Place, sentence: Words) => {
    findings.push({ level, code, path: place.path, line: place.line, sentence });
  };
  return { error: add('error'), warning: add('warning'), info: add('info'), findings };
}

/** xs:date or xs:dateTime as its moment in milliseconds, UTC where no offset is written; null when it is neither or no such day. */
export function momentOf(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset = 'Z'] = match;
  const dayOnly = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(dayOnly) || new Date(dayOnly).getUTCDate() !== Number(day)) return null;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(moment) ? null : moment;
}

/** Certificates outside these years are typing errors: the oldest exchange is of 2016 and none is issued decades ahead. */
export function isPlausibleYear(moment: number): boolean {
  const year = new Date(moment).getUTCFullYear();
  return year >= 2000 && year <= 2060;
}
