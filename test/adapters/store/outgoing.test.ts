import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import {
  after,
  approveInStore,
  memoryStore,
  queueInStore,
  someDigest,
  someSignature,
  someSummary,
  someTime,
  someWork,
  valueOf,
} from '#test/fakes/store.ts';

const by = 'An Official';
let store: Store;
beforeEach(() => {
  store = memoryStore();
});
const stateOf = (id: string): string => valueOf(store.outgoing.row(id)).state;
const told = (id: string): string[] => valueOf(store.journal.of(id)).map((entry) => entry.kind);

describe('the neighbours of a certificate in the inbox', () => {
  const due = (hours: number): string => new Date(Date.parse(someTime) + hours * 3_600_000).toISOString();
  beforeEach(() => {
    for (const n of [1, 2, 3]) valueOf(store.outgoing.receive(someWork(n, { dueAt: due(n) })));
  });

  it('are those the list shows before and after it', () => {
    const listed = valueOf(store.outgoing.list({ box: 'inbox' })).rows.map((row) => row.id);
    expect(listed).toEqual(['out-1', 'out-2', 'out-3']);
    expect(valueOf(store.outgoing.around('out-2'))).toEqual({
      previous: 'out-1',
      next: 'out-3',
      nextToReview: 'out-3',
      position: 2,
      total: 3,
    });
    expect(valueOf(store.outgoing.around('out-1'))).toMatchObject({ previous: null, next: 'out-2', position: 1 });
    expect(valueOf(store.outgoing.around('out-3'))).toMatchObject({ previous: 'out-2', next: null });
  });

  it('to be reviewed are looked for past the end, and what is approved is passed over', () => {
    approveInStore(store, 'out-3');
    expect(valueOf(store.outgoing.around('out-2'))).toMatchObject({ next: 'out-3', nextToReview: 'out-1' });
    expect(valueOf(store.outgoing.around('out-3'))).toMatchObject({ nextToReview: 'out-1' });
    for (const id of ['out-1', 'out-2']) approveInStore(store, id);
    expect(valueOf(store.outgoing.around('out-2')).nextToReview).toBeNull();
  });

  it('of one that is not there any more are the first of the list', () => {
    expect(valueOf(store.outgoing.around('gone'))).toEqual({ previous: null, next: 'out-1', nextToReview: 'out-1', position: 0, total: 3 });
  });

  it('are found in an inbox of many thousands, with no limit', () => {
    for (let n = 4; n <= 1_500; n += 1) valueOf(store.outgoing.receive(someWork(n, { dueAt: due(n) })));
    expect(valueOf(store.outgoing.around('out-1400'))).toMatchObject({
      previous: 'out-1399',
      next: 'out-1401',
      position: 1400,
      total: 1500,
    });
  });
});

describe('work that arrives', () => {
  it('is kept byte by byte and waits in the inbox', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x3c, 0x61, 0x2f, 0x3e, 0x0d, 0x0a, 0x00]);
    valueOf(store.outgoing.receive(someWork(1, { bytes })));
    const kept = valueOf(store.outgoing.get('out-1'));
    expect([...(kept.bytes ?? [])]).toEqual([...bytes]);
    expect(kept.row).toMatchObject({ state: 'pending', number: 'CL-2026-1', size: 10, attempts: 0, signedSha256: null, digest: null });
    expect(kept.row.summary).toEqual(someSummary('CL-2026-1'));
    expect(valueOf(store.outgoing.list({ box: 'inbox' })).rows.map((row) => row.id)).toEqual(['out-1']);
    expect(told('out-1')).toEqual(['received']);
  });

  it('is kept once when the gateway gives it twice', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    expect(valueOf(store.outgoing.receive(someWork(1, { id: 'another' })))).toEqual({ id: 'out-1', isNew: false, isChanged: false });
    expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(1);
    expect(told('out-1')).toEqual(['received']);
  });

  it('says so when the gateway gives other bytes under an id it gave before, and keeps the first', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    const again = valueOf(store.outgoing.receive(someWork(1, { id: 'another', bytes: new Uint8Array([1, 2, 3]) })));
    expect(again).toEqual({ id: 'out-1', isNew: false, isChanged: true });
    expect(new TextDecoder().decode(valueOf(store.outgoing.get('out-1')).bytes ?? undefined)).toContain('out-1');
  });

  it('is recognised by its bytes when the same comes as a file', () => {
    const work = someWork(1);
    valueOf(store.outgoing.receive(work));
    const file = { ...work, id: 'file-1', source: 'file', sourceId: 'a.xml' };
    expect(valueOf(store.outgoing.receive(file))).toMatchObject({ id: 'out-1', isNew: false });
    const other = { ...file, id: 'file-2', bytes: new Uint8Array([7]) };
    expect(valueOf(store.outgoing.receive(other))).toMatchObject({ id: 'file-2', isNew: true });
  });

  it('has its times in UTC whatever offset the gateway writes, so that lists sort', () => {
    valueOf(store.outgoing.receive(someWork(1, { arrivedAt: '2026-03-02T10:00:00-05:00', dueAt: 'not a time' })));
    expect(valueOf(store.outgoing.row('out-1'))).toMatchObject({ arrivedAt: '2026-03-02T15:00:00.000Z', dueAt: null });
  });
});

