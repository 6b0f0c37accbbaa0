import { z } from 'zod/mini';
import { call } from '#contract/rpc.ts';
import { bytes, instant, language, nothing, words } from '#contract/shapes.ts';

const country = z.string().check(z.length(2));

/** An outage and what is done about it: noticed, offered, declared, carried by courier, closed with a report. */
export const contingencyReport = z.object({
  id: z.string(),
  /** the country it was declared for; null, or absent in reports of earlier versions, for the whole line */
  country: z.optional(z.nullable(z.string())),
  reason: z.string(),
  declaredAt: instant,
  declaredBy: z.string(),
  closedAt: instant,
  /** reports of earlier versions do not say it */
  closedBy: z.optional(z.string()),
  durationMs: z.int(),
  /** signed while it lasted */
  issued: z.int(),
  /** of those: what the gateway has (of a country's own, what that country answered), by route, and what is still open */
  delivered: z.int(),
  byCourier: z.int(),
  open: z.array(z.object({ id: z.string(), number: z.string(), state: z.string() })),
});

/** One outage: `offered`, it lasts longer than the policy's minutes and a person may declare it. */
const outageStep = {
  state: z.enum(['none', 'offered', 'declared']),
  offeredAt: z.nullable(instant),
  current: z.nullable(z.object({ id: z.string(), reason: z.string(), declaredAt: instant, declaredBy: z.string(), issued: z.int() })),
  /** it is over: it may be closed, with what is still open in the report */
  mayClose: z.boolean(),
};

/** a country that does not answer: the gateway says so, or nothing comes back of what it handed on */
export const whyOut = z.enum(['unreachable', 'silent']);

/** One country, while the line is there for the others; null for why and since when it answers again. */
export const countryOutage = z.object({
  country: z.string(),
  why: z.nullable(whyOut),
  since: z.nullable(instant),
  ...outageStep,
  /** certificates for it that wait here, or were handed over, and that it has not answered */
  unanswered: z.int(),
});

export const contingencyStatus = z.object({
  ...outageStep,
  lineDownSince: z.nullable(instant),
  /** what waits and would travel by courier: with a line, nothing that waits for a country alone */
  waiting: z.int(),
  /** of what waits: how many leave now that there is a line, other stations' too */
  leaving: z.int(),
  /** to whom a courier's file can be sealed now, as of when the gateway told it, and what other stations' files still wait here */
  courier: z.object({
    toGateway: z.boolean(),
    toStations: z.array(z.string()),
    stationsToldAt: z.nullable(instant),
    carriedWaiting: z.int(),
  }),
  /** beside that of the whole line, each with a contingency of its own */
  countries: z.array(countryOutage),
  past: z.array(contingencyReport),
});

export const courierBrought = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('documents'),
    count: z.int(),
    waiting: z.int(),
    refused: z.int(),
    receipts: z.nullable(z.object({ name: z.string(), bytes })),
  }),
  z.object({ kind: z.literal('receipts'), settled: z.int(), refused: z.int(), unknown: z.int() }),
]);

export const contingencyApi = {
  contingency: call(nothing, contingencyStatus),
  /** `country`: for this one alone; absent for the whole line */
  declareContingency: call(z.object({ reason: z.string().check(z.minLength(1), z.maxLength(512)), country: z.optional(country) }), nothing),
  closeContingency: call(z.object({ country: z.optional(country) }), contingencyReport),
  /** the closing report as a list: every certificate signed under it, and where each stands now */
  exportContingency: call(
    z.object({ id: z.string().check(z.minLength(1), z.maxLength(64)), format: z.enum(['csv', 'xlsx']), language }),
    z.object({ name: z.string(), bytes, count: z.int() }),
  ),
  /** the next number of the range the gateway granted for documents such as the draft with this id */
  contingencyNumber: call(
    z.object({ id: z.string().check(z.minLength(1), z.maxLength(64)) }),
    z.object({ number: z.nullable(z.string()) }),
  ),
  /**
   * What waits, sealed in a file to the gateway or to a sister station; it stays in the outbox as well. Where more waits
   * than one file holds, `left` is not 0: the next file is asked for with `after`, this one's `last`.
   */
  exportCourier: call(
    z.object({
      to: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(200)))),
      after: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    }),
    z.object({ name: z.string(), bytes, count: z.int(), left: z.int(), last: z.string() }),
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
          subject: z.nullable(z.string()),
          country: z.nullable(z.string()),
          sentence: words,
          /** nothing ends it but a person who looked at it */
          isSettledByPerson: z.boolean(),
          raisedAt: instant,
          count: z.int(),
        }),
      ),
    }),
  ),
  /** a person has looked at what nothing else ends */
  settleNotice: call(z.object({ id: z.string().check(z.minLength(1), z.maxLength(64)) }), nothing),
};
