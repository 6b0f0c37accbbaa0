import { z } from 'zod';
import { outgoingStates } from '#core/lifecycle.ts';
import { workRow } from '#contract/first-screen.ts';
import { call } from '#contract/rpc.ts';
import { bytes, language, nothing, words } from '#contract/shapes.ts';
import { workFilter } from '#contract/work-filter.ts';

const both = { outgoing: z.number().int(), incoming: z.number().int() };

/** How the exchange is doing, and lists taken away as files. */
export const monitorCalls = {
  monitor: call(
    nothing,
    z.object({
      byState: z.array(z.object({ direction: z.enum(['outgoing', 'incoming']), state: z.string(), count: z.number().int() })),
      /** UTC days, the last 31 */
      byDay: z.array(z.object({ day: z.string(), ...both })),
      /** UTC hours, the last 24 */
      byHour: z.array(z.object({ hour: z.string(), ...both })),
      byCountry: z.array(z.object({ country: z.string(), ...both })),
      byType: z.array(z.object({ type: z.string(), typeName: words, ...both })),
      /** the subjects of the certificates that signed at this station */
      officials: z.array(z.string()),
      /** how many are not complete, and how many of them beyond their agreed time */
      incompleteTotal: z.number().int(),
      late: z.number().int(),
    }),
  ),
  /** what is not complete, of everybody or of one official by the certificate's subject: how many, and the oldest */
  incomplete: call(z.object({ official: z.string().max(1000).optional() }), z.object({ total: z.number().int(), rows: z.array(workRow) })),
  /** every certificate that the filter lets through, as a file */
  exportWork: call(
    z.object({
      ...workFilter.omit({ stage: true }).shape,
      states: z.array(z.enum(outgoingStates)).optional(),
      format: z.enum(['csv', 'xlsx']),
      language,
    }),
    z.object({ name: z.string(), bytes, count: z.number().int() }),
  ),
};
