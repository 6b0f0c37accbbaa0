import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Header } from '#core/exchange/header.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import { outgoing, signedDocument } from '#test/fakes/exchange.ts';

/** A gateway behind its port, and a hand on the other side of it. */
export type Opened = {
  readonly gateway: Gateway;
  held(): readonly { readonly key: string; readonly sha256: string; readonly bytes: Uint8Array }[];
  addWork(bytes: Uint8Array): void;
  addInbound(id: string, header: Header, bytes: Uint8Array): void;
  markUsed(documentId: string): void;
  answers(): readonly { readonly id: string; readonly kind: string }[];
  loseAnswers(count: number): void;
  setBusy(seconds: number | null): void;
  close(): Promise<void>;
};

/** What every gateway adapter promises the station, whatever carries it. */
export function gatewayContract(name: string, open: () => Promise<Opened>): void {
  describe(`the gateway port over ${name}`, () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const heldOf = (key: string) => opened.held().filter((one) => one.key === key);

    it('holds a delivered document once, byte for byte, however often it is sent', async () => {
      const message = outgoing(
        `${name}-1`,
        signedDocument(`${name}-1`, 'línea\r\notra\rsola\n]]> <![CDATA[ & ]] ﻿'.replaceAll('<', '&lt;')),
      );
      const first = await opened.gateway.deliver(message);
      const again = await opened.gateway.deliver(message);
      expect(first).toMatchObject({ kind: 'accepted' });
      expect(again).toMatchObject({ kind: 'accepted', receiptId: first.kind === 'accepted' ? first.receiptId : '' });
      expect(heldOf(message.idempotencyKey)).toHaveLength(1);
      expect(Buffer.from(heldOf(message.idempotencyKey)[0]?.bytes ?? []).equals(message.bytes)).toBe(true);
    });

    it('refuses other bytes under a used key and tells whose they are', async () => {
      const message = outgoing(`${name}-2`);
      await opened.gateway.deliver(message);
      const other = outgoing(`${name}-2`, signedDocument(`${name}-2`, 'otra'));
      const twisted = { ...other, idempotencyKey: message.idempotencyKey, header: message.header };
      expect(await opened.gateway.deliver(twisted)).toMatchObject({ kind: 'refused', faults: [expect.anything()] });
      expect(await opened.gateway.status(twisted)).toEqual({ kind: 'differs', sha256: message.sha256 });
    });

    it('refuses a header outside its limits with faults', async () => {
      const answer = await opened.gateway.deliver(outgoing(`${name}-3`, undefined, { service: '¡no!' }));
      expect(answer).toMatchObject({ kind: 'refused', faults: [{ code: 'CAB' }] });
    });

    it('tells by id and hash what became of a delivery without an answer', async () => {
      const message = outgoing(`${name}-4`);
      expect(await opened.gateway.status(message)).toEqual({ kind: 'unknownThere' });
      opened.loseAnswers(1);
      expect(await opened.gateway.deliver(message)).toMatchObject({ kind: 'noAnswer' });
      const status = await opened.gateway.status(message);
      expect(status).toMatchObject({ kind: 'known' });
      const again = await opened.gateway.deliver(message);
      expect(again).toMatchObject({ kind: 'accepted', receiptId: status.kind === 'known' ? status.receiptId : '' });
      expect(heldOf(message.idempotencyKey)).toHaveLength(1);
    });

    it('is busy for as long as the gateway asks, and nothing was taken', async () => {
      const message = outgoing(`${name}-5`);
      opened.setBusy(3);
      expect(await opened.gateway.deliver(message)).toMatchObject({ kind: 'busy', retryAfterMs: 3_000 });
      opened.setBusy(null);
      expect(heldOf(message.idempotencyKey)).toEqual([]);
      expect(await opened.gateway.deliver(message)).toMatchObject({ kind: 'accepted' });
    });

    it('tells events after the cursor, in order, and no event twice', async () => {
      const begin = await opened.gateway.events(null);
      const message = outgoing(`${name}-6`);
      await opened.gateway.deliver(message);
      opened.markUsed(`${name}-6`);
      const cursor = begin.ok ? begin.value.cursor : '';
      const told = await opened.gateway.events(cursor);
      expect(told.ok && told.value.events.map(({ documentId, kind }) => [documentId, kind])).toEqual([
        [`${name}-6`, 'receivedCorrectly'],
        [`${name}-6`, 'used'],
      ]);
      const after = await opened.gateway.events(told.ok ? told.value.cursor : '');
      expect(after).toMatchObject({ value: { events: [], isLast: true } });
    });

    it('brings work byte for byte, after the cursor', async () => {
      const begin = await opened.gateway.work(null);
      const bytes = signedDocument(`${name}-trabajo`);
      opened.addWork(bytes);
      const told = await opened.gateway.work(begin.ok ? begin.value.cursor : null);
      expect(told.ok && told.value.items.map((item) => item.bytes)).toEqual([bytes]);
      const after = await opened.gateway.work(told.ok ? told.value.cursor : null);
      expect(after.ok && after.value.items).toEqual([]);
    });

    it('brings what other countries send, and carries our answer once', async () => {
      const { header, bytes } = outgoing(`${name}-entrante`);
      const incoming: Header = { ...header, sender: 'VUCEMX', senderCountry: 'MX', receiver: 'ESTCL01', receiverCountry: 'CL' };
      opened.addInbound(`${name}-entrante`, incoming, bytes);
      const told = await opened.gateway.inbound(null);
      expect(told.ok && told.value.documents.at(-1)).toMatchObject({ id: `${name}-entrante`, header: incoming, bytes });
      const answer = { id: `${name}-entrante`, kind: 'receivedCorrectly', at: new Date().toISOString(), text: null, faults: [] } as const;
      expect(await opened.gateway.answer(answer)).toEqual({ ok: true, value: null });
      expect(await opened.gateway.answer(answer)).toEqual({ ok: true, value: null });
      expect(opened.answers().filter(({ id }) => id === answer.id)).toHaveLength(1);
    });

    it('carries a notice to another country once', async () => {
      const notice = { id: `${name}-aviso`, country: 'MX', subject: 'Intermitencia', text: 'Desde las 10:00' };
      expect(await opened.gateway.notify(notice)).toEqual({ ok: true, value: null });
      expect(await opened.gateway.notify(notice)).toEqual({ ok: true, value: null });
    });
  });
}
