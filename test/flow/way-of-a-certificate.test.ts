import { afterEach, describe, expect, it } from 'vitest';
import { noteBytes, sha256 } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

type Got<T> = { ok: true; value: T } | { ok: false; failure: { code: string } };
async function value<T>(reply: Got<T> | Promise<Got<T>>): Promise<T> {
  const got = await reply;
  if (!got.ok) throw new Error(got.failure.code);
  return got.value;
}

async function receive(number: string, options: Parameters<typeof noteBytes>[1] = {}): Promise<string> {
  return (await value(bench.station.handlers.receiveFile({ name: `${number}.xml`, bytes: noteBytes(number, options) }))).id;
}

async function approve(id: string): Promise<string> {
  const review = await value(bench.station.handlers.openReview({ id }));
  await value(bench.station.handlers.approve({ id, digest: review.digest }));
  return review.digest ?? '';
}

async function sign(...ids: string[]): Promise<string> {
  const { batchId } = await value(bench.station.handlers.sign({ ids, fingerprint: bench.token.fingerprint }));
  await bench.station.batches.settled(batchId);
  return batchId;
}

function stateOf(id: string): string {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
}

describe('the way of a certificate', () => {
  it('goes from a file to the acknowledgement, and the gateway holds exactly the bytes reviewed plus the signature', async () => {
    bench = benchStation();
    await value(bench.station.start());
    const id = await receive('N-1');
    await approve(id);
    await sign(id);
    await bench.until(() => stateOf(id) === 'received');
    const [held] = [...bench.gateway.held.values()];
    expect(
      Buffer.from(held?.bytes ?? [])
        .toString()
        .replace(/<sig.*<\/sig>/, ''),
    ).toBe(Buffer.from(noteBytes('N-1')).toString());
    const page = await value(bench.station.handlers.certificate({ id }));
    expect(page.acknowledgement?.code).toBe('RCB');
    expect(page.signedSha256).toBe(sha256(held?.bytes ?? ''));
    expect(page.schema).toMatchObject({ name: 'note.xsd', hash: 'h' });
    expect(page.timeline.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['claim', 'approve', 'signed', 'attempt', 'accepted', 'acknowledged']),
    );
    expect(page.timeline.filter((entry) => entry.sentence.es === entry.kind)).toEqual([]);
  });

  it('takes work from the gateway once, however often it is offered', async () => {
    bench = benchStation();
    const item = {
      id: 'w1',
      bytes: noteBytes('N-2'),
      assignedTo: 'Ana',
      dueAt: null,
      arrivedAt: new Date().toISOString(),
      source: 'gateway',
    };
    bench.gateway.waitingWork.push(item, item);
    await value(bench.station.start());
    await bench.station.syncOnce();
    const work = await value(bench.station.handlers.work({ box: 'inbox' }));
    expect(work.rows.map((row) => row.number)).toEqual(['N-2']);
  });

  it('keeps whole what the gate refuses of the gateway’s work, and goes on with the rest', async () => {
    bench = benchStation();
    const common = { assignedTo: null, dueAt: null, arrivedAt: new Date().toISOString(), source: 'gateway' };
    bench.gateway.waitingWork.push(
      { ...common, id: 'bad', bytes: Buffer.from('<!DOCTYPE x><note/>') },
      { ...common, id: 'good', bytes: noteBytes('N-3') },
    );
    await value(bench.station.start());
    await bench.station.syncOnce();
    expect((await value(bench.station.handlers.work({ box: 'inbox' }))).rows).toHaveLength(1);
    const kept = bench.store.evidence.find({ kind: 'incident', key: 'bad' });
    expect(kept.ok && Buffer.from(kept.value[0]?.bytes ?? []).toString()).toBe('<!DOCTYPE x><note/>');
    const { notices } = await value(bench.station.handlers.notices({}));
    expect(notices).toMatchObject([{ topic: 'workRefused', subject: 'bad', isSettledByPerson: true }]);
    expect(notices[0]?.sentence.es).toMatch(/^La ventanilla envió para firmar un documento que no se admitió\. .*Pida al remitente/);
  });

  it('tells of a file that is already here, one that is refused, and one of no known type', async () => {
    bench = benchStation();
    const id = await receive('N-4');
    expect(await bench.station.handlers.receiveFile({ name: 'again.xml', bytes: noteBytes('N-4') })).toEqual({
      ok: false,
      failure: { code: 'documentAlreadyHere', id, number: 'N-4' },
    });
    expect(await bench.station.handlers.receiveFile({ name: 'x', bytes: Buffer.from('x') })).toMatchObject({
      failure: { code: 'documentRefused' },
    });
  });
});

