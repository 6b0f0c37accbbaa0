import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { after, approveInStore, memoryStore, someSignature, someSummary, someTime, someWork, valueOf } from '#test/fakes/store.ts';

let store: Store;
beforeEach(() => {
  store = memoryStore();
});
const by = 'An Official';

describe('drafts', () => {
  const draft = {
    id: 'd-1',
    type: 'phytosanitary',
    version: '13B',
    values: { 'consignor.name': 'Ñ' },
    summary: someSummary('CL-9'),
    answers: null,
    at: someTime,
    by,
  };
  const finished = {
    id: 'd-1',
    bytes: new Uint8Array([60, 97, 47, 62]),
    version: '17A',
    summary: someSummary('CL-9'),
    errors: 0,
    warnings: 1,
    at: after(9),
    by,
  };

  it('survive at every save, tell the journal once, and become a document in the inbox', () => {
    valueOf(store.drafts.save(draft));
    valueOf(store.drafts.save({ ...draft, values: { 'consignor.name': 'Ñuble' }, at: after(1) }));
    expect(valueOf(store.drafts.get('d-1')).values).toEqual({ 'consignor.name': 'Ñuble' });
    expect(valueOf(store.drafts.list())).toHaveLength(1);
    expect(valueOf(store.outgoing.row('d-1'))).toMatchObject({ state: 'draft', sha256: null, number: 'CL-9' });
    valueOf(store.drafts.finish(finished));
    expect(valueOf(store.outgoing.row('d-1'))).toMatchObject({ state: 'pending', size: 4, version: '17A', warnings: 1 });
    expect(valueOf(store.journal.of('d-1')).map((entry) => entry.kind)).toEqual(['drafted', 'finishDraft']);
    expect(valueOf(store.outgoing.list({ box: 'inbox', search: 'cl-9' })).total).toBe(1);
    expect(store.drafts.get('d-1')).toMatchObject({ ok: false });
    expect(store.drafts.save(draft)).toMatchObject({ failure: { code: 'stateForbids', state: 'pending' } });
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });

  it('can be thrown away; what was finished cannot', () => {
    valueOf(store.drafts.save(draft));
    valueOf(store.drafts.save({ ...draft, id: 'd-2' }));
    valueOf(store.drafts.discard({ id: 'd-2', at: after(1), by }));
    expect(store.outgoing.row('d-2')).toMatchObject({ failure: { code: 'documentNotFound' } });
    expect(valueOf(store.journal.of('d-2')).map((entry) => entry.kind)).toEqual(['drafted', 'draftDiscarded']);
    valueOf(store.drafts.finish(finished));
    expect(store.drafts.discard({ id: 'd-1', at: after(1), by })).toMatchObject({ failure: { code: 'stateForbids' } });
  });

  it('start from templates', () => {
    const template = { id: 't', name: 'Arándanos', type: 'phytosanitary', version: '13B', values: { a: 'b' } };
    valueOf(store.templates.save({ ...template, at: someTime, by }));
    expect([valueOf(store.templates.get('t')), valueOf(store.templates.list('origin'))]).toEqual([template, []]);
    valueOf(store.templates.remove({ id: 't', at: someTime, by }));
    expect(store.templates.get('t')).toEqual({ ok: false, failure: { code: 'templateNotFound', id: 't' } });
  });
});

describe('a batch', () => {
  it('knows what is signed and what is left, and a signature marks its item by itself', () => {
    for (const n of [1, 2]) {
      valueOf(store.outgoing.receive(someWork(n)));
      approveInStore(store, `out-${n}`);
    }
    valueOf(store.batches.create({ id: 'b', fingerprint: 'f', ids: ['out-2', 'out-1'], at: someTime, by }));
    valueOf(store.batches.setState({ id: 'b', state: 'signing', failure: null, at: someTime, by }));
    valueOf(store.outgoing.storeSignature(someSignature(2, { batchId: 'b' })));
    valueOf(store.batches.setItem({ batchId: 'b', id: 'out-1', state: 'failed', failure: { code: 'tokenRemoved' } }));
    expect(valueOf(store.batches.get('b'))).toMatchObject({
      state: 'signing',
      by,
      items: [
        { id: 'out-2', number: 'CL-2026-2', state: 'signed', failure: null },
        { id: 'out-1', number: 'CL-2026-1', state: 'failed', failure: { code: 'tokenRemoved' } },
      ],
    });
    valueOf(store.batches.setState({ id: 'b', state: 'finished', failure: null, at: after(1), by }));
    expect(valueOf(store.batches.unfinished())).toEqual([]);
  });

  it('ends where it stands still with nothing left to sign, but not while a disk did not confirm its signatures', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    approveInStore(store, 'out-1');
    const stand = (id: string, state: 'paused' | 'halted' | 'signing', failure: Failure | null = null): void => {
      valueOf(store.batches.create({ id, fingerprint: 'f', ids: ['out-1'], at: someTime, by }));
      valueOf(store.batches.setState({ id, state, failure, at: someTime, by }));
    };
    stand('paused', 'paused');
    stand('at work', 'signing');
    stand('unconfirmed', 'halted', { code: 'storeInputOutput', detail: 'EIO' });
    stand('full', 'halted', { code: 'storeFull' });
    stand('refused', 'halted', { code: 'tokenRemoved' });
    expect(valueOf(store.batches.endThoseOver({ at: after(1), by }))).toEqual([]);
    valueOf(store.outgoing.storeSignature(someSignature(1, { batchId: 'unconfirmed' })));
    expect(valueOf(store.batches.endThoseOver({ at: after(2), by })).toSorted()).toEqual(['full', 'paused', 'refused']);
    expect(
      valueOf(store.batches.unfinished())
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['at work', 'unconfirmed']);
    expect(valueOf(store.batches.get('refused'))).toMatchObject({ state: 'finished', failure: null });
    expect(valueOf(store.journal.of('paused')).map(({ kind, detail }) => [kind, detail])).toContainEqual([
      'batchState',
      { state: 'finished', failure: null },
    ]);
    expect(valueOf(store.batches.endThoseOver({ at: after(3), by }))).toEqual([]);
  });

  it('is not made of certificates that are not here, or that nobody approved', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    const create = (...ids: string[]) => store.batches.create({ id: 'b', fingerprint: 'f', ids, at: someTime, by });
    expect(create('none')).toMatchObject({ failure: { code: 'documentNotFound', id: 'none' } });
    expect(create('out-1')).toMatchObject({ failure: { code: 'stateForbids', state: 'pending', action: 'sign' } });
    expect(store.batches.get('b')).toMatchObject({ ok: false });
  });
});
