import { z } from 'zod/mini';
import { outgoingStates } from '#core/lifecycle.ts';
import { workRow } from '#contract/first-screen.ts';
import { call } from '#contract/rpc.ts';
import { bytes, language, nothing, words } from '#contract/shapes.ts';
import { workFilter } from '#contract/work-filter.ts';

const both = { outgoing: z.int(), incoming: z.int() };

/** How the exchange is doing, and lists taken away as files. */
export const monitorCalls = {
  monitor: call(
    nothing,
    z.object({
      byState: z.array(z.object({ direction: z.enum(['outgoing', 'incoming']), state: z.string(), count: z.int() })),
      /** UTC days, the last 31 */
      byDay: z.array(z.object({ day: z.string(), ...both })),
      /** UTC hours, the last 24 */
      byHour: z.array(z.object({ hour: z.string(), ...both })),
      byCountry: z.array(z.object({ country: z.string(), ...both })),
      byType: z.array(z.object({ type: z.string(), typeName: words, ...both })),
      /** the subjects of the certificates that signed at this station */
      officials: z.array(z.string()),
      /** how many are not complete, and how many of them beyond their agreed time */
      incompleteTotal: z.int(),
      late: z.int(),
    }),
  ),
  /** what is not complete, of everybody or of one official by the certificate's subject: how many, and the oldest */
  incomplete: call(
    z.object({ official: z.optional(z.string().check(z.maxLength(1000))) }),
    z.object({ total: z.int(), rows: z.array(workRow) }),
  ),
  /** every certificate that the filter lets through, as a file */
  exportWork: call(
    z.object({
      ...z.omit(workFilter, { stage: true }).shape,
      states: z.optional(z.array(z.enum(outgoingStates))),
      format: z.enum(['csv', 'xlsx']),
      language,
    }),
    z.object({ name: z.string(), bytes, count: z.int() }),
  ),
};
