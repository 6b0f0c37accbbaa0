import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryAnswer } from '#core/delivery.ts';
import type { Failure } from '#core/failure.ts';
import type { Outgoing } from '#main/ports/gateway.ts';
import { FakeGateway } from '#test/fakes/fake-gateway.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { queueInStore, valueOf } from '#test/fakes/store.ts';

const unreachable: Failure = { code: 'gatewayUnreachable', detail: 'ECONNRESET' };

/** Takes the first document at once and keeps the second waiting for its answer until the test gives it. */
class WaitingGateway extends FakeGateway {
  /** what the store said of each document when it left */
  readonly statesAtLeaving: string[] = [];
  stateOf: (key: string) => string = () => '';
  answerSecond: (answer: 'accepted' | DeliveryAnswer) => void = () => undefined;
  private second: Promise<'accepted' | DeliveryAnswer> | null = new Promise((resolve) => (this.answerSecond = resolve));

  override async deliver(message: Outgoing): Promise<DeliveryAnswer> {
    this.statesAtLeaving.push(this.stateOf(message.idempotencyKey));
    if (this.held.size !== 1 || this.second === null) return super.deliver(message);
    const answer = await this.second;
    this.second = null;
    if (answer === 'accepted') return super.deliver(message);
    this.deliveries.push(message.idempotencyKey);
    return answer;
  }
}

let bench: Bench;
let gateway: WaitingGateway;

beforeEach(async () => {
  gateway = new WaitingGateway();
  bench = benchStation({ gateway, policy: { width: 1 } });
  gateway.stateOf = (key) => stateOf(Number(key.slice('key-'.length)));
  const at = new Date().toISOString();
  for (const n of [1, 2, 3]) queueInStore(bench.store, n, { signature: { at } });
  await bench.station.start();
  await bench.until(() => stateOf(3) === 'sending');
});
afterEach(() => bench.stop());

const rowOf = (n: number) => valueOf(bench.store.outgoing.row(`out-${n}`));
const stateOf = (n: number): string => rowOf(n).state;
const outcomesOf = (n: number): readonly string[] => valueOf(bench.store.outbox.attempts(`out-${n}`)).map(({ outcome }) => outcome);
const areAllReceived = (): boolean => [1, 2, 3].every((n) => stateOf(n) === 'received');

describe('a row claimed while the one before it is on its way', () => {
  it('leaves as soon as that one has its answer, and not before its claim is kept', async () => {
    expect([stateOf(1), stateOf(2), gateway.deliveries]).toEqual([expect.stringMatching(/^sent|received$/), 'sending', ['key-1']]);
    gateway.answerSecond('accepted');
    await bench.until(areAllReceived);
    expect(gateway.deliveries).toEqual(['key-1', 'key-2', 'key-3']);
    expect(gateway.statesAtLeaving).toEqual(['sending', 'sending', 'sending']);
    expect(gateway.questions).toEqual([]);
    expect(valueOf(bench.store.journal.verify()).broken).toBeNull();
  });

  it('waits where the line breaks meanwhile: it is in no doubt, and that was no attempt', async () => {
    gateway.isDown = true;
    gateway.answerSecond({ kind: 'noAnswer', failure: unreachable });
    await bench.until(() => stateOf(3) === 'queued');
    expect([stateOf(2), outcomesOf(3), rowOf(3).attempts]).toEqual(['unconfirmed', ['heldBack'], 0]);
    gateway.isDown = false;
    await bench.until(areAllReceived);
    expect(new Set(gateway.questions)).toEqual(new Set(['key-2']));
    expect(gateway.deliveries.toSorted()).toEqual(['key-1', 'key-2', 'key-2', 'key-3']);
    expect([outcomesOf(3), rowOf(3).attempts]).toEqual([['heldBack', 'accepted'], 1]);
  });

  it('waits where the gateway asks the station to wait', async () => {
    gateway.answerSecond({ kind: 'busy', retryAfterMs: 50, failure: { code: 'gatewayBusy', retryAfterMs: 50 } });
    await bench.until(() => stateOf(3) === 'queued');
    expect([gateway.deliveries, outcomesOf(3)]).toEqual([['key-1', 'key-2'], ['heldBack']]);
    await bench.until(areAllReceived);
    expect(gateway.questions).toEqual([]);
    const page = await bench.station.handlers.certificate({ id: 'out-3' });
    expect(page.ok && page.value.timeline.map(({ kind }) => kind)).toContain('heldBack');
  });

  it('waits where the station is closed: its next start has nothing to ask about it', async () => {
    const stopped = bench.station.stop();
    gateway.answerSecond('accepted');
    await stopped;
    expect([stateOf(2), stateOf(3), outcomesOf(3)]).toEqual(['sent', 'queued', ['heldBack']]);
  });
});
