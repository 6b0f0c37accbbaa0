import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import type { Claim } from '#main/ports/store-outbox.ts';
import { after, memoryStore, queueInStore, someSummary, someTime, someWork, valueOf } from '#test/fakes/store.ts';

const owner = 'sender-1';
const failure: Failure = { code: 'gatewayUnreachable', detail: 'no route' };
let store: Store;
beforeEach(() => {
  store = memoryStore();
});
const claim = (now = someTime, who = owner): Claim | null => valueOf(store.outbox.claimDue({ now, leaseMs: 60_000, owner: who }));
const stateOf = (id: string): string => valueOf(store.outgoing.row(id)).state;

describe('a certificate in the outbox', () => {
  it("is claimed with everything the delivery needs and is nobody else's", () => {
    queueInStore(store, 1);
    const claimed = claim();
    expect(claimed).toMatchObject({ key: 'key-1', kind: 'certificate', what: 'deliver', subject: 'out-1', destination: 'MX', attempt: 1 });
    expect(claimed?.certificate).toMatchObject({ type: 'phytosanitary', version: '13B', summary: { number: 'CL-2026-1' } });
    expect(new TextDecoder().decode(claimed?.certificate?.bytes)).toContain('<Signature/>');
    expect(stateOf('out-1')).toBe('sending');
    expect(claim(after(1), 'sender-2')).toBeNull();
  });

  it('is sent when the gateway accepts, and its attempt is on record', () => {
    queueInStore(store, 1);
    claim();
    const end = { key: 'key-1', owner, at: after(1), outcome: { kind: 'accepted', receiptId: 'r-1', at: after(1) } } as const;
    expect(valueOf(store.outbox.settle(end))).toEqual({ state: 'sent', isApplied: true });
    expect(valueOf(store.outgoing.row('out-1'))).toMatchObject({ state: 'sent', receiptId: 'r-1', nextAttemptAt: null, attempts: 1 });
    expect(valueOf(store.outbox.attempts('out-1'))).toEqual([
      { what: 'deliver', startedAt: someTime, endedAt: after(1), outcome: 'accepted', detail: 'r-1' },
    ]);
    expect(claim(after(9999))).toBeNull();
    expect(valueOf(store.outbox.settle(end)).isApplied).toBe(false);
  });

  it('waits until the gateway has time', () => {
    queueInStore(store, 1);
    claim();
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(1), outcome: { kind: 'busy', dueAt: after(30), failure } }));
    expect(stateOf('out-1')).toBe('queued');
    expect(valueOf(store.outbox.nextDueAt())).toBe(after(30));
    expect(claim(after(29))).toBeNull();
    expect(claim(after(30))).toMatchObject({ what: 'deliver', attempt: 2 });
  });

  it('is given back by who claimed it before anything left, and that counts as no attempt', () => {
    queueInStore(store, 1);
    claim();
    valueOf(store.outbox.settle({ key: 'key-1', owner: 'sender-2', at: after(1), outcome: { kind: 'heldBack', dueAt: after(1) } }));
    expect(stateOf('out-1')).toBe('sending');
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(2), outcome: { kind: 'heldBack', dueAt: after(2) } }));
    expect(stateOf('out-1')).toBe('queued');
    expect(claim(after(2), 'sender-2')).toMatchObject({ what: 'deliver', attempt: 1 });
    expect(valueOf(store.journal.of('out-1')).map(({ kind, by }) => [kind, by])).toContainEqual(['heldBack', 'station']);
  });

  it('is asked about after no answer, for as long as it takes, and sent again only when unknown there', () => {
    queueInStore(store, 1);
    claim();
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(1), outcome: { kind: 'noAnswer', dueAt: after(5), failure } }));
    expect(stateOf('out-1')).toBe('unconfirmed');
    expect(claim(after(5))).toMatchObject({ what: 'ask' });
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(6), outcome: { kind: 'noAnswer', dueAt: after(20), failure } }));
    expect([stateOf('out-1'), claim(after(19))]).toEqual(['unconfirmed', null]);
    expect(claim(after(20))).toMatchObject({ what: 'ask', attempt: 3 });
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(21), outcome: { kind: 'unknownThere', dueAt: after(21) } }));
    expect(claim(after(21))).toMatchObject({ what: 'deliver', key: 'key-1' });
    expect(valueOf(store.outbox.attempts('out-1')).map((attempt) => attempt.outcome)).toEqual([
      'noAnswer',
      'noAnswer',
      'unknownThere',
      'running',
    ]);
  });

  it('comes to a person when the gateway holds other bytes under its key', () => {
    queueInStore(store, 1);
    claim();
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(1), outcome: { kind: 'noAnswer', dueAt: after(5), failure } }));
    claim(after(5));
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(6), outcome: { kind: 'differs', sha256: 'b'.repeat(64) } }));
    expect([stateOf('out-1'), claim(after(999))]).toEqual(['needsAttention', null]);
    valueOf(store.outgoing.apply({ id: 'out-1', event: 'retry', at: after(1000), by: 'An Official' }));
    expect(claim(after(1000))).toMatchObject({ key: 'key-1', what: 'deliver' });
  });

  it('is asked about, not sent again, when its sender died with the lease', () => {
    queueInStore(store, 1);
    claim();
    expect(claim(after(60), 'sender-2')).toMatchObject({ what: 'ask', key: 'key-1', attempt: 2 });
    expect(stateOf('out-1')).toBe('unconfirmed');
    expect(claim(after(61), 'sender-3')).toBeNull();
    // the dead one was only slow: what it learned is true, what it did not learn is nothing
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(62), outcome: { kind: 'noAnswer', dueAt: after(999), failure } }));
    expect(stateOf('out-1')).toBe('unconfirmed');
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(63), outcome: { kind: 'accepted', receiptId: 'r', at: after(63) } }));
    expect(stateOf('out-1')).toBe('sent');
  });

  it('keeps its lease when the work takes longer', () => {
    queueInStore(store, 1);
    claim();
    expect(valueOf(store.outbox.extendLease({ key: 'key-1', owner, now: after(50), leaseMs: 60_000 }))).toBe(true);
    expect(claim(after(100), 'sender-2')).toBeNull();
    expect(valueOf(store.outbox.extendLease({ key: 'key-1', owner, now: after(200), leaseMs: 60_000 }))).toBe(false);
  });

  it('goes after the one it replaces, and after the one it withdraws', () => {
    queueInStore(store, 1);
    queueInStore(store, 2, {
      work: { summary: someSummary('CL-2026-2', { replaces: 'CL-2026-1' }) },
      signature: { dueAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(claim()?.subject).toBe('out-1');
    expect(claim(after(1))).toBeNull();
    valueOf(store.outbox.settle({ key: 'key-1', owner, at: after(2), outcome: { kind: 'accepted', receiptId: 'r', at: after(2) } }));
    expect(claim(after(2))?.subject).toBe('out-2');
  });

  it('does not wait for one of another number', () => {
    queueInStore(store, 1);
    queueInStore(store, 2);
    claim();
    expect(claim(after(1))?.subject).toBe('out-2');
  });

  it('waits with all others for its country, and with those alone', () => {
    const peru = (number: string) => ({ summary: someSummary(number, { destinationCountry: 'PE' }) });
    queueInStore(store, 1, { work: peru('PE-1'), signature: { dueAt: after(900) } });
    queueInStore(store, 2, { work: peru('PE-2') });
    queueInStore(store, 3);
    queueInStore(store, 4, { work: peru('PE-4') });
    expect(claim()?.subject).toBe('out-2');
    expect(valueOf(store.outbox.defer({ destination: 'PE', until: after(30) }))).toBe(1);
    expect(claim()?.subject).toBe('out-3');
    expect(claim(after(29))).toBeNull();
    expect(claim(after(30))?.subject).toBe('out-4');
  });

  it('is made due by a person or by the line that is back, except where it is at work', () => {
    queueInStore(store, 1, { signature: { dueAt: after(900) } });
    queueInStore(store, 2, { signature: { dueAt: after(900) }, work: { summary: someSummary('PE-1', { destinationCountry: 'PE' }) } });
    expect(valueOf(store.outbox.hasten({ destination: 'PE', at: after(1) }))).toBe(1);
    expect(claim(after(1))?.subject).toBe('out-2');
    expect(valueOf(store.outbox.hasten({ at: after(2) }))).toBe(1);
    expect(valueOf(store.outbox.waiting())).toEqual([
      { kind: 'certificate', destination: 'MX', count: 1, since: someTime },
      { kind: 'certificate', destination: 'PE', count: 1, since: someTime },
    ]);
  });
});

describe('other messages', () => {
  const mail = {
    key: 'm-1',
    kind: 'mail',
    subject: null,
    destination: null,
    payload: { to: ['a@example.org'] },
    at: someTime,
    by: 'station',
  } as const;

  it('go by the same outbox, once, and are claimed by kind', () => {
    expect(valueOf(store.outbox.enqueue(mail)).isNew).toBe(true);
    expect(valueOf(store.outbox.enqueue(mail)).isNew).toBe(false);
    queueInStore(store, 1);
    expect(valueOf(store.outbox.claimDue({ now: after(1), leaseMs: 1000, owner, kinds: ['mail', 'notice'] }))).toMatchObject({
      key: 'm-1',
      what: 'deliver',
      certificate: null,
      payload: { to: ['a@example.org'] },
    });
    expect(valueOf(store.outbox.claimDue({ now: after(1), leaseMs: 1000, owner, kinds: ['mail', 'notice'] }))).toBeNull();
    valueOf(store.outbox.settle({ key: 'm-1', owner, at: after(1), outcome: { kind: 'noAnswer', dueAt: after(10), failure } }));
    expect(valueOf(store.outbox.claimDue({ now: after(10), leaseMs: 1000, owner, kinds: ['mail'] }))).toMatchObject({
      attempt: 2,
      what: 'deliver',
    });
    valueOf(store.outbox.settle({ key: 'm-1', owner, at: after(11), outcome: { kind: 'accepted', receiptId: 'x', at: after(11) } }));
    expect(valueOf(store.outbox.nextDueAt(['mail']))).toBeNull();
  });

  it('notices are raised once while they are open, and tell when they close', () => {
    const messages = [{ key: 'n-1', kind: 'notice', destination: 'MX', payload: 'delayed' }] as const;
    const notice = { id: 'n', topic: 'tooOld', subject: 'out-1', country: 'MX', detail: null, at: someTime, messages };
    expect(valueOf(store.notices.raise(notice))).toEqual({ isNew: true, count: 1 });
    expect(valueOf(store.notices.raise({ ...notice, id: 'n2', at: after(5) }))).toEqual({ isNew: false, count: 2 });
    expect(valueOf(store.notices.open())).toMatchObject([{ id: 'n', count: 2, raisedAt: someTime, lastAt: after(5) }]);
    expect(
      valueOf(store.notices.close({ topic: 'tooOld', subject: 'out-1', at: after(9), messages: [{ ...messages[0], key: 'n-2' }] })),
    ).toEqual({ wasOpen: true });
    expect(valueOf(store.notices.close({ topic: 'tooOld', subject: 'out-1', at: after(9), messages: [] }))).toEqual({ wasOpen: false });
    expect(valueOf(store.outbox.waiting())).toEqual([{ kind: 'notice', destination: 'MX', count: 2, since: someTime }]);
    expect(valueOf(store.notices.raise({ ...notice, id: 'n3', messages: [] }))).toEqual({ isNew: true, count: 1 });
  });
});

describe('at start', () => {
  it('what was being sent is asked about at once, what was approved stays so, a batch at work is halted', () => {
    queueInStore(store, 1);
    claim();
    valueOf(store.outgoing.receive(someWork(2)));
    valueOf(store.outgoing.apply({ id: 'out-2', event: 'claim', at: someTime, by: 'x' }));
    valueOf(store.outgoing.approve({ id: 'out-2', digest: `sha256:${'a'.repeat(64)}`, at: someTime, by: 'x' }));
    valueOf(store.batches.create({ id: 'b', fingerprint: 'f', ids: ['out-2'], at: someTime, by: 'x' }));
    valueOf(store.batches.setState({ id: 'b', state: 'signing', failure: null, at: someTime, by: 'x' }));
    valueOf(store.batches.setItem({ batchId: 'b', id: 'out-2', state: 'signing', failure: null }));
    expect(valueOf(store.recover({ at: after(3) }))).toEqual({
      changed: [{ id: 'out-1', from: 'sending', to: 'unconfirmed' }],
      leasesReleased: 0,
      batches: ['b'],
    });
    expect(stateOf('out-2')).toBe('approved');
    expect(claim(after(3))).toMatchObject({ key: 'key-1', what: 'ask' });
    expect(valueOf(store.outbox.attempts('out-1')).map((attempt) => attempt.outcome)).toEqual(['interrupted', 'running']);
    expect(valueOf(store.batches.unfinished())).toMatchObject([{ id: 'b', state: 'halted', items: [{ id: 'out-2', state: 'waiting' }] }]);
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });

  it('what a clock that was ahead put off for months is due again; what a clock that went back tells stays in order', () => {
    queueInStore(store, 1, { signature: { dueAt: '2027-09-01T00:00:00.000Z' } });
    queueInStore(store, 2, { signature: { dueAt: after(900) } });
    valueOf(store.recover({ at: after(1) }));
    expect(claim(after(1))?.subject).toBe('out-1');
    expect(claim(after(1))).toBeNull();
    valueOf(store.outgoing.receive(someWork(3, { arrivedAt: '2020-01-01T00:00:00Z' })));
    const entries = valueOf(store.journal.list({}));
    expect(entries.map((entry) => entry.sequence)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.at(-1)?.at).toBe('2020-01-01T00:00:00.000Z');
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });
});