describe('the review', () => {
  it('pins the digest: an approval of another one is refused', async () => {
    bench = benchStation();
    const id = await receive('N-5');
    await value(bench.station.handlers.openReview({ id }));
    expect(await bench.station.handlers.approve({ id, digest: `sha256:${'0'.repeat(64)}` })).toMatchObject({
      failure: { code: 'reviewChanged' },
    });
    expect(stateOf(id)).toBe('inReview');
  });

  it('does not let a document with errors be approved, and says so in the review', async () => {
    bench = benchStation();
    const id = await receive('N-6', { goods: 'rotten' });
    const review = await value(bench.station.handlers.openReview({ id }));
    expect(review.blockers).toHaveLength(1);
    expect(await bench.station.handlers.approve({ id, digest: review.digest })).toMatchObject({
      failure: { code: 'documentHasErrors', count: 1 },
    });
  });

  it('shows field by field what differs from the certificate it replaces', async () => {
    bench = benchStation();
    await receive('N-7');
    const id = await receive('N-8', { replaces: 'N-7', goods: 'uva' });
    const review = await value(bench.station.handlers.openReview({ id }));
    expect(review.changes?.map(({ before, after }) => [before, after])).toEqual([
      ['N-7', 'N-8'],
      ['palta', 'uva'],
    ]);
  });

  it('forbids signing while the clock is an hour away from the gateway’s', async () => {
    bench = benchStation();
    bench.gateway.differenceMs = 3_600_000;
    await value(bench.station.start());
    await bench.station.syncOnce();
    const id = await receive('N-9');
    const review = await value(bench.station.handlers.openReview({ id }));
    expect(await bench.station.handlers.approve({ id, digest: review.digest })).toMatchObject({
      failure: { code: 'clockImplausible', differenceMs: 3_600_000 },
    });
  });
});

