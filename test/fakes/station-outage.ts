import type { z } from 'zod/mini';
import type { contingencyApi, contingencyStatus } from '#contract/contingency-api.ts';
import type { Handlers } from '#contract/rpc.ts';
import { done } from '#core/failure.ts';
import { quietContingency, quietCourier } from '#test/fakes/station-contingency.ts';

export type NoticesShown = z.output<typeof contingencyApi.notices.answer>['notices'];
export type ContingencyNow = Partial<z.output<typeof contingencyStatus>>;

type Under = { country: string | null } | null;

/** So many documents the sealed file of the practice courier has room for. */
const fileHolds = 50;

/** An outage as far as the window can see it: offered, declared with a reason, carried by courier, closed. */
export function createFakeOutage(
  first: ContingencyNow,
  changed: () => void,
  notices: NoticesShown = [],
  numbers: string[] = [],
): {
  readonly calls: Handlers<typeof contingencyApi>;
  put(next: ContingencyNow): void;
  toRead(): number;
  issuedUnder(country: string | null): Under;
} {
  let now: z.output<typeof contingencyStatus> = {
    state: 'none',
    lineDownSince: null,
    offeredAt: null,
    current: null,
    waiting: 0,
    leaving: 0,
    courier: {
      ...quietCourier,
      toStations: ['estacion-cl-norte', 'estacion-cl-sur'],
      stationsToldAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    },
    mayClose: false,
    countries: [],
    past: [],
    ...first,
  };
  let open = notices;
  const put = (next: ContingencyNow): void => {
    now = { ...now, ...next };
    changed();
  };
  const calls: Handlers<typeof contingencyApi> = {
    ...quietContingency,
    contingency: () => done(now),
    contingencyNumber: () => done({ number: numbers.shift() ?? null }),
    declareContingency: ({ reason, country }) => {
      const current = { id: 'c-1', reason, declaredAt: new Date().toISOString(), declaredBy: 'Funcionaria de Práctica', issued: 0 };
      const declared = { state: 'declared', current } as const;
      if (country === undefined) put(declared);
      else put({ countries: now.countries.map((one) => (one.country === country ? { ...one, ...declared } : one)) });
      return done({});
    },
    exportCourier: ({ after }) => {
      const held = after === undefined ? Math.min(now.waiting, fileHolds) : now.waiting - fileHolds;
      const name = after === undefined ? 'rubrica-practica.courier' : 'rubrica-practica-2.courier';
      return done({
        name,
        bytes: new Uint8Array([1, 2, 3]),
        count: held,
        left: after === undefined ? now.waiting - held : 0,
        last: 'key-last',
      });
    },
    importCourier: () => done({ kind: 'receipts' as const, settled: 2, refused: 0, unknown: 0 }),
    settleNotice: ({ id }) => {
      open = open.filter((one) => one.id !== id);
      changed();
      return done({});
    },
    notices: () =>
      done({
        notices:
          now.state === 'none'
            ? open
            : [
                {
                  id: 'n-1',
                  topic: 'lineDown',
                  subject: null,
                  country: 'PE',
                  sentence: {
                    es: 'La línea con la ventanilla falta desde hace 40 minutos.',
                    en: 'The line to the gateway has been away for 40 minutes.',
                  },
                  isSettledByPerson: false,
                  raisedAt: new Date().toISOString(),
                  count: 3,
                },
              ],
      }),
  };
  const issuedUnder = (country: string | null): Under =>
    now.countries.some((one) => one.country === country && one.current !== null) ? { country } : null;
  return { calls, put, toRead: () => open.filter((one) => one.isSettledByPerson).length, issuedUnder };
}
