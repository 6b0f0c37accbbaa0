/**
 * What may stand in a log. The product passes no secrets to its log; this is the net below: members named like
 * secrets, texts shaped like secrets, and bytes of any kind do not get through.
 */
const secretName =
  /^(pin|puk|.*(_|-)pin|.*Pin|.*password|.*passphrase|.*passwd|.*secret|.*contrase[nñ]a|.*clave|authorization|.*cookie|.*private_?key|sealed|plain|credential.*)$/i;

const hidden = '[not logged]';

const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(-----END [^-]*-----|$)/g, hidden],
  [/\b(Basic|Bearer|Digest)\s+[A-Za-z0-9+/=._~-]{6,}/g, `$1 ${hidden}`],
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*:[^\s/@]*@/gi, `$1${hidden}@`],
  [
    /\b(pin|puk|password|passphrase|passwd|contrase[nñ]a|clave|secret)(["']?\s*(?:[:=]|\bis\b|\bes\b)\s*)("[^"]*"|'[^']*'|[^\s,;}&]+)/gi,
    `$1$2${hidden}`,
  ],
  // a bare PIN quoted after its name: PIN 123456
  [/\b(pin|puk)\s+["']?\d{4,}["']?/gi, `$1 ${hidden}`],
];

const deepest = 6;
const longestText = 4_000;
const longestList = 100;

export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutSecretShapes(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return errorData(value, depth);
  if (value instanceof Map) return withoutSecrets(Object.fromEntries(value), depth);
  if (value instanceof Set) return withoutSecrets([...value], depth);
  if (Array.isArray(value)) return value.slice(0, longestList).map((item: unknown) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      secretName.test(name) && member !== null && typeof member !== 'boolean' ? hidden : withoutSecrets(member, depth + 1),
    ]),
  );
}

function withoutSecretShapes(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}… (${text.length})` : text;
  return shapes.reduce((clean, [shape, instead]) => clean.replace(shape, instead), cut);
}

function errorData(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error;
  const own = Object.fromEntries(Object.entries(error).filter(([member]) => !['name', 'message', 'stack', 'cause'].includes(member)));
  return withoutSecrets({ name, message, stack, ...(cause === undefined ? {} : { cause }), ...own }, depth + 1);
}
