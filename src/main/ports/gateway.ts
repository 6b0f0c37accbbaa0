import type { CourierResult, CourierStation } from '#contract/courier.ts';
import type { DeliveryAnswer, Fault, StatusAnswer } from '#core/delivery.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Result } from '#core/failure.ts';
import type { CourierCard } from '#main/ports/courier.ts';

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
  /** `rejected`: somebody there turned down what may have been received correctly */
  readonly kind: 'receivedCorrectly' | 'receivedWithErrors' | 'rejected' | 'used' | 'replacementAsked' | 'withdrawn' | 'replaced';
  readonly text: string | null;
  readonly faults: readonly Fault[];
};

/** What stood among the events and is none this station can read; of which certificate, as far as that can be. */
export type UnreadEvent = {
  readonly id: string | null;
  readonly documentId: string | null;
  readonly sha256: string | null;
  /** the first that is not as agreed, such as `faults.0.code`; empty where it is no event at all */
  readonly field: string;
  /** the whole of it */
  readonly json: string;
};

/** `isLast`: none waits behind it. One of which this station can read no event need not be the last. */
export type EventsPage = {
  readonly events: readonly GatewayEvent[];
  readonly unread: readonly UnreadEvent[];
  readonly cursor: string;
  readonly isLast: boolean;
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
  events(cursor: string | null): Promise<Result<EventsPage>>;
  inbound(cursor: string | null): Promise<Result<{ readonly documents: readonly InboundDocument[]; readonly cursor: string }>>;
  answer(answer: InboundAnswer): Promise<Result<null>>;
  /** signed replica or delta of the officials' directory after `sequence` */
  officials(sequence: number): Promise<Result<{ readonly files: readonly Uint8Array[] }>>;
  crls(): Promise<Result<{ readonly crls: readonly Uint8Array[] }>>;
  notify(notice: { readonly id: string; readonly country: string; readonly subject: string; readonly text: string }): Promise<Result<null>>;
  close(): Promise<void>;
};

/** ALADI/SEC/di 2327, on-line check of an official: 00 valid and enabled ... 08, 97 bad parameters, 98 address, 99 user. */
export type OfficialCheckCode = '00' | '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '97' | '98' | '99';
export type OfficialCheck = {
  readonly code: OfficialCheckCode;
  readonly message: string;
  readonly entityName: string | null;
  readonly scope: string | null;
  readonly jurisdiction: string | null;
  readonly officialName: string | null;
};

/** Asks the gateway whether this certificate's holder could sign for this entity at that time. */
export type OfficialsDesk = {
  checkOfficial(question: {
    readonly at: string;
    readonly country: string;
    readonly entityId: string;
    readonly certificate: Uint8Array;
  }): Promise<Result<OfficialCheck>>;
};

/** Who the gateway takes us for: what a preflight shows, and which sender (IDdeRemitente) we must write; null is any. */
export type IdentityDesk = {
  identity(): Promise<Result<{ readonly user: string; readonly country: string; readonly participant: string | null }>>;
};

/** Numbers a station may give out while it has no line: prefix, then a number of `digits` digits from first to last. */
export type NumberRange = {
  readonly id: string;
  readonly documentType: string;
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
  readonly digits: number;
  readonly validUntil: string;
};
export type CountryNotice = {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
};
/** What a station needs to be ready for an outage, and to come back from one. */
export type ContingencyDesk = {
  notices(cursor: string | null): Promise<Result<{ readonly notices: readonly CountryNotice[]; readonly cursor: string }>>;
  /** the same id is the same range, however often it is asked for */
  numberRange(request: { readonly id: string; readonly documentType: string; readonly count: number }): Promise<Result<NumberRange>>;
  /** the key a courier's package is sealed to: P-256 SubjectPublicKeyInfo */
  courierKey(): Promise<Result<{ readonly keyId: string; readonly publicKey: Uint8Array }>>;
  /** the key to which our sister stations seal */
  tellCard(card: CourierCard): Promise<Result<null>>;
  /** our sister stations: those of the same participant */
  courierStations(): Promise<Result<{ readonly stations: readonly CourierStation[] }>>;
  /** a package another station sealed; each message is held once whatever route it came by */
  courier(sealed: Uint8Array): Promise<Result<{ readonly results: readonly CourierResult[] }>>;
};
