import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { giveMemoryBack } from '#main/cli/give-memory-back.ts';

it('what nobody holds any more is gone before the next document is read', async () => {
  const left = new WeakRef(new Uint8Array(1_000_000));
  const held = new Uint8Array(1_000_000);
  const kept = new WeakRef(held);
  await turn();
  giveMemoryBack();
  expect([left.deref(), kept.deref()]).toEqual([undefined, held]);
});
