import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { pieceQuestion } from '#contract/long-answer.ts';
import { call, type Wire } from '#contract/rpc.ts';
import { answerPage, deskOf } from '#main/wire/answer-page.ts';
import { openPageLine, type PageLine } from '#main/wire/page-line.ts';
import { wireOverPort } from '#main/wire/wires.ts';
import { readReply } from '#renderer/state/long-answer.ts';

const row = z.object({ number: z.number(), words: z.string(), more: z.array(z.string()) });
const contract = {
  review: call(
    z.object({ lines: z.number() }),
    z.object({ title: z.string(), sections: z.array(z.object({ rows: z.array(row) })), notes: z.array(z.string()) }),
  ),
};
const answerOf = (lines: number) => ({
  title: 'certificado «uno» — dos',
  sections: [
    { rows: [] },
    { rows: Array.from({ length: lines }, (_, number) => ({ number, words: 'ñ "…" '.repeat(100), more: ['a', 'b'] })) },
  ],
  notes: Array.from({ length: lines }, (_, number) => `nota ${number}`),
});
const desk = deskOf(contract, { review: ({ lines }) => ({ ok: true, value: answerOf(lines) }) });

let ends: Wire[] = [];
afterEach(() => {
  for (const end of ends) end.close();
});

function openLine(): PageLine {
  const { port1, port2 } = new MessageChannel();
  ends = [wireOverPort(port1), wireOverPort(port2)];
  const [shell, station] = ends as [Wire, Wire];
  answerPage(station, () => desk, { write: () => undefined });
  return openPageLine(shell, () => ({ code: 'unexpected', incident: 'station' }));
}

const ask = async (line: PageLine, lines: number): Promise<string> => String(await line.ask('review', { lines }));
const pieceFrom = (line: PageLine) => async (key: string, index: number) => String(await line.ask(pieceQuestion, { key, index }));

describe('an answer that is too long to be taken in at once', () => {
  it('crosses in pieces, and is the same answer when it is put together', async () => {
    const line = openLine();
    const lengths: number[] = [];
    const first = await ask(line, 2_000);
    const reply = await readReply(first, async (key, index) => {
      const piece = await pieceFrom(line)(key, index);
      lengths.push(piece.length);
      return piece;
    });
    expect(reply).toEqual({ ok: true, value: answerOf(2_000) });
    expect(lengths.length).toBeGreaterThan(10);
    expect(Math.max(first.length, ...lengths)).toBeLessThan(150_000);
  });

  it('comes whole to who does not ask for pieces, and where it is short', async () => {
    const line = openLine();
    const { client } = line as unknown as { client: { review(body: unknown): Promise<unknown> } };
    expect(await client.review({ lines: 2_000 })).toEqual({ ok: true, value: answerOf(2_000) });
    expect(JSON.parse(await ask(line, 120))).toEqual({ ok: true, value: answerOf(120) });
  });

  it('is kept until its last piece was taken, and then no longer', async () => {
    const line = openLine();
    const first = await ask(line, 2_000);
    const { key, count } = (JSON.parse(first) as { pieces: { key: string; count: number } }).pieces;
    await readReply(first, pieceFrom(line));
    expect(JSON.parse(await pieceFrom(line)(key, 0))).toEqual({ ok: false, failure: { code: 'badRequest', detail: 'piece' } });
    expect(JSON.parse(await pieceFrom(line)(key, count - 1))).toMatchObject({ ok: false });
  });

  it('makes room, oldest first, where a page asked and went away', async () => {
    const line = openLine();
    const left: string[] = [];
    for (let i = 0; i < 9; i += 1) left.push(await ask(line, 1_500));
    const [oldest = '', ...others] = left;
    expect(await readReply(oldest, pieceFrom(line))).toEqual({ ok: false, failure: { code: 'badRequest', detail: 'piece' } });
    for (const text of others) expect(await readReply(text, pieceFrom(line))).toMatchObject({ ok: true });
  });

  it.each([{}, { key: 1, index: 0 }, { key: 'x', index: -1 }, { key: 'x', index: 0, more: 1 }, null])(
    'refuses a question for a piece that is none: %j',
    async (body) => {
      expect(JSON.parse(String(await openLine().ask(pieceQuestion, body)))).toMatchObject({ ok: false, failure: { code: 'badRequest' } });
    },
  );
});
