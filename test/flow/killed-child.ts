/**
 * A station that dies at the nth point it passes. Points are before, during and after every call of a port; the
 * gateway and the stock of bytes live in the parent, the store is a file that outlives every death.
 */
import { connect } from '#main/wire/rpc.ts';
import { wireToParent } from '#main/wire/wires.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import { benchStation } from '#test/fakes/station-on-fakes.ts';
import { gatewayLine } from '#test/flow/gateway-line.ts';
import { expectValue } from '#test/flow/expect-value.ts';

const [file = '', dieAtText = '0'] = process.argv.slice(2);
const dieAt = Number(dieAtText);
let passed = 0;

function point(): void {
  passed += 1;
  if (passed === dieAt) process.kill(process.pid, 'SIGKILL');
}

/** Every function of a port, at any depth, has a point before it and one after it. */
function mortal<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member === 'function') {
        return (...args: unknown[]) => {
          point();
          const result: unknown = Reflect.apply(member, target, args);
          // a wire flushes its message in a later turn: dying in this one may or may not have sent it
          point();
          if (!(result instanceof Promise)) return result;
          return result.then((value: unknown) => {
            point();
            return value;
          });
        };
      }
      return member !== null && typeof member === 'object' ? mortal(member) : member;
    },
  });
}

const wire = wireToParent();
const line = connect(gatewayLine, wire, { onGone: () => ({ code: 'cancelled' }) });
const names = ['time', 'work', 'deliver', 'status', 'events', 'inbound', 'answer', 'officials', 'crls', 'notify', 'close'] as const;
const remote = Object.fromEntries(
  names.map((name) => [name, async (arg: unknown) => expectValue(await line.client.call({ name, arg }))]),
) as unknown as Gateway;

const begunMs = performance.now();
const bench = benchStation({ file, wrap: mortal, line: mortal(remote), policy: { pollMs: 5 } });
const { handlers } = bench.station;

/** The official at work: reviews what waits, signs what was approved, goes on with what a death interrupted. */
async function work(): Promise<void> {
  const { batches } = await expectValue(handlers.openBatches({}));
  for (const batch of batches) {
    await expectValue(handlers.resumeBatch({ batchId: batch.id }));
    await bench.station.batches.settled(batch.id);
  }
  // a page at a time: what a hundred deaths left waiting does not fit on one
  for (;;) {
    const inbox = await expectValue(handlers.work({ box: 'inbox' }));
    if (inbox.rows.length === 0) return;
    for (const row of inbox.rows) {
      const review = await expectValue(handlers.openReview({ id: row.id }));
      if (review.state !== 'approved') await expectValue(handlers.approve({ id: row.id, digest: review.digest }));
    }
    const { batchId } = await expectValue(handlers.sign({ ids: inbox.rows.map((row) => row.id), fingerprint: bench.token.fingerprint }));
    await bench.station.batches.settled(batchId);
  }
}

await expectValue(bench.station.start());
await expectValue(line.client.ready({ afterMs: performance.now() - begunMs }));
await bench.station.syncOnce();
await work();
const all = () =>
  bench.store.outgoing.list({
    box: 'all',
    states: ['pending', 'inReview', 'approved', 'queued', 'sending', 'unconfirmed', 'sent'],
    limit: 1,
  });
await bench.until(() => {
  const left = all();
  return left.ok && left.value.total === 0;
});
const journal = bench.store.journal.verify();
await expectValue(line.client.finished({ points: passed, isJournalWhole: journal.ok && journal.value.broken === null }));
await bench.stop();
process.exit(0);
