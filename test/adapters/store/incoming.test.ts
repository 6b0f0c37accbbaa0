import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import type { IncomingToKeep } from '#main/ports/store-incoming.ts';
import { after, memoryStore, someSummary, someTime, valueOf } from '#test/fakes/store.ts';

let store: Store;
beforeEach(() => {
  store = memoryStore();
});
function document(n: number, over: Partial<IncomingToKeep> = {}): IncomingToKeep {
  return {
    id: `in-${n}`,
    gatewayId: `g-${n}`,
    header: null,
    bytes: new TextEncoder().encode(`<foreign>${n}</foreign>`),
    type: 'phytosanitary',
    version: '13B',
    summary: someSummary(`MX-${n}`, { issuerCountry: 'MX', exporter: 'Aguacates de Michoacán' }),
    arrivedAt: someTime,
    by: 'gateway',
    ...over,
  };
}
const judged = (id: string, verdict: 'valid' | 'invalid' | 'undecided', at = after(1)) =>
  store.incoming.judge({
    id,
    judgement: { verdict, reasons: verdict === 'valid' ? [] : ['expired'] },
    report: { seen: verdict },
    evidence: [],
    at,
    by: 'station',
  });

describe('a document that arrives', () => {
  it('is kept byte by byte, also when nobody can read it', () => {
    const bytes = new Uint8Array([0, 255, 60]);
    valueOf(store.incoming.receive(document(1, { bytes, type: null, version: null, summary: null })));
    const kept = valueOf(store.incoming.get('in-1'));
    expect([...kept.bytes]).toEqual([0, 255, 60]);
    expect(kept.row).toMatchObject({ state: 'arrived', number: '', summary: null, judgement: null, fromCountry: null });
  });

  it('is kept once for each id of the gateway; the same bytes under another id are a row that says so', () => {
    valueOf(store.incoming.receive(document(1)));
    expect(valueOf(store.incoming.receive(document(1, { id: 'x' })))).toEqual({ id: 'in-1', isNew: false, sameBytesAs: null });
    expect(valueOf(store.incoming.receive(document(1, { id: 'in-2', gatewayId: 'g-2' })))).toEqual({
      id: 'in-2',
      isNew: true,
      sameBytesAs: 'in-1',
    });
    expect(valueOf(store.incoming.byNumber('MX-1')).map((row) => row.id)).toEqual(['in-2', 'in-1']);
  });

  it('is judged, and what was undecided is judged again when its time has come', () => {
    for (const n of [1, 2, 3]) valueOf(store.incoming.receive(document(n, { arrivedAt: after(n) })));
    expect(valueOf(store.incoming.toJudge({ before: after(0), limit: 2 }))).toEqual(['in-1', 'in-2']);
    expect(valueOf(judged('in-1', 'undecided'))).toEqual({ from: 'arrived', to: 'undecided' });
    valueOf(judged('in-2', 'invalid'));
    valueOf(judged('in-3', 'valid'));
    expect(valueOf(store.incoming.toJudge({ before: after(1), limit: 9 }))).toEqual([]);
    expect(valueOf(store.incoming.toJudge({ before: after(2), limit: 9 }))).toEqual(['in-1']);
    expect(valueOf(judged('in-1', 'undecided', after(3))).to).toBe('undecided');
    expect(valueOf(judged('in-1', 'valid', after(4))).to).toBe('valid');
    expect(judged('in-1', 'invalid', after(5))).toMatchObject({ failure: { code: 'stateForbids', state: 'valid' } });
    expect(valueOf(store.incoming.get('in-1'))).toMatchObject({
      report: { seen: 'valid' },
      row: { judgement: { verdict: 'valid', reasons: [] }, judgedAt: after(4) },
    });
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });

  it('is answered together with its step: both or neither', () => {
    valueOf(store.incoming.receive(document(1)));
    const answer = { id: 'g-1', kind: 'receivedCorrectly', at: after(2), text: null, faults: [] } as const;
    const step = { id: 'in-1', event: 'acknowledge', at: after(2), by: 'station', answer, key: 'answer-1' } as const;
    expect(store.incoming.answer(step)).toMatchObject({ ok: false });
    expect(valueOf(store.outbox.waiting())).toEqual([]);
    valueOf(judged('in-1', 'valid'));
    expect(valueOf(store.incoming.answer(step))).toEqual({ from: 'valid', to: 'acknowledged' });
    expect(valueOf(store.outbox.claimDue({ now: after(2), leaseMs: 1000, owner: 'o' }))).toMatchObject({
      kind: 'answer',
      key: 'answer-1',
      subject: 'in-1',
      destination: 'MX',
      payload: answer,
    });
  });

  it('is found and listed', () => {
    for (const n of [1, 2, 3]) valueOf(store.incoming.receive(document(n, { arrivedAt: after(n) })));
    valueOf(judged('in-2', 'invalid'));
    expect(valueOf(store.incoming.list({})).rows.map((row) => row.id)).toEqual(['in-3', 'in-2', 'in-1']);
    expect(valueOf(store.incoming.list({ search: 'michoacan mx' })).total).toBe(3);
    expect(valueOf(store.incoming.list({ search: 'michoacan', states: ['invalid'] })).rows.map((row) => row.id)).toEqual(['in-2']);
    expect(valueOf(store.incoming.list({ states: ['invalid'] })).total).toBe(1);
    expect(valueOf(store.counts()).incoming).toBe(3);
  });
});