describe('a bad line', () => {
  async function queued(number: string): Promise<string> {
    const id = await receive(number);
    await approve(id);
    await sign(id);
    return id;
  }

  it('asks before it sends again when the answer was lost, and the gateway holds the document once', async () => {
    bench = benchStation();
    bench.gateway.behaviour.push('lostAnswer');
    bench.gateway.acknowledges = false;
    await value(bench.station.start());
    const id = await queued('L-1');
    await bench.until(() => stateOf(id) === 'sent');
    expect(bench.gateway.deliveries).toHaveLength(1);
    expect(bench.gateway.questions).toHaveLength(1);
    expect(bench.gateway.held.size).toBe(1);
  });

  it('believes the other side’s acknowledgement of a document whose delivery was never answered', async () => {
    bench = benchStation({ policy: { delivery: { backoff: { firstMs: 60_000, factor: 1, ceilingMs: 60_000 }, tooLongMs: 1e9 } } });
    bench.gateway.behaviour.push('lostAnswer');
    await value(bench.station.start());
    const id = await queued('L-0');
    await bench.until(() => stateOf(id) === 'received');
    expect(bench.gateway.deliveries).toHaveLength(1);
  });

  it('sends again under the same key once the gateway says that it does not hold the document', async () => {
    bench = benchStation();
    bench.gateway.behaviour.push('neverArrives', 'busy', 'neverArrives');
    await value(bench.station.start());
    const id = await queued('L-2');
    await bench.until(() => stateOf(id) === 'received');
    expect(new Set(bench.gateway.deliveries).size).toBe(1);
    expect(bench.gateway.deliveries).toHaveLength(4);
    expect(bench.gateway.questions).toHaveLength(2);
  });

  it('keeps everything through an outage, puts no document in doubt, and sends in order when the line is back', async () => {
    bench = benchStation({ policy: { width: 1 } });
    bench.gateway.isDown = true;
    await value(bench.station.start());
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await queued(`L-3-${i}`));
    expect((await value(bench.station.handlers.status({}))).line.state).toBe('down');
    expect(bench.gateway.deliveries).toEqual([]);
    expect(ids.map(stateOf)).toEqual(ids.map(() => 'queued'));
    bench.gateway.isDown = false;
    await bench.until(() => ids.every((id) => stateOf(id) === 'received'));
    expect([...bench.gateway.held.values()].map((held) => held.header.documentId)).toEqual(['L-3-0', 'L-3-1', 'L-3-2', 'L-3-3', 'L-3-4']);
  });

  it('takes a connection that never stood for an outage, told once, and has nothing to ask about afterwards', async () => {
    bench = benchStation();
    await value(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.behaviour.push('noConnection');
    const id = await queued('L-6');
    await bench.until(() => stateOf(id) === 'received');
    expect(bench.gateway.deliveries).toHaveLength(2);
    expect(bench.gateway.questions).toEqual([]);
    const lines = await value(Promise.resolve(bench.store.journal.list({})));
    expect(lines.map(({ kind }) => kind).filter((kind) => kind.startsWith('line'))).toEqual(['lineDown', 'lineUp']);
  });

  it('puts what waits too long before a person with the history of attempts; a retry asks the gateway first', async () => {
    bench = benchStation({ policy: { delivery: { backoff: { firstMs: 10, factor: 1, ceilingMs: 10 }, tooLongMs: 0 } } });
    bench.gateway.behaviour.push('lostAnswer');
    bench.gateway.acknowledges = false;
    await value(bench.station.start());
    const id = await queued('L-4');
    await bench.until(() => stateOf(id) === 'needsAttention');
    expect((await value(bench.station.handlers.certificate({ id }))).attempts).toHaveLength(1);
    await value(bench.station.handlers.retry({ id }));
    await bench.until(() => stateOf(id) === 'sent');
    expect(bench.gateway.deliveries).toHaveLength(1);
    expect(bench.gateway.questions).toHaveLength(1);
  });

  it('shows the faults of a refusal and lets a person send it again', async () => {
    bench = benchStation();
    bench.gateway.behaviour.push('refuse');
    await value(bench.station.start());
    const id = await queued('L-5');
    await bench.until(() => stateOf(id) === 'refused');
    const page = await value(bench.station.handlers.certificate({ id }));
    expect(page.timeline.find((entry) => entry.kind === 'refused')?.sentence.es).toContain('X1 no');
    await value(bench.station.handlers.retry({ id }));
    await bench.until(() => stateOf(id) === 'received');
  });

  it('takes the other side’s news repeated and out of order without harm', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await value(bench.station.start());
    const id = await queued('L-6');
    await bench.until(() => stateOf(id) === 'sent');
    const [held] = [...bench.gateway.held.values()];
    if (!held) throw new Error('not held');
    bench.gateway.tell(held, 'used');
    bench.gateway.tell(held, 'receivedCorrectly');
    bench.gateway.tell(held, 'used');
    await bench.station.syncOnce();
    expect(stateOf(id)).toBe('used');
    const timeline = (await value(bench.station.handlers.certificate({ id }))).timeline;
    expect(timeline.filter((entry) => entry.kind === 'used')).toHaveLength(1);
  });

  it('sends a replacement only after the certificate it replaces, which has come to its end then', async () => {
    bench = benchStation();
    bench.gateway.isDown = true;
    await value(bench.station.start());
    const first = await queued('R-1');
    const replacement = await receive('R-2', { replaces: 'R-1' });
    await approve(replacement);
    await sign(replacement);
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(replacement) === 'received' && stateOf(first) === 'replaced');
    expect([...bench.gateway.held.values()].map((held) => held.header.documentId)).toEqual(['R-1', 'R-2']);
  });

  it('does not let a document that waits for an earlier one hold up the others', async () => {
    bench = benchStation({
      policy: { width: 1, leaseMs: 60_000, delivery: { backoff: { firstMs: 10, factor: 1, ceilingMs: 10 }, tooLongMs: 60_000 } },
    });
    await value(bench.station.start());
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    const first = await queued('R-3');
    // a minute later the gateway answers again, and is busy just once
    bench.nowMs = () => Date.now() + 60_000;
    bench.gateway.behaviour.push('busy');
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(first) === 'needsAttention');
    const waiting = await receive('R-4', { replaces: 'R-3' });
    await approve(waiting);
    await sign(waiting);
    bench.gateway.behaviour.push('busy');
    const other = await queued('R-5');
    await bench.until(() => stateOf(other) === 'received');
    expect(stateOf(waiting)).toBe('queued');
    await value(bench.station.handlers.retry({ id: first }));
    await bench.until(() => stateOf(waiting) === 'received');
  });
});
