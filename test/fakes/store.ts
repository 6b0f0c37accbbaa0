import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Result } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';
import type { SignatureToKeep, WorkToKeep } from '#main/ports/store-outgoing.ts';
import { openStore } from '#main/store/open-store.ts';

/** The real store on SQLite in memory: same code, no file. */
export function memoryStore(): Store {
  return valueOf(openStore({ file: ':memory:' })).store;
}

/** The value of a result that a test expects to be one. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.failure)}`);
  return result.value;
}

export const someTime = '2026-03-02T14:00:00.000Z';

/** `someTime` and so many seconds. */
export function after(seconds: number): string {
  return new Date(Date.parse(someTime) + seconds * 1000).toISOString();
}

export function someSummary(number: string, over: Partial<DocumentSummary> = {}): DocumentSummary {
  return {
    number,
    typeCode: '851',
    statusCode: '70',
    issuerCountry: 'CL',
    destinationCountry: 'MX',
    issuingBody: 'SAG',
    exporter: 'Frutícola Ñuble Ltda.',
    importer: 'Comercializadora del Valle',
    goods: 'Vaccinium corymbosum, arándano fresco',
    issuedAt: '2026-03-01',
    replaces: null,
    ...over,
  };
}

export function someWork(n: number | string, over: Partial<WorkToKeep> = {}): WorkToKeep {
  const id = `out-${n}`;
  return {
    id,
    bytes: new TextEncoder().encode(`<certificate>${id}</certificate>`),
    type: 'phytosanitary',
    version: '13B',
    summary: someSummary(`CL-2026-${n}`),
    source: 'gateway',
    sourceId: `work-${n}`,
    assignedTo: null,
    arrivedAt: someTime,
    dueAt: null,
    errors: 0,
    warnings: 0,
    by: 'gateway',
    ...over,
  };
}

export const someDigest = `sha256:${'a'.repeat(64)}`;

export function someSignature(n: number | string, over: Partial<SignatureToKeep> = {}): SignatureToKeep {
  return {
    id: `out-${n}`,
    signedBytes: new TextEncoder().encode(`<certificate>out-${n}<Signature/></certificate>`),
    digest: someDigest,
    algorithm: 'rsa-sha256',
    signer: { subject: 'CN=An Official', serial: '01', fingerprint: 'f'.repeat(64), country: 'CL' },
    evidence: [],
    idempotencyKey: `key-${n}`,
    at: someTime,
    by: 'An Official',
    ...over,
  };
}

/** From the inbox to `approved`. */
export function approveInStore(store: Store, id: string, at = someTime): void {
  valueOf(store.outgoing.apply({ id, event: 'claim', at, by: 'An Official' }));
  valueOf(store.outgoing.approve({ id, digest: someDigest, at, by: 'An Official' }));
}

/** Received, approved, signed: waiting in the outbox. */
export function queueInStore(
  store: Store,
  n: number | string,
  over: { work?: Partial<WorkToKeep>; signature?: Partial<SignatureToKeep> } = {},
): string {
  const { id } = valueOf(store.outgoing.receive(someWork(n, over.work)));
  approveInStore(store, id);
  valueOf(store.outgoing.storeSignature(someSignature(n, over.signature)));
  return id;
}
