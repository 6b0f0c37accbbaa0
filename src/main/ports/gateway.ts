import type { DeliveryAnswer, Fault, StatusAnswer } from '#core/delivery.ts';
import type { Result } from '#core/failure.ts';

/** The interoperability platform's header (Cabecera): who asks whom for which service about which document. */
export type Header = {
  readonly interaction: string;
  readonly service: string;
  readonly sender: string;
  readonly senderCountry: string;
  readonly receiver: string;
  readonly receiverCountry: string;
  readonly transaction: string;
  readonly state: string;
  readonly at: string;
  readonly documentType: string;
  readonly documentId: string;
  readonly originalTransaction: string | null;
};

export type Outgoing = {
  readonly header: Header;
  /** fixed for the life of the row: sending it twice is the same as sending it once */
  readonly idempotencyKey: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
};

export type WorkItem = {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly assignedTo: string | null;
  readonly dueAt: string | null;
  readonly arrivedAt: string;
  readonly source: string;
};

/** What happened to a document we sent, as the other side tells it. Repeats and disorder are expected. */
export type GatewayEvent = {
  readonly id: string;
  readonly at: string;
  readonly source: string;
  readonly documentId: string;
  readonly sha256: string | null;
  readonly kind: 'receivedCorrectly' | 'receivedWithErrors' | 'used' | 'replacementAsked' | 'withdrawn' | 'replaced';
  readonly text: string | null;
  readonly faults: readonly Fault[];
};

export type InboundDocument = {
  readonly id: string;
  readonly header: Header;
  readonly bytes: Uint8Array;
  readonly arrivedAt: string;
};

export type InboundAnswer = {
  readonly id: string;
  readonly kind: 'receivedCorrectly' | 'receivedWithErrors' | 'used' | 'replacementAsked' | 'refused';
  readonly at: string;
  readonly text: string | null;
  readonly faults: readonly Fault[];
};

export type Gateway = {
  /** server time and how far our clock is from it (ours minus theirs) */
  time(): Promise<Result<{ readonly at: string; readonly differenceMs: number }>>;
  work(cursor: string | null): Promise<Result<{ readonly items: readonly WorkItem[]; readonly cursor: string }>>;
  deliver(message: Outgoing): Promise<DeliveryAnswer>;
  status(query: { readonly idempotencyKey: string; readonly sha256: string }): Promise<StatusAnswer>;
  events(cursor: string | null): Promise<Result<{ readonly events: readonly GatewayEvent[]; readonly cursor: string }>>;
  inbound(cursor: string | null): Promise<Result<{ readonly documents: readonly InboundDocument[]; readonly cursor: string }>>;
  answer(answer: InboundAnswer): Promise<Result<null>>;
  /** signed replica or delta of the officials' directory after `sequence` */
  officials(sequence: number): Promise<Result<{ readonly files: readonly Uint8Array[] }>>;
  crls(): Promise<Result<{ readonly crls: readonly Uint8Array[] }>>;
  notify(notice: { readonly id: string; readonly country: string; readonly subject: string; readonly text: string }): Promise<Result<null>>;
  close(): Promise<void>;
};
