import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import type { Official } from '#main/ports/trust.ts';
import { after, memoryStore, queueInStore, someSummary, someTime, someWork, valueOf } from '#test/fakes/store.ts';

let store: Store;
beforeEach(() => {
  store = memoryStore();
});
const by = 'An Official';

describe('the journal', () => {
  beforeEach(() => {
    queueInStore(store, 1);
  });

  it('is a chain that can be walked and taken out as lines', () => {
    const entries = valueOf(store.journal.list({}));
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4]);
    expect(entries[0]?.previous).toBe('0'.repeat(64));
    for (const [index, entry] of entries.entries()) if (index > 0) expect(entry.previous).toBe(entries[index - 1]?.hash);
    expect([...store.journal.export()].map((line) => JSON.parse(line) as unknown)).toEqual(entries);
    expect(valueOf(store.journal.verify())).toEqual({ entries: 4, head: entries[3]?.hash, broken: null });
    expect(valueOf(store.journal.head())).toEqual({ sequence: 4, hash: entries[3]?.hash, lastAt: someTime });
  });

  it('has the same hash for the same detail in whatever order its members come', () => {
    const other = memoryStore();
    queueInStore(other, 1);
    const line = { at: someTime, kind: 'note', subject: null, by };
    valueOf(store.journal.append({ ...line, detail: { a: 1, b: { d: [true, null], c: 'x' } } }));
    valueOf(other.journal.append({ ...line, detail: { b: { c: 'x', d: [true, null] }, a: 1 } }));
    expect(valueOf(store.journal.head()).hash).toBe(valueOf(other.journal.head()).hash);
  });

  it('pages', () => {
    expect(valueOf(store.journal.list({ afterSequence: 1, limit: 2 })).map((entry) => entry.kind)).toEqual(['claim', 'approve']);
  });
});

describe('settings', () => {
  it('are kept, and the journal tells which changed but never their values', () => {
    valueOf(store.settings.set({ values: { language: 'es', 'gateway.password': 'sealed:abc' }, at: someTime, by }));
    valueOf(store.settings.set({ values: { language: 'es' }, at: after(1), by }));
    expect(valueOf(store.settings.all())).toEqual({ language: 'es', 'gateway.password': 'sealed:abc' });
    expect([valueOf(store.settings.get('language')), valueOf(store.settings.get('none'))]).toEqual(['es', null]);
    const told = [...store.journal.export()];
    expect(told).toHaveLength(1);
    expect(told.join()).not.toContain('sealed:abc');
  });
});

describe("the officials' directory", () => {
  function official(name: string, over: Partial<Official> = {}): Official {
    return {
      country: 'CL',
      authority: 'SAG',
      entityId: '10',
      entityName: 'Servicio Agrícola',
      name,
      certificate: new Uint8Array([1, 2]),
      fingerprint: `f-${name}`,
      documentTypes: ['phytosanitary'],
      enabledFrom: '2026-01-01T00:00:00Z',
      enabledUntil: null,
      isEnabled: true,
      status: 'active',
      revokedAt: null,
      ...over,
    };
  }
  const file = (sequence: number, isFull: boolean, rows: readonly Official[]) =>
    valueOf(
      store.officials.apply({
        authority: 'ALADI',
        sequence,
        isFull,
        issuedAt: someTime,
        bytes: new Uint8Array([sequence]),
        rows,
        at: someTime,
      }),
    );

  it('is applied in order: no gap, no rollback, no repetition', () => {
    expect(file(7, false, [])).toBe('gap');
    expect(file(5, true, [official('María Núñez'), official('Luis')])).toBe('applied');
    expect(file(6, false, [official('Luis', { isEnabled: false })])).toBe('applied');
    expect([file(6, false, []), file(5, true, []), file(8, false, [])]).toEqual(['repeated', 'rollback', 'gap']);
    expect(valueOf(store.officials.byFingerprint('f-Luis'))).toEqual([official('Luis', { isEnabled: false })]);
    expect(file(9, true, [official('Ana')])).toBe('applied');
    expect(valueOf(store.officials.byFingerprint('f-Luis'))).toEqual([]);
    expect(valueOf(store.officials.replicas())).toEqual([
      { authority: 'ALADI', sequence: 9, issuedAt: someTime, receivedAt: someTime, officials: 1 },
    ]);
  });

  it('is searched without accents, and per cent signs are only signs', () => {
    file(1, true, [official('María Núñez'), official('Luis', { country: 'MX' })]);
    const names = (search: string, country?: string): string[] =>
      valueOf(store.officials.list({ search, ...(country === undefined ? {} : { country }) })).rows.map((row) => row.name);
    expect([names('nunez'), names('MARIA'), names('%'), names('', 'MX'), names('servicio')]).toEqual([
      ['María Núñez'],
      ['María Núñez'],
      [],
      ['Luis'],
      ['María Núñez', 'Luis'],
    ]);
  });
});

