import { fork } from 'node:child_process';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { call, event, type Wire } from '#contract/rpc.ts';
import type { Log } from '#main/ports/system.ts';
import { connect, serve } from '#main/wire/rpc.ts';
import { wireOverPort, wireToChild } from '#main/wire/wires.ts';

const contract = {
  double: call(z.object({ n: z.number() }), z.object({ n: z.number() })),
  wrongAnswer: call(z.object({}), z.object({ n: z.number() })),
  burst: call(z.object({}), z.object({})),
  never: call(z.object({}), z.object({})),
  told: event(z.object({ id: z.string() })),
};

const open: Wire[] = [];
afterEach(() => {
  for (const wire of open.splice(0)) wire.close();
});

function pair(): { near: Wire; far: Wire } {
  const { port1, port2 } = new MessageChannel();
  const near = wireOverPort(port1);
  const far = wireOverPort(port2);
  open.push(near, far);
  return { near, far };
}

function recorder(): { log: Log; entries: { event: string; details: Readonly<Record<string, unknown>> | undefined }[] } {
  const entries: { event: string; details: Readonly<Record<string, unknown>> | undefined }[] = [];
  return { log: { write: (_level, name, details) => void entries.push({ event: name, details }) }, entries };
}

const gone = (): { code: 'unexpected'; incident: string } => ({ code: 'unexpected', incident: 'gone' });

function serveDoubling(far: Wire, log: Log) {
  return serve(
    contract,
    far,
    {
      double: ({ n }) => ({ ok: true, value: { n: n * 2 } }),
      wrongAnswer: () => ({ ok: true, value: { n: 'seven' as unknown as number } }),
      burst: () => {
        throw new Error('the inside of the machine');
      },
      never: () => new Promise(() => undefined),
    },
    log,
  );
}

describe('a contract on a wire', () => {
  it('carries a call there and its answer back', async () => {
    const { near, far } = pair();
    serveDoubling(far, recorder().log);
    const { client } = connect(contract, near, { onGone: gone });
    expect(await client.double({ n: 21 })).toEqual({ ok: true, value: { n: 42 } });
  });

  it('refuses a request of another shape where it arrives, naming the place', async () => {
    const { near, far } = pair();
    serveDoubling(far, recorder().log);
    const { client } = connect(contract, near, { onGone: gone });
    expect(await client.double({ n: 'x' as unknown as number })).toEqual({ ok: false, failure: { code: 'badRequest', detail: 'n' } });
  });

  it('refuses names that are not in the contract, also those every object has', async () => {
    const { near, far } = pair();
    serveDoubling(far, recorder().log);
    for (const name of ['absent', 'constructor', '__proto__', 'told']) {
      const answered = new Promise((resolve) => near.onFrame((frame) => resolve(frame)));
      near.post({ kind: 'request', id: 1, name, body: {} });
      expect(await answered).toMatchObject({ reply: { ok: false, failure: { code: 'badRequest' } } });
    }
  });

  it('turns a throw into an incident that stays in the log, without its text crossing the line', async () => {
    const { near, far } = pair();
    const { log, entries } = recorder();
    serveDoubling(far, log);
    const { client } = connect(contract, near, { onGone: gone });
    const reply = await client.burst({});
    expect(JSON.stringify(reply)).not.toContain('inside of the machine');
    if (reply.ok) throw new Error('a throw was answered as success');
    const incident = (reply.failure as { incident?: string }).incident;
    expect(incident).toMatch(/^[0-9a-f]{8}$/);
    expect(entries[0]?.details).toMatchObject({ incident, doing: 'burst' });
  });

  it('does not pass on an answer of another shape', async () => {
    const { near, far } = pair();
    serveDoubling(far, recorder().log);
    const { client } = connect(contract, near, { onGone: gone });
    expect(await client.wrongAnswer({})).toMatchObject({ ok: false, failure: { code: 'badRequest' } });
  });

  it('fails a call that outlasts its deadline with the words given for it, and goes on', async () => {
    const { near, far } = pair();
    serveDoubling(far, recorder().log);
    const { client } = connect(contract, near, {
      onGone: gone,
      deadlineMs: 50,
      onDeadline: () => ({ code: 'tokenNotAnswering', afterMs: 50 }),
    });
    expect(await client.never({})).toEqual({ ok: false, failure: { code: 'tokenNotAnswering', afterMs: 50 } });
    expect(await client.double({ n: 1 })).toEqual({ ok: true, value: { n: 2 } });
  });

  it('delivers events of the contract and drops what is not of their shape', async () => {
    const { near, far } = pair();
    const server = serveDoubling(far, recorder().log);
    const { on } = connect(contract, near, { onGone: gone });
    const heard: unknown[] = [];
    const second = new Promise<void>((resolve) => {
      on('told', (payload) => {
        heard.push(payload);
        if (payload.id === 'b') resolve();
      });
    });
    far.post({ kind: 'event', name: 'told', payload: { id: 7 } });
    server.emit('told', { id: 'b' });
    await second;
    expect(heard).toEqual([{ id: 'b' }]);
  });

  it('ignores frames that are no frames', async () => {
    const { near, far } = pair();
    const { log, entries } = recorder();
    serveDoubling(far, log);
    const { client } = connect(contract, near, { onGone: gone });
    for (const junk of [null, 7, 'x', [], { kind: 'other' }, { kind: 'request' }]) near.post(junk as never);
    expect(await client.double({ n: 2 })).toEqual({ ok: true, value: { n: 4 } });
    expect(entries.map((entry) => entry.event)).toEqual(Array(6).fill('wire.frameRefused'));
  });

  it('fails every call under way when the other process is killed, and every later one at once', async () => {
    const child = fork(join(import.meta.dirname, 'silent-child.ts'), { serialization: 'advanced' });
    const { client, closed } = connect(contract, wireToChild(child), { onGone: gone });
    await new Promise((resolve) => child.once('message', resolve));
    const waiting = client.never({});
    child.kill('SIGKILL');
    expect(await waiting).toEqual({ ok: false, failure: { code: 'unexpected', incident: 'gone' } });
    await closed;
    expect(await client.double({ n: 1 })).toEqual({ ok: false, failure: { code: 'unexpected', incident: 'gone' } });
  });
});
