import { z } from 'zod';

/** Shapes several contracts share. */
export const words = z.object({ es: z.string(), en: z.string() });
export const language = z.enum(['es', 'en']);
export const instant = z.iso.datetime({ offset: true });
export const certificateId = z.string().min(1).max(64);
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
export const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const nothing = z.object({}).strict();

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
    minLength: z.number().int(),
    maxLength: z.number().int(),
    pad: z.boolean(),
  }),
});

export const finding = z.object({
  level: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  path: z.string(),
  line: z.number().int().nullable(),
  sentence: words,
});

export const viewField = z.object({
  id: z.string(),
  label: words,
  value: z.string(),
  meaning: words.optional(),
  path: z.string(),
  line: z.number().int(),
});

export const viewSection = z.object({
  id: z.string(),
  title: words,
  width: z.enum(['whole', 'half']),
  fields: z.array(viewField),
  table: z
    .object({
      columns: z.array(z.object({ id: z.string(), label: words, align: z.enum(['start', 'end']).optional() })),
      rows: z.array(
        z.object({
          path: z.string(),
          line: z.number().int(),
          cells: z.array(z.object({ value: z.string(), meaning: words.optional(), path: z.string() })),
          more: z.array(viewField),
        }),
      ),
    })
    .optional(),
});

export const documentView = z.object({
  title: words,
  sections: z.array(viewSection),
  notUnderstood: z.array(z.object({ path: z.string(), line: z.number().int(), name: z.string(), value: z.string() })),
});

export const judgement = z.object({ verdict: z.enum(['valid', 'invalid', 'undecided']), reasons: z.array(z.string()) });
