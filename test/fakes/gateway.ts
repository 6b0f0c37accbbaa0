import { randomUUID } from 'node:crypto';
import type { DeliveryAnswer } from '#core/delivery.ts';
import { headerFaults } from '#core/exchange/header.ts';
import { done, failed, type Failure } from '#core/failure.ts';
import type { Gateway, GatewayEvent, InboundAnswer, InboundDocument, Outgoing, WorkItem } from '#main/ports/gateway.ts';

type Held = Outgoing & { readonly receiptId: string; readonly at: string };

/** A gateway in memory that keeps the same promises as the real ones: test/adapters/gateway/contract.ts holds it to them. */
export type FakeGateway = Gateway & {
  readonly held: readonly Held[];
  readonly attempts: readonly string[];
  readonly answers: readonly InboundAnswer[];
  readonly notices: readonly { readonly id: string; readonly country: string; readonly subject: string; readonly text: string }[];
  addWork(bytes: Uint8Array, more?: Partial<Omit<WorkItem, 'bytes'>>): void;
  addInbound(document: InboundDocument): void;
  addEvent(event: Omit<GatewayEvent, 'id' | 'at' | 'source' | 'sha256' | 'text' | 'faults'> & Partial<GatewayEvent>): void;
  loseAnswers(count: number): void;
  setBusy(retryAfterMs: number | null): void;
  /** every call fails with this until null */
  setDown(failure: Failure | null): void;
  setOfficials(files: readonly Uint8Array[]): void;
  setCrls(crls: readonly Uint8Array[]): void;
};

export function createFakeGateway(now: () => Date = () => new Date()): FakeGateway {
  const held: Held[] = [];
  const attempts: string[] = [];
  const work: WorkItem[] = [];
  const events: GatewayEvent[] = [];
  const inbound: InboundDocument[] = [];
  const answers: InboundAnswer[] = [];
  const notices: { readonly id: string; readonly country: string; readonly subject: string; readonly text: string }[] = [];
  let officials: readonly Uint8Array[] = [];
  let crls: readonly Uint8Array[] = [];
  let answersToLose = 0;
  let busyForMs: number | null = null;
  let down: Failure | null = null;

  const lost: Failure = { code: 'gatewayUnreachable', detail: 'answer lost' };
  function addEvent(event: Parameters<FakeGateway['addEvent']>[0]): void {
    events.push({ id: randomUUID(), at: now().toISOString(), source: 'MX', sha256: null, text: null, faults: [], ...event });
  }
  function page<T>(rows: readonly T[], cursor: string | null): { rows: readonly T[]; cursor: string } {
    const from = Number(cursor ?? '0');
    return { rows: rows.slice(from), cursor: String(rows.length) };
  }

  function take(message: Outgoing): DeliveryAnswer {
    const faults = headerFaults(message.header);
    if (faults.length > 0) return { kind: 'refused', faults };
    const known = held.find(({ idempotencyKey }) => idempotencyKey === message.idempotencyKey);
    if (known && known.sha256 !== message.sha256)
      return { kind: 'refused', faults: [{ code: '409', message: 'key used for other bytes' }] };
    if (known) return { kind: 'accepted', receiptId: known.receiptId, at: known.at };
    const receiptId = randomUUID();
    const at = now().toISOString();
    held.push({ ...message, bytes: message.bytes.slice(), receiptId, at });
    addEvent({ documentId: message.header.documentId, sha256: message.sha256, kind: 'receivedCorrectly' });
    return { kind: 'accepted', receiptId, at };
  }

  return {
    held,
    attempts,
    answers,
    notices,
    time: async () => (down ? failed(down) : done({ at: now().toISOString(), differenceMs: 0 })),
    async work(cursor) {
      const { rows, cursor: next } = page(work, cursor);
      return down ? failed(down) : done({ items: rows, cursor: next });
    },
    async deliver(message) {
      attempts.push(message.idempotencyKey);
      if (down) return { kind: 'busy', retryAfterMs: null, failure: down };
      if (busyForMs !== null) {
        return { kind: 'busy', retryAfterMs: busyForMs, failure: { code: 'gatewayBusy', retryAfterMs: busyForMs } };
      }
      const answer = take(message);
      if (answersToLose === 0) return answer;
      answersToLose -= 1;
      return { kind: 'noAnswer', failure: lost };
    },
    async status({ idempotencyKey, sha256 }) {
      if (down) return { kind: 'noAnswer', failure: down };
      const known = held.find((one) => one.idempotencyKey === idempotencyKey);
      if (!known) return { kind: 'unknownThere' };
      return known.sha256 === sha256
        ? { kind: 'known', receiptId: known.receiptId, at: known.at }
        : { kind: 'differs', sha256: known.sha256 };
    },
    async events(cursor) {
      const { rows, cursor: next } = page(events, cursor);
      return down ? failed(down) : done({ events: rows, unread: [], cursor: next, isLast: rows.length === 0 });
    },
    async inbound(cursor) {
      const { rows, cursor: next } = page(inbound, cursor);
      return down ? failed(down) : done({ documents: rows, cursor: next });
    },
    async answer(answer) {
      if (down) return failed(down);
      if (!answers.some(({ id, kind }) => id === answer.id && kind === answer.kind)) answers.push(answer);
      return done(null);
    },
    officials: async () => (down ? failed(down) : done({ files: officials })),
    crls: async () => (down ? failed(down) : done({ crls })),
    async notify(notice) {
      if (down) return failed(down);
      if (!notices.some(({ id }) => id === notice.id)) notices.push(notice);
      return done(null);
    },
    close: async () => undefined,
    addWork(bytes, more = {}) {
      work.push({ id: randomUUID(), bytes, assignedTo: null, dueAt: null, arrivedAt: now().toISOString(), source: 'VUCE', ...more });
    },
    addInbound: (document) => void inbound.push(document),
    addEvent,
    loseAnswers: (count) => void (answersToLose = count),
    setBusy: (retryAfterMs) => void (busyForMs = retryAfterMs),
    setDown: (failure) => void (down = failure),
    setOfficials: (files) => void (officials = files),
    setCrls: (given) => void (crls = given),
  };
}
