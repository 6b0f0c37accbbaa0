import { done, failed, type Failure } from '#core/failure.ts';
import type { DeliveryAnswer } from '#core/delivery.ts';
import type {
  CountryNotice,
  Gateway,
  GatewayEvent,
  InboundAnswer,
  InboundDocument,
  Outgoing,
  WorkItem,
  UnreadEvent,
} from '#main/ports/gateway.ts';
import { messagesIn } from '#test/fakes/fake-courier.ts';
import { sha256 } from '#test/fakes/note-documents.ts';

type Notice = Parameters<Gateway['notify']>[0];
const unreachable: Failure = { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' };
const busy = { code: 'gatewayBusy', retryAfterMs: 5 } as const;

/**
 * A gateway in memory that keeps what it was given and can be told how to misbehave at its next deliveries. Delivery
 * is idempotent by key, as the real one's is, and counts what would have been a second copy.
 */
export class FakeGateway implements Gateway {
  readonly held = new Map<string, Outgoing>();
  readonly deliveries: string[] = [];
  readonly questions: string[] = [];
  readonly answers = new Map<string, InboundAnswer>();
  readonly waitingWork: WorkItem[] = [];
  readonly news: GatewayEvent[] = [];
  readonly documents: InboundDocument[] = [];
  /** taken one by one by the next deliveries; what is left over is accepted */
  readonly behaviour: ('busy' | 'noConnection' | 'lostAnswer' | 'neverArrives' | 'refuse')[] = [];
  /** what we told other countries, and what they told ours */
  readonly noticesTold: Notice[] = [];
  readonly noticesHere: CountryNotice[] = [];
  /** the document of each range, by the id it was asked for with */
  readonly ranges = new Map<string, string>();
  readonly grantsNone = new Set<string>();
  rangesUntil = '2099-01-01T00:00:00Z';
  /** what cannot be read stands on every page while it is here */
  unread: readonly UnreadEvent[] = [];
  isDown = false;
  /** countries that do not answer it: it takes nothing for them */
  readonly unreachable = new Set<string>();
  /** it answers everything that it is busy */
  isBusy = false;
  /** how often it was asked for its time */
  timesAsked = 0;
  differenceMs = 0;
  acknowledges = true;

  private get failure(): Failure | null {
    return this.isDown ? unreachable : this.isBusy ? busy : null;
  }

  async time() {
    this.timesAsked += 1;
    return this.failure ? failed(this.failure) : done({ at: new Date().toISOString(), differenceMs: this.differenceMs });
  }

  async work(cursor: string | null) {
    if (this.failure) return failed(this.failure);
    const from = Number(cursor ?? 0);
    return done({ items: this.waitingWork.slice(from, from + 50), cursor: String(Math.min(this.waitingWork.length, from + 50)) });
  }

  async deliver(message: Outgoing): Promise<DeliveryAnswer> {
    this.deliveries.push(message.idempotencyKey);
    if (this.isDown) return { kind: 'noAnswer', failure: unreachable };
    if (this.isBusy) return { kind: 'busy', retryAfterMs: busy.retryAfterMs, failure: busy };
    if (this.unreachable.has(message.header.receiverCountry))
      return { kind: 'busy', retryAfterMs: null, failure: { code: 'destinationUnreachable' } };
    const what = this.behaviour.shift();
    if (what === 'busy') return { kind: 'busy', retryAfterMs: busy.retryAfterMs, failure: busy };
    if (what === 'noConnection') return { kind: 'busy', retryAfterMs: null, failure: unreachable };
    if (what === 'refuse') return { kind: 'refused', faults: [{ code: 'X1', message: 'no' }] };
    if (what === 'neverArrives') return { kind: 'noAnswer', failure: { code: 'gatewayBusy', retryAfterMs: 0 } };
    if (sha256(message.bytes) !== message.sha256) throw new Error('bytes changed on the way');
    if (!this.held.has(message.idempotencyKey)) this.hold(message);
    if (what === 'lostAnswer') return { kind: 'noAnswer', failure: { code: 'gatewayBusy', retryAfterMs: 0 } };
    return { kind: 'accepted', receiptId: `r-${message.idempotencyKey}`, at: new Date().toISOString() };
  }

  private hold(message: Outgoing): void {
    this.held.set(message.idempotencyKey, message);
    if (this.acknowledges) this.tell(message, 'receivedCorrectly');
  }

  tell(message: Outgoing, kind: GatewayEvent['kind'], faults: GatewayEvent['faults'] = []): void {
    const id = `e-${this.news.length + 1}`;
    this.news.push({
      id,
      at: new Date().toISOString(),
      source: 'PE',
      documentId: message.header.documentId,
      sha256: message.sha256,
      kind,
      text: null,
      faults,
    });
  }

  async status(query: { idempotencyKey: string; sha256: string }) {
    this.questions.push(query.idempotencyKey);
    if (this.failure) return { kind: 'noAnswer', failure: this.failure } as const;
    const held = this.held.get(query.idempotencyKey);
    if (!held) return { kind: 'unknownThere' } as const;
    if (held.sha256 !== query.sha256) return { kind: 'differs', sha256: held.sha256 } as const;
    return { kind: 'known', receiptId: `r-${query.idempotencyKey}`, at: new Date().toISOString() } as const;
  }

  async events(cursor: string | null) {
    if (this.failure) return failed(this.failure);
    const events = this.news.slice(Number(cursor ?? 0));
    return done({ events, unread: this.unread, cursor: String(this.news.length), isLast: events.length === 0 });
  }

  async inbound(cursor: string | null) {
    if (this.failure) return failed(this.failure);
    return done({ documents: this.documents.slice(Number(cursor ?? 0)), cursor: String(this.documents.length) });
  }

  async answer(answer: InboundAnswer) {
    if (this.failure) return failed(this.failure);
    this.answers.set(`${answer.id}:${answer.kind}`, answer);
    return done(null);
  }

  async officials() {
    return done({ files: [] });
  }
  async crls() {
    return done({ crls: [] });
  }
  async notify(notice: Notice) {
    if (this.failure) return failed(this.failure);
    this.noticesTold.push(notice);
    return done(null);
  }
  async notices(cursor: string | null) {
    if (this.failure) return failed(this.failure);
    return done({ notices: this.noticesHere.slice(Number(cursor ?? 0)), cursor: String(this.noticesHere.length) });
  }
  async close() {
    this.isDown = false;
  }

  async courierKey() {
    return this.failure ? failed(this.failure) : done({ keyId: 'k1', publicKey: Buffer.from('key') });
  }

  /** the same id is the same range */
  async numberRange({ id, documentType }: { id: string; documentType: string }) {
    if (this.failure) return failed(this.failure);
    if (this.grantsNone.has(documentType)) return failed({ code: 'badRequest', detail: 'no such document' });
    this.ranges.set(id, documentType);
    const last = 10 * ([...this.ranges].filter(([, type]) => type === documentType).findIndex(([known]) => known === id) + 1);
    return done({ id, documentType, prefix: `${documentType}-`, first: last - 9, last, digits: 4, validUntil: this.rangesUntil });
  }

  /** opens what was sealed to it, whoever carries it */
  async courier(sealed: Uint8Array) {
    if (this.failure) return failed(this.failure);
    const results = messagesIn(sealed).map(({ document, ...message }) => {
      if (!this.held.has(message.idempotencyKey)) this.hold({ ...message, bytes: Buffer.from(document, 'base64') });
      const receipt = { receiptId: `r-${message.idempotencyKey}`, at: new Date().toISOString() };
      return { idempotencyKey: message.idempotencyKey, sha256: message.sha256, receipt, faults: [] };
    });
    return done({ results });
  }
}

/** One station's line to a gateway that others reach too: it can be down for this station alone. */
export function lineTo<G extends object>(gateway: G): G & { isDown: boolean } {
  let isDown = false;
  return new Proxy(gateway, {
    get: (target, name) => {
      if (name === 'isDown') return isDown;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        if (!isDown) return Reflect.apply(member, target, args) as unknown;
        return name === 'deliver' || name === 'status' ? { kind: 'noAnswer', failure: unreachable } : failed(unreachable);
      };
    },
    set: (_target, name, value) => {
      if (name !== 'isDown') return false;
      isDown = value === true;
      return true;
    },
  }) as G & { isDown: boolean };
}
