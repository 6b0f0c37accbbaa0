import type { Json } from '#main/ports/store.ts';

/** One text for one value: members sorted by name, no spaces (the idea of RFC 8785). The journal's hashes stand on it. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Data of the product's own types as JSON text for a column. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value);
}

/** What `jsonText` wrote into a column. */
export function parseJson<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    // its own words would quote the text, which names people
    throw new Error('a stored text is no JSON any more');
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