describe('a step of its life', () => {
  it('is taken with its journal line and tells where it came from', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    expect(valueOf(store.outgoing.apply({ id: 'out-1', event: 'claim', at: after(1), by }))).toEqual({ from: 'pending', to: 'inReview' });
    expect(told('out-1')).toEqual(['received', 'claim']);
    expect(valueOf(store.outgoing.row('out-1')).changedAt).toBe(after(1));
  });

  it('is refused where lifecycle forbids it, and nothing is written', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    expect(store.outgoing.apply({ id: 'out-1', event: 'used', at: after(1), by })).toEqual({
      ok: false,
      failure: { code: 'stateForbids', state: 'pending', action: 'used' },
    });
    expect(told('out-1')).toEqual(['received']);
    expect(store.outgoing.apply({ id: 'none', event: 'claim', at: someTime, by })).toMatchObject({ failure: { code: 'documentNotFound' } });
  });

  it('loses the pinned digest when the approval is taken back', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    approveInStore(store, 'out-1');
    expect(valueOf(store.outgoing.row('out-1')).digest).toBe(someDigest);
    valueOf(store.outgoing.apply({ id: 'out-1', event: 'withdrawApproval', at: after(2), by }));
    const taken = valueOf(store.outgoing.get('out-1'));
    expect([taken.row.digest, taken.toSign]).toEqual([null, null]);
  });
});

describe('a signature', () => {
  beforeEach(() => {
    valueOf(store.outgoing.receive(someWork(1)));
    valueOf(store.outgoing.apply({ id: 'out-1', event: 'claim', at: someTime, by }));
  });

  it('is kept with the bytes that were pinned, an outbox row and a journal line', () => {
    const prepared = new TextEncoder().encode('<completed/>');
    valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, prepared, at: someTime, by }));
    valueOf(store.outgoing.storeSignature(someSignature(1)));
    const kept = valueOf(store.outgoing.get('out-1'));
    expect(new TextDecoder().decode(kept.toSign ?? undefined)).toBe('<completed/>');
    expect(new TextDecoder().decode(kept.signed ?? undefined)).toBe('<certificate>out-1<Signature/></certificate>');
    expect(kept.row).toMatchObject({
      state: 'queued',
      idempotencyKey: 'key-1',
      algorithm: 'rsa-sha256',
      nextAttemptAt: someTime,
      signedAt: someTime,
    });
    expect(told('out-1')).toEqual(['received', 'claim', 'approve', 'signed']);
    expect(valueOf(store.outgoing.bySignedSha256(kept.row.signedSha256 ?? ''))?.id).toBe('out-1');
  });

  it('is asked for with the schema that judged the certificate at its last approval', () => {
    const approve = (hash: string) =>
      valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, at: someTime, by, detail: { schema: { name: 'sps', hash } } }));
    const judgedBy = () => valueOf(store.outgoing.toSign('out-1')).judgedBy;
    expect(judgedBy()).toBeNull();
    approve('first');
    valueOf(store.outgoing.apply({ id: 'out-1', event: 'withdrawApproval', at: someTime, by }));
    approve('second');
    expect(judgedBy()).toBe('second');
  });

  it('under which the certificate has a number of its own leaves it known by the one it came under, and tells the journal', () => {
    valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, at: someTime, by }));
    valueOf(store.outgoing.storeSignature(someSignature(1, { summary: someSummary('CERT-00') })));
    expect(valueOf(store.outgoing.row('out-1'))).toMatchObject({ number: 'CERT-00', cameUnder: 'CL-2026-1' });
    const ids = (number: string) => [store.outgoing.bearing(number), store.outgoing.byNumber(number)].map((found) => valueOf(found).length);
    expect([ids('CERT-00'), ids('CL-2026-1')]).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect(valueOf(store.journal.of('out-1')).at(-1)).toMatchObject({ kind: 'signed', detail: { detail: { number: 'CERT-00' } } });
  });

  it('is refused when the digest is not the one that was approved, and nothing of it stays', () => {
    valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, at: someTime, by }));
    const other = someSignature(1, { digest: `sha256:${'b'.repeat(64)}` });
    expect(store.outgoing.storeSignature(other)).toEqual({ ok: false, failure: { code: 'reviewChanged' } });
    expect(stateOf('out-1')).toBe('approved');
    expect(valueOf(store.outbox.waiting())).toEqual([]);
  });

  it('is refused when nobody approved', () => {
    expect(store.outgoing.storeSignature(someSignature(1))).toMatchObject({ failure: { code: 'stateForbids', state: 'inReview' } });
  });

  it('may be given again: the second time changes nothing', () => {
    valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, at: someTime, by }));
    valueOf(store.outgoing.storeSignature(someSignature(1)));
    const before = valueOf(store.journal.head());
    valueOf(store.outgoing.storeSignature(someSignature(1)));
    expect(valueOf(store.journal.head())).toEqual(before);
  });

  it('comes with others as one commit: one that is refused takes all back', () => {
    valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, at: someTime, by }));
    valueOf(store.outgoing.receive(someWork(2)));
    expect(store.outgoing.storeSignatures([someSignature(1), someSignature(2)])).toMatchObject({ ok: false });
    expect(stateOf('out-1')).toBe('approved');
    approveInStore(store, 'out-2');
    valueOf(store.outgoing.storeSignatures([someSignature(1), someSignature(2)]));
    expect([stateOf('out-1'), stateOf('out-2')]).toEqual(['queued', 'queued']);
  });
});

