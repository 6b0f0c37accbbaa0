import { beforeEach, describe, expect, it } from 'vitest';
import type { GatewayEvent } from '#main/ports/gateway.ts';
import type { Store } from '#main/ports/store.ts';
import { after, memoryStore, queueInStore, someSummary, someTime, valueOf } from '#test/fakes/store.ts';

let store: Store;
let sha256: string;
beforeEach(() => {
  store = memoryStore();
  queueInStore(store, 1);
  sha256 = valueOf(store.outgoing.row('out-1')).signedSha256 ?? '';
});
function event(kind: GatewayEvent['kind'], over: Partial<GatewayEvent> = {}): GatewayEvent {
  return { id: `e-${kind}`, at: after(100), source: 'MX', documentId: 'CL-2026-1', sha256, kind, text: null, faults: [], ...over };
}
const apply = (given: GatewayEvent): unknown => valueOf(store.outgoing.applyGatewayEvent(given, { at: after(200) }));
const stateOf = (): string => valueOf(store.outgoing.row('out-1')).state;
function send(): void {
  valueOf(store.outbox.claimDue({ now: someTime, leaseMs: 1000, owner: 'o' }));
}
function accept(): void {
  valueOf(store.outbox.settle({ key: 'key-1', owner: 'o', at: after(1), outcome: { kind: 'accepted', receiptId: 'r', at: after(1) } }));
}

describe('what the other side tells of a certificate', () => {
  it('changes its state and keeps the acknowledgement with its faults', () => {
    send();
    accept();
    const faults = [{ code: 'F12', message: 'Falta el tratamiento' }];
    expect(apply(event('receivedWithErrors', { text: 'con errores', faults }))).toEqual({
      id: 'out-1',
      kind: 'applied',
      state: 'receivedWithErrors',
    });
    expect(valueOf(store.outgoing.acknowledgement('out-1'))).toEqual({ code: 'ERR', text: 'con errores', at: after(100), faults });
  });

  it('may be told again: once it is written down it is not written again', () => {
    send();
    accept();
    apply(event('receivedCorrectly'));
    const before = valueOf(store.journal.head());
    expect(apply(event('receivedCorrectly'))).toEqual({ id: 'out-1', kind: 'repeated', state: 'received' });
    expect(valueOf(store.journal.head())).toEqual(before);
  });

  it('waits while it is too early, and leads all the way when its time comes', () => {
    send();
    expect(apply(event('replacementAsked', { at: after(300) }))).toMatchObject({ kind: 'waits', state: 'sending' });
    expect(apply(event('used', { at: after(250) }))).toMatchObject({ kind: 'waits' });
    expect(apply(event('receivedCorrectly', { at: after(240) }))).toMatchObject({ kind: 'waits' });
    accept();
    expect(stateOf()).toBe('replacementAsked');
    expect(
      valueOf(store.journal.of('out-1'))
        .map((entry) => entry.kind)
        .slice(-4),
    ).toEqual(['accepted', 'acknowledged', 'used', 'replacementAsked']);
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });

  it('changes nothing when it comes too late', () => {
    send();
    accept();
    apply(event('used'));
    expect(apply(event('receivedCorrectly'))).toEqual({ id: 'out-1', kind: 'late', state: 'used' });
    expect(stateOf()).toBe('used');
  });

  it('settles what nobody knew: an acknowledged certificate is not asked about any more', () => {
    send();
    valueOf(
      store.outbox.settle({
        key: 'key-1',
        owner: 'o',
        at: after(1),
        outcome: { kind: 'noAnswer', dueAt: after(2), failure: { code: 'gatewayUnreachable', detail: '' } },
      }),
    );
    expect(apply(event('receivedCorrectly'))).toMatchObject({ kind: 'applied', state: 'received' });
    expect(valueOf(store.outbox.claimDue({ now: after(999), leaseMs: 1000, owner: 'o' }))).toBeNull();
  });

  it('is matched by hash before number, and never given to a document with other bytes', () => {
    send();
    accept();
    expect(apply(event('used', { sha256: 'b'.repeat(64) }))).toEqual({ id: null, kind: 'unknownDocument', state: null });
    expect(apply(event('used', { id: 'e-2', documentId: 'nonsense' }))).toMatchObject({ id: 'out-1', kind: 'applied' });
    expect(apply(event('replacementAsked', { sha256: null, documentId: 'key-1' }))).toMatchObject({ id: 'out-1', kind: 'applied' });
    expect(apply(event('replaced', { sha256: null, documentId: 'CL-2026-1' }))).toMatchObject({
      id: 'out-1',
      kind: 'applied',
      state: 'replaced',
    });
  });

  it('is known by the number it came under, under which an earlier version sent it, unless that is the own number of another', () => {
    queueInStore(store, 2, { signature: { summary: someSummary('CERT-00') } });
    const ofNumber = (documentId: string, id: string): unknown => apply(event('used', { id, sha256: null, documentId }));
    expect(ofNumber('CL-2026-2', 'e-1')).toMatchObject({ id: 'out-2', kind: 'waits' });
    expect(ofNumber('CERT-00', 'e-2')).toMatchObject({ id: 'out-2', kind: 'waits' });
    queueInStore(store, 3, { work: { summary: someSummary('CL-2026-1') }, signature: { summary: someSummary('CERT-01') } });
    expect(ofNumber('CL-2026-1', 'e-3')).toMatchObject({ id: 'out-1', kind: 'waits' });
    expect(apply(event('used', { id: 'e-4', sha256: 'b'.repeat(64), documentId: 'CL-2026-2' }))).toMatchObject({ kind: 'unknownDocument' });
  });

  it('ends the same in whatever order it comes', () => {
    const kinds = ['receivedCorrectly', 'used', 'replacementAsked', 'replaced'] as const;
    const orders = kinds.flatMap((a) =>
      kinds
        .filter((b) => b !== a)
        .flatMap((b) =>
          kinds.filter((c) => c !== a && c !== b).map((c) => [a, b, c, ...kinds.filter((d) => d !== a && d !== b && d !== c)]),
        ),
    );
    for (const order of orders) {
      store = memoryStore();
      queueInStore(store, 1);
      send();
      for (const kind of order.slice(0, 2)) apply(event(kind, { at: after(kinds.indexOf(kind)) }));
      accept();
      for (const kind of order.slice(2)) apply(event(kind, { at: after(kinds.indexOf(kind)) }));
      expect([order, stateOf()]).toEqual([order, 'replaced']);
    }
    expect(orders).toHaveLength(24);
  });
});
