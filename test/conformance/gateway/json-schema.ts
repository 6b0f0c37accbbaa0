/**
 * The part of JSON Schema 2020-12 that schemas/gateway.openapi.yaml uses. Written against the document, not against the
 * server's own shapes, so that both can be wrong in different ways. A keyword it does not know is a finding too.
 */
export type Schema = Readonly<Record<string, unknown>>;
export type Check = (schema: Schema, value: unknown) => readonly string[];

const known = new Set([
  '$ref',
  'type',
  'required',
  'properties',
  'items',
  'enum',
  'oneOf',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'maxItems',
  'format',
  'description',
  'contentEncoding',
  'contentMediaType',
  'default',
]);

export function createCheck(document: unknown): Check {
  const check = (schema: Schema, value: unknown, at: string): string[] => {
    const found: string[] = Object.keys(schema)
      .filter((keyword) => !known.has(keyword))
      .map((keyword) => `${at}: keyword ${keyword} is not checked`);
    if (typeof schema['$ref'] === 'string') found.push(...check(resolve(document, schema['$ref']), value, at));
    const types = schema['type'] === undefined ? [] : [schema['type']].flat();
    if (types.length > 0 && !types.some((type) => isOfType(value, String(type)))) return [...found, `${at}: not ${types.join(' or ')}`];
    if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) found.push(`${at}: ${String(value)} is not in the list`);
    if (Array.isArray(schema['oneOf'])) {
      const fitting = schema['oneOf'].filter((one) => check(one as Schema, value, at).length === 0);
      if (fitting.length !== 1) found.push(`${at}: fits ${fitting.length} of oneOf`);
    }
    if (typeof value === 'string') found.push(...checkText(schema, value, at));
    if (typeof value === 'number') {
      if (value < Number(schema['minimum'] ?? -Infinity)) found.push(`${at}: too small`);
      if (value > Number(schema['maximum'] ?? Infinity)) found.push(`${at}: too large`);
    }
    if (Array.isArray(value)) {
      if (value.length > Number(schema['maxItems'] ?? Infinity)) found.push(`${at}: too many`);
      const items = schema['items'];
      if (items !== undefined) value.forEach((item, index) => found.push(...check(items as Schema, item, `${at}[${index}]`)));
    } else if (typeof value === 'object' && value !== null) {
      const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
      for (const name of (schema['required'] ?? []) as readonly string[]) if (!(name in value)) found.push(`${at}.${name}: missing`);
      for (const [name, member] of Object.entries(value)) {
        const described = properties[name];
        if (described) found.push(...check(described, member, `${at}.${name}`));
        else if (schema['properties'] !== undefined) found.push(`${at}.${name}: not described`);
      }
    }
    return found;
  };
  return (schema, value) => check(schema, value, '$');
}

function checkText(schema: Schema, value: string, at: string): string[] {
  const found: string[] = [];
  const { length } = Array.from(value);
  if (length < Number(schema['minLength'] ?? 0)) found.push(`${at}: too short`);
  if (length > Number(schema['maxLength'] ?? Infinity)) found.push(`${at}: too long`);
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern'], 'u').test(value)) found.push(`${at}: pattern`);
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  if (schema['format'] === 'date-time' && (!instant.test(value) || Number.isNaN(Date.parse(value)))) found.push(`${at}: not a date-time`);
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

export function resolve(document: unknown, reference: string): Schema {
  let here: unknown = document;
  for (const part of reference.replace(/^#\//, '').split('/')) here = (here as Readonly<Record<string, unknown>>)[part];
  return here as Schema;
}
