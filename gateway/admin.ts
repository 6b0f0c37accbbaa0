import { createHash, randomUUID } from 'node:crypto';
import type { Fault } from '#core/delivery.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Context, Mode } from '#gateway/context.ts';
import { type Acknowledgement, emitAcknowledgement, judgeDelivery } from '#gateway/deliveries.ts';
import { addEvent, type NewEvent } from '#gateway/events.ts';
import type { GatewayUser } from '#gateway/participants.ts';

export type HeldDelivery = {
  readonly key: string;
  readonly sha256: string;
  readonly receiptId: string;
  readonly receivedAt: string;
  readonly route: 'rest' | 'soap' | 'courier';
  readonly documentId: string;
  readonly header: Header;
  readonly acknowledgement: Acknowledgement | null;
  readonly bytes: Uint8Array;
};

export type OfficialEntry = {
  /** sha256 of the certificate's DER, hex */
  readonly fingerprint: string;
  readonly country: string;
  readonly entityId: string;
  readonly entityName: string;
  readonly name: string;
  readonly scope?: string;
  readonly jurisdiction?: string;
  readonly isOfficial?: boolean;
  readonly isEnabled?: boolean;
  readonly enabledFrom: string;
  readonly enabledUntil?: string | null;
  readonly revokedAt?: string | null;
};

/** What the window's operators do, as plain functions: for practice and for tests. */
export type GatewayAdmin = ReturnType<typeof createAdmin>;

