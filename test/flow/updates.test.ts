import { beforeEach, describe, expect, it } from 'vitest';
import { productId } from '#contract/update-order.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { OrderedFile, UpdateOrder } from '#core/update.ts';
import type { UpdateMemory } from '#main/ports/update.ts';
import { openUpdates, type UpdateParts, type Updates } from '#main/shell/updates.ts';

const dayMs = 24 * 3_600_000;
const platform = process.platform as OrderedFile['platform'];
const file: OrderedFile = { platform, arch: process.arch as OrderedFile['arch'], form: 'deb', name: 'a.deb', size: 1, sha512: 'x' };
const order: UpdateOrder = {
  product: productId,
  version: '0.2.0',
  issuedAt: '2026-11-27T08:00:00.000Z',
  expiresAt: '2026-12-27T08:00:00.000Z',
  minimumVersion: null,
  withdrawn: [],
  staging: { percentage: 100, groups: [] },
  files: [file],
};

let now: Date;
let feed: Result<UpdateOrder>;
let memory: UpdateMemory;
let isFileGood: boolean;
let isSigning: boolean;
let isQuiet: boolean;
let begins: boolean;
let takesMemory: boolean;
let givesMemory: boolean;
/** what was done to the program, in order */
let did: string[];

function open(): Updates {
  const parts: UpdateParts = {
    version: '0.1.0',
    group: null,
    carrier: {
      form: 'deb',
      isQuiet,
      fetchOrder: async () => (feed.ok ? done(new Uint8Array()) : feed),
      fetchFile: async () => done('/cache/a.deb'),
      install: (isRunAfter) => {
        did.push(`install, ${isRunAfter ? 'run' : 'rest'}, ${memory.installing}`);
        return begins;
      },
    },
    orders: {
      open: () => feed,
      isAsOrdered: async () => isFileGood,
      memory: () => {
        if (!givesMemory) throw new Error('EIO');
        return memory;
      },
      remember: (change) => {
        if (!takesMemory) throw new Error('ENOSPC');
        memory = { ...memory, ...change };
      },
    },
    clock: { now: () => now },
    log: { write: () => undefined },
    isSigning: async () => isSigning,
    changed: () => undefined,
    leave: async () => void did.push('leave'),
    end: (isInstalled) => void did.push(isInstalled ? 'end' : 'start again'),
  };
  return openUpdates(parts);
}

beforeEach(() => {
  now = new Date('2026-11-27T12:00:00.000Z');
  feed = done(order);
  memory = { stationId: 'station', lastIssuedAt: null, installing: null };
  [isFileGood, isSigning, isQuiet, begins, takesMemory, givesMemory, did] = [true, false, true, true, true, true, []];
});

async function ready(): Promise<Updates> {
  const updates = open();
  await updates.check();
  expect(updates.state().step).toMatchObject({ kind: 'ready', version: '0.2.0' });
  return updates;
}

describe('an update that is ready', () => {
  it('is installed after the station has ended, and remembered before', async () => {
    const updates = await ready();
    expect(await updates.restart()).toEqual(done(null));
    expect(did).toEqual(['leave', 'install, run, 0.2.0', 'end']);
    expect(memory.lastIssuedAt).toBe(order.issuedAt);
  });

  it('waits while something is being signed', async () => {
    const updates = await ready();
    isSigning = true;
    expect(await updates.restart()).toEqual(failed({ code: 'updateMustWait' }));
    expect(did).toEqual([]);
    expect(updates.state().step.kind).toBe('ready');
  });

  it('is not installed past the end of its order, or when its file was changed', async () => {
    const late = await ready();
    now = new Date(now.getTime() + 31 * dayMs);
    expect(await late.restart()).toEqual(failed({ code: 'updateRefused', reason: 'expired' }));
    now = new Date('2026-11-27T12:00:00.000Z');
    const changed = await ready();
    isFileGood = false;
    expect(await changed.restart()).toEqual(failed({ code: 'updateRefused', reason: 'fileDiffers' }));
    expect(await changed.installAtQuit()).toBe(false);
    expect(did).toEqual([]);
  });

  it('stays while the line is down, and is taken back by an order that stops it', async () => {
    const updates = await ready();
    feed = failed({ code: 'updateFeedUnreachable', detail: '' });
    await updates.check();
    expect(updates.state().step.kind).toBe('ready');
    feed = done({ ...order, issuedAt: '2026-11-27T09:00:00.000Z', staging: { percentage: 0, groups: [] } });
    await updates.check();
    expect(updates.state().step).toEqual({ kind: 'current' });
    expect(await updates.restart()).toMatchObject({ ok: false });
    expect(await updates.installAtQuit()).toBe(false);
    expect(did).toEqual([]);
  });

  it('brings the station back where its installer does not begin', async () => {
    begins = false;
    const updates = await ready();
    await updates.restart();
    expect(did).toEqual(['leave', 'install, run, 0.2.0', 'start again']);
    const again = await ready();
    did = [];
    takesMemory = false;
    await again.restart();
    expect(did).toEqual(['leave', 'start again']);
  });

  it('is installed at the end of the day where nobody has to be asked', async () => {
    expect(await (await ready()).installAtQuit()).toBe(true);
    expect(did).toEqual(['install, rest, 0.2.0']);
    isQuiet = false;
    expect(await (await ready()).installAtQuit()).toBe(false);
  });

  it('keeps nobody from ending the program where the folder of what is remembered went away', async () => {
    const updates = await ready();
    givesMemory = false;
    expect(await updates.installAtQuit()).toBe(false);
    expect(did).toEqual([]);
  });
});

describe('an update that did not come', () => {
  it('is told once, after the start that should have been the new version’s', () => {
    memory = { ...memory, installing: '0.2.0' };
    expect(open().state().step).toEqual({ kind: 'failed', failure: { code: 'updateNotInstalled', version: '0.2.0' } });
    expect(open().state().step).toEqual({ kind: 'idle' });
    memory = { ...memory, installing: '0.1.0' };
    expect(open().state().step).toEqual({ kind: 'idle' });
  });

  it('because the disk takes nothing is told, and the next check begins anew', async () => {
    const updates = open();
    takesMemory = false;
    await updates.check();
    expect(updates.state().step).toMatchObject({ kind: 'failed', failure: { code: 'unexpected' } });
    takesMemory = true;
    await updates.check();
    expect(updates.state().step.kind).toBe('ready');
  });

  it('is told as one that is needed where what runs is no longer supported', async () => {
    feed = done({ ...order, minimumVersion: '0.2.0' });
    isFileGood = false;
    const updates = open();
    await updates.check();
    const failure = { code: 'updateRefused', reason: 'fileDiffers' };
    expect(updates.state().step).toEqual({ kind: 'failed', failure, isRequired: true });
    feed = done(order);
    await updates.check();
    expect(updates.state().step).toEqual({ kind: 'failed', failure });
  });

  it('from a false date in the future does not shut out the orders of today', async () => {
    feed = done({ ...order, issuedAt: '2036-01-01T00:00:00.000Z', expiresAt: '2037-01-01T00:00:00.000Z' });
    const updates = open();
    await updates.check();
    expect(updates.state().step).toMatchObject({ kind: 'failed', failure: { reason: 'issuedInFuture' } });
    feed = done(order);
    await updates.check();
    expect(updates.state().step.kind).toBe('ready');
  });
});
