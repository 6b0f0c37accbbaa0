import { nextIncoming } from '#core/lifecycle.ts';
import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import { incomingPageOf } from '#test/fakes/station-pages.ts';
import type { incomingRows } from '#test/fakes/station-rows.ts';

type Calls = Pick<Handlers<StationApi>, 'incoming' | 'incomingCertificate' | 'answerIncoming'>;

/** What other countries sent, and what the person answers. */
export function incomingCalls(all: ReturnType<typeof incomingRows>, changed: (id: string) => void): Calls {
  return {
    incoming: ({ search, offset = 0, limit = 200 }) => {
      const words = search?.toLowerCase() ?? '';
      const found = all.map((held) => held.row).filter((row) => `${row.number} ${row.goods}`.toLowerCase().includes(words));
      return { ok: true, value: { rows: found.slice(offset, offset + limit), total: found.length } };
    },
    incomingCertificate: ({ id }) => {
      const held = all.find((one) => one.row.id === id);
      return held ? { ok: true, value: incomingPageOf(held) } : { ok: false, failure: { code: 'documentNotFound' } };
    },
    answerIncoming: ({ id, answer }) => {
      const held = all.find((one) => one.row.id === id);
      const state = held && nextIncoming(held.row.state, answer);
      if (!held || !state) return { ok: false, failure: { code: 'stateForbids' } };
      held.row = { ...held.row, state };
      changed(id);
      return { ok: true, value: {} };
    },
  };
}
