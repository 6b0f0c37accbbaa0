import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod/mini';
import type { receipt } from '#contract/gateway-api.ts';
import type { Fault } from '#core/delivery.ts';
import { headerFaults, type Header } from '#core/exchange/header.ts';
import { type Context, ownerOf } from '#gateway/context.ts';
import { addEvent } from '#gateway/events.ts';
import type { Participant } from '#gateway/participants.ts';

export type Receipt = z.infer<typeof receipt>;
export type Acknowledgement = NonNullable<Receipt['acknowledgement']>;

export type Delivery = {
  readonly participant: Participant;
  readonly key: string;
  readonly header: Header;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly route: 'rest' | 'soap' | 'courier';
};

export type DeliveryOutcome =
  | { readonly kind: 'accepted'; readonly isNew: boolean; readonly receipt: Receipt }
  /** the key belongs to other bytes, or the bytes to another key: nothing was stored */
  | { readonly kind: 'conflict'; readonly reason: 'key-used' | 'document-known'; readonly receipt: Receipt }
  /** the receiving country does not answer: nothing was stored */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export type DeliveryRow = {
  readonly seq: number;
  readonly owner: string;
  readonly key: string;
  readonly sha256: string;
  readonly receiver_country: string;
  readonly document_id: string;
  readonly receipt_id: string;
  readonly received_at: string;
  readonly header: string;
  readonly acknowledgement: string | null;
};
const columns = 'seq, owner, key, sha256, receiver_country, document_id, receipt_id, received_at, header, acknowledgement';

/** Takes one document: the same key with the same bytes is the same receipt, however often and by whatever route. */
export async function takeDelivery(context: Context, delivery: Delivery): Promise<DeliveryOutcome> {
  const faults = checkDelivery(delivery);
  if (faults.length > 0) return { kind: 'refused', faults };
  const known = findKnown(context, delivery);
  if (known) return known;
  // what a courier brought is held and handed on later: he has gone
  if (delivery.route !== 'courier' && context.behaviour.unreachable.has(delivery.header.receiverCountry)) return { kind: 'unreachable' };
  const isJudgedHere = !context.participants.isAttended(delivery.header.receiverCountry) && !context.behaviour.acknowledgementsHeld;
  const acknowledgement = isJudgedHere ? await judgeDelivery(context, delivery.bytes) : null;
  // the judge may have taken its time: a twin of this request can have committed meanwhile
  return context.commit((): DeliveryOutcome => findKnown(context, delivery) ?? store(context, delivery, acknowledgement));
}

function checkDelivery({ participant, header, sha256, bytes }: Delivery): readonly Fault[] {
  const faults = [...headerFaults(header)];
  if (header.senderCountry !== participant.country) faults.push({ code: 'CAB', message: `PaisdeRemitente: ${participant.country}` });
  if (participant.participant !== null && header.sender !== participant.participant) {
    faults.push({ code: 'CAB', message: `IDdeRemitente: ${participant.participant}` });
  }
  if (bytes.length === 0) faults.push({ code: 'DOC', message: 'Documento vacío / empty document' });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    faults.push({ code: 'HASH', message: 'La huella no corresponde al documento / the hash is not that of the document' });
  }
  return faults;
}

function findKnown(context: Context, { participant, key, sha256, header }: Delivery): DeliveryOutcome | null {
  const owner = ownerOf(participant);
  const byKey = findByKey(context, owner, key);
  if (byKey) {
    return byKey.sha256 === sha256
      ? { kind: 'accepted', isNew: false, receipt: receiptOf(byKey) }
      : { kind: 'conflict', reason: 'key-used', receipt: receiptOf(byKey) };
  }
  const byBytes = context.ledger
    .prepare<[string, string, string], DeliveryRow>(
      `select ${columns} from deliveries where owner = ? and receiver_country = ? and sha256 = ?`,
    )
    .get(owner, header.receiverCountry, sha256);
  return byBytes ? { kind: 'conflict', reason: 'document-known', receipt: receiptOf(byBytes) } : null;
}

/** By idempotency key, or by transaction for what came over SOAP without one. */
export function findByKey({ ledger }: Context, owner: string, key: string): DeliveryRow | null {
  const byKey = ledger
    .prepare<[string, string], DeliveryRow>(`select ${columns} from deliveries where owner = ? and key = ?`)
    .get(owner, key);
  if (byKey) return byKey;
  const byTransaction = ledger
    .prepare<[string, string], DeliveryRow>(`select ${columns} from deliveries where owner = ? and transaction_id = ? order by seq limit 1`)
    .get(owner, key);
  return byTransaction ?? null;
}

function store(context: Context, delivery: Delivery, acknowledgement: Acknowledgement | null): DeliveryOutcome {
  const { participant, key, header, sha256, bytes, route } = delivery;
  const at = context.now().toISOString();
  const receiptId = randomUUID();
  const { lastInsertRowid } = context.ledger
    .prepare(
      `insert into deliveries (owner, key, sha256, receiver_country, document_id, transaction_id, receipt_id, received_at, header, bytes, route, acknowledgement)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ownerOf(participant),
      key,
      sha256,
      header.receiverCountry,
      header.documentId,
      header.transaction,
      receiptId,
      at,
      JSON.stringify(header),
      bytes,
      route,
      acknowledgement ? JSON.stringify(acknowledgement) : null,
    );
  if (context.participants.isAttended(header.receiverCountry)) {
    context.ledger
      .prepare('insert into inbound (id, country, header, sha256, bytes, arrived_at, delivery) values (?, ?, ?, ?, ?, ?, ?)')
      .run(receiptId, header.receiverCountry, JSON.stringify(header), sha256, bytes, at, lastInsertRowid);
  }
  if (acknowledgement)
    emitAcknowledgement(context, ownerOf(participant), header.receiverCountry, header.documentId, sha256, acknowledgement);
  return { kind: 'accepted', isNew: true, receipt: { receiptId, at, sha256, acknowledgement } };
}

export async function judgeDelivery(context: Context, bytes: Uint8Array): Promise<Acknowledgement> {
  const faults = (await context.judge(bytes)).slice(0, 99);
  const text = faults.length === 0 ? 'Recibido conforme / received correctly' : 'Recibido con errores / received with errors';
  return { code: faults.length === 0 ? 'RCB' : 'ERR', text, at: context.now().toISOString(), faults: [...faults] };
}

export function emitAcknowledgement(
  context: Context,
  owner: string,
  source: string,
  documentId: string,
  sha256: string,
  { code, at, text, faults }: Acknowledgement,
): void {
  addEvent(context, {
    owner,
    at,
    source,
    documentId,
    sha256,
    kind: code === 'RCB' ? 'receivedCorrectly' : 'receivedWithErrors',
    text,
    faults,
  });
}

export function receiptOf(row: DeliveryRow): Receipt {
  const acknowledgement = row.acknowledgement === null ? null : (JSON.parse(row.acknowledgement) as Acknowledgement);
  return { receiptId: row.receipt_id, at: row.received_at, sha256: row.sha256, acknowledgement };
}
