import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryAnswer } from '#core/delivery.ts';
import type { Outgoing } from '#main/ports/gateway.ts';
import { overTheLine } from '#main/station/claimed-rows.ts';
import { FakeGateway } from '#test/fakes/fake-gateway.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { valueOf } from '#test/fakes/store.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

const leaseMs = 60;

/** Takes as long over the document of this number as the test wants. */
class SlowGateway extends FakeGateway {
  begun = 0;
  finish: () => void = () => undefined;
  private readonly finished = new Promise<void>((resolve) => (this.finish = resolve));

  override async deliver(message: Outgoing): Promise<DeliveryAnswer> {
    if (message.header.documentId === 'LONG') {
      this.begun += 1;
      await this.finished;
    }
    return super.deliver(message);
  }
}

let bench: Bench;
let gateway: SlowGateway;
let atMs: number;
let long: string;

beforeEach(async () => {
  gateway = new SlowGateway();
  bench = benchStation({ gateway, policy: { width: 2, leaseMs } });
  atMs = Date.now();
  bench.nowMs = () => atMs;
  await bench.station.start();
  // an answered one opens the second lane
  const first = await signNote(bench, 'N-1');
  await bench.until(() => stateOf(bench, first) === 'received');
  long = await signNote(bench, 'LONG');
  await expect.poll(() => gateway.begun, { timeout: 50_000 }).toBe(1);
});
afterEach(() => {
  gateway.finish();
  return bench.stop();
});

describe('a document that takes long over a slow line', () => {
  it('does not keep waiting what is signed meanwhile', async () => {
    const id = await signNote(bench, 'N-2');
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(stateOf(bench, long)).toBe('sending');
    gateway.finish();
    await bench.until(() => stateOf(bench, long) === 'received');
  });

  it('stays the business of the lane that carries it, many leases long: nobody asks about it or sends it again', async () => {
    const leaseEnds = () => Date.parse(valueOf(bench.store.outbox.nextDueAt(overTheLine)) ?? '');
    for (let step = 1; step <= 10; step += 1) {
      atMs += leaseMs / 2;
      await expect.poll(leaseEnds, { timeout: 50_000, interval: 5 }).toBe(atMs + leaseMs);
    }
    const id = await signNote(bench, 'N-2');
    await bench.until(() => stateOf(bench, id) === 'received');
    gateway.finish();
    await bench.until(() => stateOf(bench, long) === 'received');
    expect([gateway.begun, gateway.questions]).toEqual([1, []]);
    expect(valueOf(bench.store.outbox.attempts(long)).map(({ outcome }) => outcome)).toEqual(['accepted']);
  });
});