describe('several operations together', () => {
  it('are undone together when one fails', () => {
    const result = store.together(() => {
      valueOf(store.setCursor('work', '7'));
      valueOf(store.outgoing.receive(someWork(1)));
      return store.outgoing.apply({ id: 'out-1', event: 'used', at: someTime, by });
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'stateForbids' } });
    expect([valueOf(store.cursor('work')), valueOf(store.outgoing.list({ box: 'all' })).total]).toEqual([null, 0]);
  });

  it('are undone when something throws, and the throw goes on', () => {
    expect(() =>
      store.together(() => {
        valueOf(store.setCursor('work', '7'));
        throw new Error('a bug');
      }),
    ).toThrow('a bug');
    expect(valueOf(store.cursor('work'))).toBeNull();
  });

  it('may hold a failed one that was taken care of', () => {
    const result = store.together(() => {
      expect(store.outgoing.apply({ id: 'none', event: 'claim', at: someTime, by }).ok).toBe(false);
      return store.setCursor('work', '8');
    });
    expect([result.ok, valueOf(store.cursor('work'))]).toEqual([true, '8']);
  });
});

describe('lists', () => {
  it('show the inbox most urgent first, the outbox newest change first, and count all', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    valueOf(store.outgoing.receive(someWork(2, { dueAt: '2026-03-05T00:00:00Z' })));
    valueOf(store.outgoing.receive(someWork(3, { dueAt: '2026-03-04T00:00:00Z' })));
    queueInStore(store, 4);
    queueInStore(store, 5, { signature: { at: after(9) } });
    const ids = (box: 'inbox' | 'outbox' | 'all'): string[] => valueOf(store.outgoing.list({ box })).rows.map((row) => row.id);
    expect(ids('inbox')).toEqual(['out-3', 'out-2', 'out-1']);
    expect(ids('outbox')).toEqual(['out-5', 'out-4']);
    expect(valueOf(store.outgoing.list({ box: 'inbox', limit: 1, offset: 1 }))).toMatchObject({ total: 3, rows: [{ id: 'out-2' }] });
    expect(valueOf(store.outgoing.list({ box: 'all', offset: 10 }))).toMatchObject({ total: 5, rows: [] });
    expect(valueOf(store.outgoing.list({ box: 'all', states: ['queued'] })).rows.map((row) => row.id)).toEqual(['out-5', 'out-4']);
    expect(valueOf(store.outgoing.list({ box: 'inbox', states: ['queued'] }))).toEqual({ rows: [], total: 0 });
    // narrowed to a state, too: not what changed last
    valueOf(store.outgoing.apply({ id: 'out-1', event: 'claim', at: after(20), by }));
    const toReview = valueOf(store.outgoing.list({ box: 'inbox', states: ['pending', 'inReview'] }));
    expect(toReview.rows.map((row) => row.id)).toEqual(['out-3', 'out-2', 'out-1']);
    expect(valueOf(store.counts())).toEqual({ inbox: 3, outbox: 2, attention: 0, incoming: 0 });
  });

  it('find words by their beginning, without accents, in any order, also punctuation and quotes', () => {
    valueOf(store.outgoing.receive(someWork(1)));
    valueOf(store.outgoing.receive(someWork(2, { summary: someSummary('CL-2026-77', { exporter: 'Viña "Alto" S.A.', goods: 'Uva' }) })));
    const find = (search: string, box: 'inbox' | 'all' = 'all'): string[] =>
      valueOf(store.outgoing.list({ box, search })).rows.map((row) => row.id);
    expect(find('arandano nuble')).toEqual(['out-1']);
    expect(find('"alto" (vin')).toEqual(['out-2']);
    expect(find('2026-77')).toEqual(['out-2']);
    expect(find('77')).toEqual(['out-2']);
    expect(find('cl-2026')).toEqual(['out-2', 'out-1']);
    expect(find('mx', 'inbox')).toEqual(['out-2', 'out-1']);
    valueOf(store.outgoing.receive(someWork(3, { summary: someSummary('CL-2026-000770') })));
    expect(find('77')).toEqual(['out-3', 'out-2']);
    expect(find('0077')).toEqual([]);
    expect(find('uva 770')).toEqual([]);
    expect(find('770')).toEqual(['out-3']);
    expect(find('nothing of this')).toEqual([]);
    expect(find(' -- ')).toHaveLength(3);
  });
});
