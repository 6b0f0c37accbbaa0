import { z } from 'zod/mini';

/** Shapes several contracts share. */
export const words = z.object({ es: z.string(), en: z.string() });
export const language = z.enum(['es', 'en']);
export const instant = z.iso.datetime({ offset: true });
export const certificateId = z.string().check(z.minLength(1), z.maxLength(64));
export const fingerprint = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const digest = z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/));
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const nothing = z.strictObject({});

/** What a token says of itself. */
export const tokenSelf = z.object({
  slot: z.string(),
  reader: z.string(),
  label: z.string(),
  serial: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  pin: z.object({
    state: z.enum(['ok', 'few', 'final', 'locked', 'notSet']),
    minLength: z.int(),
    maxLength: z.int(),
    pad: z.boolean(),
  }),
});

export const finding = z.object({
  level: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  path: z.string(),
  line: z.nullable(z.int()),
  sentence: words,
});

export const judgement = z.object({ verdict: z.enum(['valid', 'invalid', 'undecided']), reasons: z.array(z.string()) });
