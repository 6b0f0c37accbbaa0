import { writeSync } from 'node:fs';
import type { Result } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import { openStore } from '#main/store/open-store.ts';
import { after, someDigest, someSignature, someSummary, someTime, someWork } from '#test/fakes/store.ts';

/**
 * Does a station's work on the store in the folder given, and says on standard output what is done the moment the
 * store has said so: what stands there must be found again whatever happens to this process. The test kills it, or
 * lets its writes fail, at a point of its choosing.
 */
const [folder = '', count = '3'] = process.argv.slice(2);
const by = 'An Official';

function told<T>(name: string, result: Result<T>): T | null {
  writeSync(1, result.ok ? `done ${name}\n` : `failed ${name} ${result.failure.code}\n`);
  return result.ok ? result.value : null;
}

async function work(store: Store): Promise<void> {
  const total = Number(count);
  for (let n = 0; n < total; n += 1) {
    const id = `out-${n}`;
    compose(store, n);
    answerForeign(store, n);
    told(`receive ${n}`, store.outgoing.receive(someWork(n, { bytes: bytesOf(n, 'work') })));
    told(`claim ${n}`, store.outgoing.apply({ id, event: 'claim', at: after(n), by }));
    told(`approve ${n}`, store.outgoing.approve({ id, digest: someDigest, at: after(n), by }));
    if (n === 0) told('backup', await store.backup({ at: someTime }));
    const signed = store.outgoing.storeSignatures([someSignature(n, { signedBytes: bytesOf(n, 'signed') })]);
    told(`sign ${n}`, signed.ok ? await signed.value.forced : signed);
    const claimed = store.outbox.claimDue({ now: after(100 + n), leaseMs: 60_000, owner: 'worker', kinds: ['certificate'] });
    const claim = claimed.ok ? claimed.value : null;
    const sent = claim?.subject?.slice('out-'.length);
    if (sent !== undefined || !claimed.ok) told(`send ${sent}`, claimed);
    if (claim) {
      const outcome = { kind: 'accepted', receiptId: `receipt-${sent}`, at: after(101 + n) } as const;
      told(`settle ${sent}`, store.outbox.settle({ key: claim.key, owner: 'worker', at: after(101 + n), outcome }));
    }
    const event = {
      id: `event-${n}`,
      at: after(200 + n),
      source: 'MX',
      documentId: id,
      sha256: null,
      kind: 'receivedCorrectly',
      text: null,
      faults: [],
    } as const;
    const applied = store.together(() => {
      const result = store.outgoing.applyGatewayEvent(event, { at: after(200 + n) });
      const kept = store.setCursor('events', event.id);
      return kept.ok ? result : kept;
    });
    if (!applied.ok || applied.value.id !== null) told(`acknowledge ${n}`, applied);
  }
}

/** A draft from its first save to the document in the inbox. */
function compose(store: Store, n: number): void {
  const id = `draft-${n}`;
  const number = `CL-2026-D${n}`;
  const common = { id, version: '13B', at: after(n), by };
  told(`draft ${n}`, store.drafts.save({ ...common, type: 'phytosanitary', values: {}, summary: someSummary(number), answers: null }));
  const bytes = bytesOf(n, 'draft');
  told(`compose ${n}`, store.drafts.finish({ ...common, bytes, summary: someSummary(number), errors: 0, warnings: 0 }));
}

/** What another country signed: fetched with its cursor, judged, acknowledged. */
function answerForeign(store: Store, n: number): void {
  const id = `in-${n}`;
  const arrival = { id, gatewayId: `g-${n}`, header: null, bytes: bytesOf(n, 'foreign'), type: 'phytosanitary', version: '13B' };
  const fetched = store.together(() => {
    const kept = store.incoming.receive({ ...arrival, summary: someSummary(`MX-${n}`), arrivedAt: after(n), by: 'gateway' });
    const moved = store.setCursor('inbound', String(n));
    return moved.ok ? kept : moved;
  });
  told(`fetch ${n}`, fetched);
  const judgement = { verdict: 'valid', reasons: [] } as const;
  told(`judge ${n}`, store.incoming.judge({ id, judgement, report: null, evidence: [], at: after(n), by: 'station' }));
  const answer = { id: `g-${n}`, kind: 'receivedCorrectly', at: after(n), text: null, faults: [] } as const;
  told(`answer ${n}`, store.incoming.answer({ id, event: 'acknowledge', at: after(n), by: 'station', answer, key: `answer-${n}` }));
}

export function bytesOf(n: number, what: string): Uint8Array {
  return new TextEncoder().encode(`<certificate n="${n}" what="${what}">${'x'.repeat(3000)}</certificate>`);
}

if (folder !== '') {
  const opened = told('open', openStore({ file: `${folder}/store.db`, limits: { reserveBytes: 20_000 } }));
  if (opened && count === 'wait') process.stdin.resume();
  else if (opened && count === 'open') opened.store.close();
  else if (opened) {
    told('recover', opened.store.recover({ at: after(99) }));
    await work(opened.store);
    opened.store.close();
  }
  writeSync(1, 'end\n');
}