export function createAdmin(context: Context) {
  const { ledger, behaviour } = context;
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  return {
    addUser: (user: GatewayUser): Promise<void> => context.participants.add(user),

    /** A document somebody must sign; `country` null is for every country. An id that is there already stays as it is. */
    addWork(item: {
      readonly bytes: Uint8Array;
      readonly id?: string;
      readonly country?: string | null;
      readonly assignedTo?: string | null;
      readonly dueAt?: string | null;
      readonly source?: string;
    }): string {
      const id = item.id ?? randomUUID();
      ledger
        .prepare(
          'insert into work (id, country, assigned_to, due_at, arrived_at, source, sha256, bytes) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
        )
        .run(
          id,
          item.country ?? null,
          item.assignedTo ?? null,
          item.dueAt ?? null,
          context.now().toISOString(),
          item.source ?? 'VUCE',
          sha256(item.bytes),
          item.bytes,
        );
      return id;
    },

    /** A document another country sends to `header.receiverCountry`. */
    addInbound(item: { readonly header: Header; readonly bytes: Uint8Array; readonly id?: string }): string {
      const id = item.id ?? randomUUID();
      ledger
        .prepare('insert into inbound (id, country, header, sha256, bytes, arrived_at) values (?, ?, ?, ?, ?, ?)')
        .run(id, item.header.receiverCountry, JSON.stringify(item.header), sha256(item.bytes), item.bytes, context.now().toISOString());
      return id;
    },

    addEvent: (event: ToldEvent): void => tellOwners(context, event),
    markUsed: (documentId: string, text: string | null = null): void => tellOwners(context, { documentId, kind: 'used', text }),
    askReplacement: (documentId: string, text: string): void => tellOwners(context, { documentId, kind: 'replacementAsked', text }),

    addOfficialsFile(file: { readonly sequence: number; readonly kind: 'replica' | 'delta'; readonly bytes: Uint8Array }): void {
      ledger
        .prepare('insert into officials_files (sequence, kind, sha256, bytes) values (?, ?, ?, ?) on conflict do nothing')
        .run(file.sequence, file.kind, sha256(file.bytes), file.bytes);
    },
    setOfficial(entry: OfficialEntry): void {
      ledger
        .prepare(
          `insert or replace into officials (fingerprint, country, entity_id, entity_name, scope, jurisdiction, name, is_official, is_enabled, enabled_from, enabled_until, revoked_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          entry.fingerprint,
          entry.country,
          entry.entityId,
          entry.entityName,
          entry.scope ?? '',
          entry.jurisdiction ?? '',
          entry.name,
          entry.isOfficial === false ? 0 : 1,
          entry.isEnabled === false ? 0 : 1,
          entry.enabledFrom,
          entry.enabledUntil ?? null,
          entry.revokedAt ?? null,
        );
    },
    setCrls(crls: readonly Uint8Array[]): void {
      ledger.transaction(() => {
        ledger.exec('delete from crls');
        const insert = ledger.prepare('insert into crls (sha256, bytes) values (?, ?) on conflict do nothing');
        for (const crl of crls) insert.run(sha256(crl), crl);
      })();
    },

    setMode(mode: Mode): void {
      behaviour.mode = mode;
    },
    /** The next `count` deliveries are committed, then the line is cut before the answer. */
    loseAnswers(count: number): void {
      behaviour.answersToLose = count;
    },
    /** The next `count` requests are answered with `status` and nothing is done. */
    failNext(count: number, status = 500): void {
      behaviour.failuresLeft = count;
      behaviour.failureStatus = status;
    },
    setEventsDisordered(isDisordered: boolean): void {
      behaviour.eventsDisordered = isDisordered;
    },
    setClockError(ms: number): void {
      behaviour.clockErrorMs = ms;
    },
    /** Deliveries are taken but the other side keeps silent until `releaseAcknowledgements`. */
    holdAcknowledgements(): void {
      behaviour.acknowledgementsHeld = true;
    },
    /** These countries cannot be reached: deliveries for them are not taken; the others go on. */
    setUnreachable(countries: readonly string[]): void {
      behaviour.unreachable = new Set(countries);
    },
    async releaseAcknowledgements(): Promise<number> {
      behaviour.acknowledgementsHeld = false;
      const rows = ledger
        .prepare<[], { seq: number; owner: string; receiver_country: string; document_id: string; sha256: string; bytes: Buffer }>(
          'select seq, owner, receiver_country, document_id, sha256, bytes from deliveries where acknowledgement is null order by seq',
        )
        .all()
        .filter((row) => !context.participants.isAttended(row.receiver_country));
      for (const row of rows) {
        const acknowledgement = await judgeDelivery(context, row.bytes);
        ledger.transaction(() => {
          ledger.prepare('update deliveries set acknowledgement = ? where seq = ?').run(JSON.stringify(acknowledgement), row.seq);
          emitAcknowledgement(context, row.owner, row.receiver_country, row.document_id, row.sha256, acknowledgement);
        })();
      }
      return rows.length;
    },

    deliveries(): readonly HeldDelivery[] {
      return ledger
        .prepare<[], DeliveryRecord>('select * from deliveries order by seq')
        .all()
        .map((row) => ({
          key: row.key,
          sha256: row.sha256,
          receiptId: row.receipt_id,
          receivedAt: row.received_at,
          route: row.route,
          documentId: row.document_id,
          header: JSON.parse(row.header) as Header,
          acknowledgement: row.acknowledgement === null ? null : (JSON.parse(row.acknowledgement) as Acknowledgement),
          bytes: row.bytes,
        }));
    },
    answers: () =>
      ledger
        .prepare<[], { inbound: string; kind: string; at: string; text: string | null; faults: string }>(
          'select * from answers order by rowid',
        )
        .all()
        .map((row) => ({ ...row, faults: JSON.parse(row.faults) as readonly Fault[] })),
    notices: () =>
      ledger
        .prepare<[], { id: string; from_country: string; country: string; subject: string; text: string; at: string }>(
          'select id, from_country, country, subject, text, at from notices order by seq',
        )
        .all(),
  };
}

type DeliveryRecord = {
  readonly key: string;
  readonly sha256: string;
  readonly receipt_id: string;
  readonly received_at: string;
  readonly route: 'rest' | 'soap' | 'courier';
  readonly document_id: string;
  readonly header: string;
  readonly acknowledgement: string | null;
  readonly bytes: Buffer;
};

/** Any event about a document that was delivered here, as often and in whatever order one likes. */
type ToldEvent = {
  readonly documentId: string;
  readonly kind: NewEvent['kind'];
  readonly text?: string | null;
  readonly faults?: readonly Fault[];
  readonly id?: string;
  readonly at?: string;
  readonly source?: string;
};

function tellOwners(context: Context, event: ToldEvent): void {
  const rows = context.ledger
    .prepare<[string], { owner: string; receiver_country: string; sha256: string }>(
      'select owner, receiver_country, sha256 from deliveries where document_id = ?',
    )
    .all(event.documentId);
  for (const row of rows) {
    addEvent(context, {
      id: event.id,
      owner: row.owner,
      at: event.at ?? context.now().toISOString(),
      source: event.source ?? row.receiver_country,
      documentId: event.documentId,
      sha256: row.sha256,
      kind: event.kind,
      text: event.text ?? null,
      faults: event.faults ?? [],
    });
  }
}