describe('evidence', () => {
  it('is kept whole and for ever, newest first', () => {
    const put = (n: number, from: string) =>
      valueOf(
        store.evidence.put({ kind: 'crl', key: 'issuer', bytes: new Uint8Array([n]), from, until: after(n), source: 'http', at: someTime }),
      );
    const { sha256 } = put(1, after(1));
    put(2, after(2));
    put(1, after(1));
    expect(valueOf(store.evidence.find({ kind: 'crl', key: 'issuer' })).map((kept) => [...kept.bytes])).toEqual([[2], [1]]);
    expect(valueOf(store.evidence.find({ kind: 'ocsp' }))).toEqual([]);
    expect([...(valueOf(store.evidence.get(sha256)) ?? [])]).toEqual([1]);
  });
});

describe('a contingency', () => {
  it('is declared by one person for one reason, counts what is signed under it, and closes with a report', () => {
    const declaration = { id: 'c', reason: 'sin línea', scope: 'MX', at: someTime, by };
    valueOf(store.contingency.declare(declaration));
    expect(store.contingency.declare({ ...declaration, id: 'c2' })).toMatchObject({ failure: { code: 'stateForbids' } });
    valueOf(store.contingency.declare({ ...declaration, id: 'pe', scope: 'PE', at: after(1) }));
    expect(store.contingency.declare({ ...declaration, id: 'pe2', scope: 'PE' })).toMatchObject({ failure: { code: 'stateForbids' } });
    queueInStore(store, 1, { signature: { contingencyId: 'c' } });
    expect(valueOf(store.contingency.open())).toMatchObject([
      { id: 'c', issued: 1, closedAt: null },
      { id: 'pe', scope: 'PE', issued: 0 },
    ]);
    valueOf(store.contingency.close({ id: 'c', report: { issued: 1 }, at: after(60), by }));
    expect(valueOf(store.contingency.open())).toMatchObject([{ id: 'pe' }]);
    expect(valueOf(store.contingency.list())).toMatchObject([{ id: 'pe' }, { id: 'c', closedAt: after(60), report: { issued: 1 } }]);
    valueOf(store.contingency.declare({ ...declaration, id: 'c2' }));
  });

  it('numbers each document from what the gateway granted for it, in as many digits as it said, each once', () => {
    const take = (kind: string): string | null => valueOf(store.contingency.takeNumber({ kind, subject: 'x', at: someTime, by }));
    expect(take('851')).toBeNull();
    const grant = { kind: '851', prefix: 'CL-C-', from: 98, to: 100, digits: 7, at: someTime };
    valueOf(store.contingency.grantNumbers(grant));
    valueOf(store.contingency.grantNumbers(grant));
    expect(take('830')).toBeNull();
    expect([1, 2, 3, 4].map(() => take('851'))).toEqual(['CL-C-0000098', 'CL-C-0000099', 'CL-C-0000100', null]);
  });
});

describe('the monitor', () => {
  it('counts by state, day and country, and shows what has no end yet', () => {
    queueInStore(store, 1);
    valueOf(
      store.outgoing.receive(
        someWork(2, { arrivedAt: '2026-03-03T01:00:00Z', summary: someSummary('CL-2', { destinationCountry: 'PE' }) }),
      ),
    );
    expect(valueOf(store.monitor.byState())).toEqual([
      { direction: 'outgoing', state: 'pending', count: 1 },
      { direction: 'outgoing', state: 'queued', count: 1 },
    ]);
    expect(valueOf(store.monitor.byHour({ from: '2026-03-02', to: '2026-03-03' }))).toMatchObject([
      { hour: expect.stringMatching(/^2026-03-02T\d\d$/), outgoing: 1, incoming: 0 },
      { hour: expect.stringMatching(/^2026-03-03T\d\d$/), outgoing: 1, incoming: 0 },
    ]);
    expect(valueOf(store.monitor.byCountry())).toEqual([
      { country: 'MX', outgoing: 1, incoming: 0 },
      { country: 'PE', outgoing: 1, incoming: 0 },
    ]);
    expect(valueOf(store.monitor.incomplete({})).rows.map((row) => row.id)).toEqual(['out-1']);
    expect(valueOf(store.monitor.incomplete({ search: 'nuble' })).total).toBe(1);
    expect(valueOf(store.monitor.incomplete({ before: someTime })).total).toBe(0);
    const [official] = valueOf(store.monitor.officials());
    expect(valueOf(store.monitor.incomplete({ official })).total).toBe(1);
    expect(valueOf(store.monitor.incomplete({ official: 'CN=nobody' })).total).toBe(0);
  });

  it('counts what is late by the time each country was given, however much there is', () => {
    for (const [n, destinationCountry] of ['MX', 'MX', 'PE', null].entries()) {
      queueInStore(store, n, { work: { summary: someSummary(`CL-2026-${n}`, { destinationCountry }) } });
    }
    const [sooner, later] = [after(-1), after(3_600)];
    expect(valueOf(store.monitor.late({ '*': sooner }))).toBe(0);
    expect(valueOf(store.monitor.late({ '*': later }))).toBe(4);
    expect(valueOf(store.monitor.late({ '*': sooner, MX: later }))).toBe(2);
    expect(valueOf(store.monitor.late({ '*': later, MX: sooner }))).toBe(2);
  });
});
