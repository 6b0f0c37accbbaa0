import type { contingencyApi } from '#contract/contingency-api.ts';
import type { Handlers } from '#contract/rpc.ts';
import { done, failed } from '#core/failure.ts';

/** A station without an outage: nothing declared, nothing to tell. */
export const quietContingency: Handlers<typeof contingencyApi> = {
  contingency: () =>
    done({ state: 'none' as const, lineDownSince: null, offeredAt: null, current: null, waiting: 0, mayClose: false, past: [] }),
  declareContingency: () => failed({ code: 'stateForbids', state: 'none', action: 'declareContingency' }),
  closeContingency: () => failed({ code: 'stateForbids', state: 'none', action: 'closeContingency' }),
  contingencyNumber: () => done({ number: null }),
  exportCourier: () => done({ name: 'rubrica.courier', bytes: new Uint8Array(), count: 0 }),
  forwardCourier: () => done({ name: 'recibos.json', bytes: new Uint8Array(), count: 0, refused: 0 }),
  importReceipts: () => done({ settled: 0, unknown: 0 }),
  notices: () => done({ notices: [] }),
};
