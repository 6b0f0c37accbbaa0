import type { Json } from '#main/ports/store.ts';

/** One text for one value: members sorted by name, no spaces (the idea of RFC 8785). The journal's hashes stand on it. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => [name, value[name]] as const)
    .filter((member): member is readonly [string, Json] => member[1] !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** Data of the product's own types as JSON text for a column. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value);
}

export function parseJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
