import { describe, expect, it } from 'vitest';
import { done } from '#core/failure.ts';
import { timelineSentence } from '#core/text/timeline.ts';
import type { Store } from '#main/ports/store.ts';
import { journalPacks } from '#main/station/journal-packs.ts';
import { journalProgram } from '#main/station/journal-program.ts';
import type { Station } from '#main/station/station-parts.ts';
import { openStore } from '#main/store/open-store.ts';
import { expectValue } from '#test/flow/expect-value.ts';

type Packs = Station['schemas']['packs'];

/** What the journal tells of packs, start after start. */
async function told(...starts: Packs[]): Promise<unknown[]> {
  const { store } = await expectValue(Promise.resolve(openStore({ file: ':memory:' })));
  for (const packs of starts) {
    const station = { store, schemas: { packs }, clock: { now: () => new Date('2026-11-22T10:00:00Z') } } as unknown as Station;
    expect(journalPacks(station)).toEqual(done(null));
  }
  const entries = await expectValue(Promise.resolve(store.journal.of('alliance')));
  expect(isUnbroken(store)).toBe(true);
  store.close();
  return entries.map(({ kind, detail }) => ({ kind, ...(detail as object) }));
}

function isUnbroken(store: Store): boolean {
  const verdict = store.journal.verify();
  return verdict.ok && verdict.value.broken === null;
}

const pack = (version: string, hash: string, isInstalled: boolean): Packs => [{ id: 'alliance', version, hash, isInstalled }];

describe('the journal of a station', () => {
  it('tells at the start after it which pack was installed, and which was rolled back to, by its hash', async () => {
    const [shipped, installed] = [pack('0.2.0', 'aa', false), pack('1.0.0', 'bb', true)];
    expect(await told(shipped, shipped, installed, installed, shipped)).toMatchObject([
      { kind: 'packInUse', version: '0.2.0', hash: 'aa', isInstalled: false, previousHash: null },
      { kind: 'packInUse', version: '1.0.0', hash: 'bb', isInstalled: true, previousHash: 'aa' },
      { kind: 'packInUse', version: '0.2.0', hash: 'aa', isInstalled: false, previousHash: 'bb' },
    ]);
  });

  it('tells nothing where nothing changed', async () => {
    expect(await told(pack('1', 'aa', true), pack('1', 'aa', true))).toHaveLength(1);
  });

  it('tells which version of the program works from which start on, an older one that came back too', async () => {
    const { store } = await expectValue(Promise.resolve(openStore({ file: ':memory:' })));
    for (const version of ['0.1.0', '0.1.0', '0.2.0', '0.1.0']) {
      const station = { store, version, clock: { now: () => new Date('2026-11-22T10:00:00Z') } } as unknown as Station;
      expect(journalProgram(station)).toEqual(done(null));
    }
    const entries = await expectValue(Promise.resolve(store.journal.of('rubrica')));
    expect(entries.map(({ detail }) => detail)).toEqual([
      { version: '0.1.0', previousVersion: null },
      { version: '0.2.0', previousVersion: '0.1.0' },
      { version: '0.1.0', previousVersion: '0.2.0' },
    ]);
    expect(timelineSentence('programInUse', { version: '0.2.0' }).es).toBe('Desde este inicio trabaja la versión 0.2.0 del programa.');
    expect(isUnbroken(store)).toBe(true);
    store.close();
  });
});
