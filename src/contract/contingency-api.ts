import { z } from 'zod';
import { call } from '#contract/rpc.ts';
import { bytes, instant, language, nothing, words } from '#contract/shapes.ts';

const country = z.string().length(2);

/** An outage and what is done about it: noticed, offered, declared, carried by courier, closed with a report. */
export const contingencyReport = z.object({
  id: z.string(),
  /** the country it was declared for; null, or absent in reports of earlier versions, for the whole line */
  country: z.string().nullable().optional(),
  reason: z.string(),
  declaredAt: instant,
  declaredBy: z.string(),
  closedAt: instant,
  /** reports of earlier versions do not say it */
  closedBy: z.string().optional(),
  durationMs: z.number().int(),
  /** signed while it lasted */
  issued: z.number().int(),
  /** of those: what the gateway has (of a country's own, what that country answered), by route, and what is still open */
  delivered: z.number().int(),
  byCourier: z.number().int(),
  open: z.array(z.object({ id: z.string(), number: z.string(), state: z.string() })),
});

/** One outage: `offered`, it lasts longer than the policy's minutes and a person may declare it. */
const outageStep = {
  state: z.enum(['none', 'offered', 'declared']),
  offeredAt: instant.nullable(),
  current: z
    .object({ id: z.string(), reason: z.string(), declaredAt: instant, declaredBy: z.string(), issued: z.number().int() })
    .nullable(),
  /** it is over: it may be closed, with what is still open in the report */
  mayClose: z.boolean(),
};

/** a country that does not answer: the gateway says so, or nothing comes back of what it handed on */
export const whyOut = z.enum(['unreachable', 'silent']);

/** One country, while the line is there for the others; null for why and since when it answers again. */
export const countryOutage = z.object({
  country: z.string(),
  why: whyOut.nullable(),
  since: instant.nullable(),
  ...outageStep,
  /** certificates for it that wait here, or were handed over, and that it has not answered */
  unanswered: z.number().int(),
});

export const contingencyStatus = z.object({
  ...outageStep,
  lineDownSince: instant.nullable(),
  /** what waits and would travel by courier: with a line, nothing that waits for a country alone */
  waiting: z.number().int(),
  /** of what waits: how many leave now that there is a line, other stations' too */
  leaving: z.number().int(),
  /** to whom a courier's file can be sealed now, as of when the gateway told it, and what other stations' files still wait here */
  courier: z.object({
    toGateway: z.boolean(),
    toStations: z.array(z.string()),
    stationsToldAt: instant.nullable(),
    carriedWaiting: z.number().int(),
  }),
  /** beside that of the whole line, each with a contingency of its own */
  countries: z.array(countryOutage),
  past: z.array(contingencyReport),
});

export const courierBrought = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('documents'),
    count: z.number().int(),
    waiting: z.number().int(),
    refused: z.number().int(),
    receipts: z.object({ name: z.string(), bytes }).nullable(),
  }),
  z.object({ kind: z.literal('receipts'), settled: z.number().int(), refused: z.number().int(), unknown: z.number().int() }),
]);

export const contingencyApi = {
  contingency: call(nothing, contingencyStatus),
  /** `country`: for this one alone; absent for the whole line */
  declareContingency: call(z.object({ reason: z.string().min(1).max(512), country: country.optional() }), nothing),
  closeContingency: call(z.object({ country: country.optional() }), contingencyReport),
  /** the closing report as a list: every certificate signed under it, and where each stands now */
  exportContingency: call(
    z.object({ id: z.string().min(1).max(64), format: z.enum(['csv', 'xlsx']), language }),
    z.object({ name: z.string(), bytes, count: z.number().int() }),
  ),
  /** the next number of the range the gateway granted for documents such as the draft with this id */
  contingencyNumber: call(z.object({ id: z.string().min(1).max(64) }), z.object({ number: z.string().nullable() })),
  /**
   * What waits, sealed in a file to the gateway or to a sister station; it stays in the outbox as well. Where more waits
   * than one file holds, `left` is not 0: the next file is asked for with `after`, this one's `last`.
   */
  exportCourier: call(
    z.object({ to: z.string().min(1).max(200).nullable().optional(), after: z.string().min(1).max(100).optional() }),
    z.object({ name: z.string(), bytes, count: z.number().int(), left: z.number().int(), last: z.string() }),
  ),
  /** any file a courier brings, and the receipts that go back with him; the same file again tells how it stands now */
  importCourier: call(z.object({ bytes }), courierBrought),
  notices: call(
    nothing,
    z.object({
      notices: z.array(
        z.object({
          id: z.string(),
          topic: z.string(),
          subject: z.string().nullable(),
          country: z.string().nullable(),
          sentence: words,
          /** nothing ends it but a person who looked at it */
          isSettledByPerson: z.boolean(),
          raisedAt: instant,
          count: z.number().int(),
        }),
      ),
    }),
  ),
  /** a person has looked at what nothing else ends */
  settleNotice: call(z.object({ id: z.string().min(1).max(64) }), nothing),
};
