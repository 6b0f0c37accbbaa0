import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { call, type Wire } from '#contract/rpc.ts';
import { answerPage, deskOf, type Desk } from '#main/wire/answer-page.ts';
import { openPageLine } from '#main/wire/page-line.ts';
import { wireOverPort } from '#main/wire/wires.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const contract = {
  settings: call(z.strictObject({}), z.object({ language: z.string() })),
  documentBytes: call(z.object({ id: z.string() }), z.object({ bytes })),
  brought: call(z.object({}), z.object({ count: z.number(), receipts: z.nullable(z.object({ name: z.string(), bytes })) })),
};
const desk = deskOf(contract, {
  settings: () => ({ ok: true, value: { language: 'es', secret: 'no' } as { language: string } }),
  documentBytes: () => ({ ok: true, value: { bytes: new Uint8Array([1, 2]) } }),
  brought: () => ({ ok: true, value: { count: 1, receipts: { name: 'r', bytes: new Uint8Array([3]) } } }),
});
const silent = { write: () => undefined };

let ends: Wire[] = [];
afterEach(() => {
  for (const end of ends) end.close();
});

function lineTo(deskFor: (name: string) => Desk | Promise<Desk>): ReturnType<typeof openPageLine> & ReturnType<typeof answerPage> {
  const { port1, port2 } = new MessageChannel();
  ends = [wireOverPort(port1), wireOverPort(port2)];
  const [shell, station] = ends as [Wire, Wire];
  return { ...answerPage(station, deskFor, silent), ...openPageLine(shell, () => ({ code: 'unexpected', incident: 'station' })) };
}

describe('the line between the window and the station', () => {
  it('carries an answer as the text it was written as, without what the contract does not name', async () => {
    expect(await lineTo(() => desk).ask('settings', {})).toBe('{"ok":true,"value":{"language":"es"}}');
  });

  it('carries bytes as bytes', async () => {
    expect(await lineTo(() => desk).ask('documentBytes', { id: '1' })).toEqual({ ok: true, value: { bytes: new Uint8Array([1, 2]) } });
    const receipts = { name: 'r', bytes: new Uint8Array([3]) };
    expect(await lineTo(() => desk).ask('brought', {})).toEqual({ ok: true, value: { count: 1, receipts } });
  });

  it('gives the shell its own answers as values', async () => {
    expect(await lineTo(() => desk).client.settings({})).toEqual({ ok: true, value: { language: 'es' } });
  });

  it('refuses what the contract does not know, and a body of another shape', async () => {
    const line = lineTo(() => desk);
    for (const [name, body] of [
      ['toString', {}],
      ['__proto__', {}],
      ['documentBytes', { id: 7 }],
    ] as const) {
      expect(JSON.parse(String(await line.ask(name, body)))).toMatchObject({ ok: false, failure: { code: 'badRequest' } });
    }
  });

  it('lets a question wait for a desk that is still being read, and another be answered meanwhile', async () => {
    let open: (desk: Desk) => void = () => undefined;
    const later = new Promise<Desk>((resolve) => (open = resolve));
    const line = lineTo((name) => (name === 'settings' ? desk : later));
    const waiting = line.ask('documentBytes', { id: '1' });
    expect(await Promise.race([waiting, line.ask('settings', {})])).toContain('"language":"es"');
    open(desk);
    expect(await waiting).toMatchObject({ ok: true });
  });

  it('passes events on', async () => {
    const line = lineTo(() => desk);
    const told = new Promise((resolve) => line.onEvent((name, payload) => resolve([name, payload])));
    line.emit('changed', { ids: ['1'] });
    expect(await told).toEqual(['changed', { ids: ['1'] }]);
  });

  it('fails what is under way when the station is gone', async () => {
    const line = lineTo(() => new Promise<Desk>(() => undefined));
    const waiting = line.ask('settings', {});
    ends[1]?.close();
    expect(await waiting).toEqual({ ok: false, failure: { code: 'unexpected', incident: 'station' } });
  });
});
