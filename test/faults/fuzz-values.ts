import type { z } from 'zod/mini';

/** Numbers from a seed: the same seed makes the same hostile calls, so what is found can be found again. */
export type Chance = {
  below(bound: number): number;
  oneIn(n: number): boolean;
  pick<T>(from: readonly T[]): T;
};

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    below,
    oneIn: (n) => below(n) === 0,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
  };
}

export const hostileTexts = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\config\\sam',
  '/dev/zero',
  'C:\\con',
  '\\\\host\\share\\x.dll',
  'a\u0000b',
  "' OR 1=1 --",
  "'; DROP TABLE outgoing; --",
  '" UNION SELECT * FROM setting --',
  '%',
  '_%_%_%_%_%_%_%_%',
  '*) OR (*',
  'NEAR("a" "b", 999999)',
  '"',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
  ']]><script>alert(1)</script>',
  '\ud800',
  '\udfff\ud800',
  '\u202edcba',
  '\ufeff',
  '\u0007\u001b[31m',
  '\r\nX-Injected: 1',
  '𝟙'.repeat(40),
  `sha256:${'0'.repeat(64)}`,
  `sha256:${'0'.repeat(63)}g`,
  'f'.repeat(64),
  '9'.repeat(400),
  '${7*7}{{7*7}}%s%n',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://127.0.0.1:9/\u0000',
  'x'.repeat(65),
] as const;

const oddNumbers = [0, -0, -1, 1.5, Number.NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 2 ** 31, 1e308, 5e-324] as const;

function nested(depth: number, how: 'object' | 'array' | 'map'): unknown {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i += 1) value = how === 'array' ? [value] : how === 'map' ? new Map([[value, value]]) : { a: value };
  return value;
}

function ring(chance: Chance): unknown {
  const made: Record<string, unknown> = { id: chance.pick(hostileTexts) };
  made['self'] = made;
  made['list'] = [made, [made]];
  return chance.oneIn(2) ? made : [made, new Map<unknown, unknown>([[made, made]]), new Set([made])];
}

/** An object whose own keys are the names of what every object inherits. */
function withInheritedNames(chance: Chance): unknown {
  const text = JSON.stringify(chance.pick(hostileTexts));
  return JSON.parse(
    `{"__proto__":{"ok":true,"id":${text}},"constructor":{"prototype":{"isAdmin":true}},"toString":1,"then":${text},"length":-1}`,
  );
}

function bytesOf(chance: Chance): unknown {
  const length = chance.pick([0, 1, 7, 64, 4096]);
  const buffer = new ArrayBuffer(64);
  return chance.pick<() => unknown>([
    () => new Uint8Array(length).fill(chance.below(256)),
    () => new TextEncoder().encode(chance.pick(hostileTexts)),
    () => new TextEncoder().encode(`<?xml version="1.0"?>${'<a>'.repeat(length)}`),
    () => new TextEncoder().encode('{"format":"rubrica-courier-receipts/1","results":[{"idempotencyKey":"__proto__"}]}'),
    () => new Uint8Array(new SharedArrayBuffer(16)),
    () => new Float64Array(4),
    () => new BigInt64Array(2),
    () => new DataView(buffer, 8, 8),
    () => new Uint8Array(buffer, 3, 5),
    () => buffer,
  ])();
}

/** Anything structured clone carries, from a page that means harm. */
export function hostileValue(chance: Chance, depth = 0): unknown {
  const leaf = chance.below(depth > 2 ? 8 : 16);
  if (leaf < 4) return chance.pick(hostileTexts);
  if (leaf === 4) return chance.pick(oddNumbers);
  if (leaf === 5) return chance.pick([null, undefined, true, false, 10n ** 40n]);
  if (leaf === 6) return bytesOf(chance);
  if (leaf === 7) return chance.pick([new Date(Number.NaN), new Date(0), /(a+)+$/g, new Error('x'), Object(''), Object(1n)]);
  if (leaf === 8) return withInheritedNames(chance);
  if (leaf === 9) return ring(chance);
  if (leaf === 10)
    return chance.oneIn(20) ? nested(chance.pick([500, 1500]), chance.pick(['object', 'array', 'map'])) : nested(20, 'object');
  if (leaf === 11) return chance.oneIn(40) ? chance.pick(['x', '\u0000', '\ud800', '%_']).repeat(500_000) : 'y'.repeat(2_000);
  if (leaf === 12)
    return chance.oneIn(60) ? Array.from({ length: 30_000 }, () => chance.pick(hostileTexts)) : Object.assign([], { length: 5 });
  if (leaf === 13) return new Map([[hostileValue(chance, depth + 1), hostileValue(chance, depth + 1)]]);
  if (leaf === 14) return Array.from({ length: chance.below(5) }, () => hostileValue(chance, depth + 1));
  return Object.fromEntries(Array.from({ length: chance.below(5) }, () => [chance.pick(hostileTexts), hostileValue(chance, depth + 1)]));
}

/** The shape a call asks for, its values hostile; now and then one too many or one left out. */
export function nearlyRight(chance: Chance, request: z.ZodMiniType, plausible: Readonly<Record<string, readonly unknown[]>>): unknown {
  const shape = 'shape' in request ? (request.shape as Record<string, unknown>) : {};
  const body: Record<string, unknown> = {};
  for (const key of Object.keys(shape)) {
    if (chance.oneIn(12)) continue;
    const known = plausible[key];
    body[key] = known !== undefined && !chance.oneIn(3) ? chance.pick(known) : hostileValue(chance);
  }
  if (chance.oneIn(6)) body[chance.pick(hostileTexts)] = hostileValue(chance);
  return body;
}

/** What is no frame at all, or nearly one. */
export function brokenFrame(chance: Chance, names: readonly string[]): unknown {
  const name = chance.pick(names);
  return chance.pick<() => unknown>([
    () => hostileValue(chance),
    () => ({ kind: hostileValue(chance), id: 1, name, body: {} }),
    () => ({ kind: 'request', id: hostileValue(chance), name, body: {} }),
    () => ({ kind: 'request', name, body: {} }),
    () => ({ kind: 'request', id: -5, name: hostileValue(chance), body: hostileValue(chance) }),
    () => ({ kind: 'reply', id: chance.below(100), reply: hostileValue(chance) }),
    () => ({ kind: 'reply', id: chance.below(100), reply: { ok: true, value: hostileValue(chance) } }),
    () => ({ kind: 'event', name, payload: hostileValue(chance) }),
    () => [{ kind: 'request', id: 1, name, body: {} }],
  ])();
}
