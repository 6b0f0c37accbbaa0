import type { contingencyApi } from '#contract/contingency-api.ts';
import type { Handlers } from '#contract/rpc.ts';
import { done, failed } from '#core/failure.ts';

export const quietCourier = { toGateway: true, toStations: [] as string[], stationsToldAt: null as string | null, carriedWaiting: 0 };

/** A station without an outage: nothing declared, nothing to tell. */
export const quietContingency: Handlers<typeof contingencyApi> = {
  contingency: () =>
    done({
      state: 'none' as const,
      lineDownSince: null,
      offeredAt: null,
      current: null,
      waiting: 0,
      leaving: 0,
      courier: quietCourier,
      mayClose: false,
      countries: [],
      past: [],
    }),
  declareContingency: () => failed({ code: 'stateForbids', state: 'none', action: 'declareContingency' }),
  closeContingency: () => failed({ code: 'stateForbids', state: 'none', action: 'closeContingency' }),
  exportContingency: () => done({ name: 'contingencia.xlsx', bytes: new Uint8Array([1]), count: 0 }),
  contingencyNumber: () => done({ number: null }),
  exportCourier: () => failed({ code: 'courierNothing' }),
  importCourier: () => done({ kind: 'receipts' as const, settled: 0, refused: 0, unknown: 0 }),
  notices: () => done({ notices: [] }),
  settleNotice: () => done({}),
};
