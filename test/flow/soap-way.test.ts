import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectValue } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';

let here: StationInPractice;

beforeAll(async () => {
  here = await openStationInPractice('soap-way', {
    pins: 1,
    config: (config) => ({ ...config, gateway: config.gateway && { ...config.gateway, transport: 'soap' } }),
    around: { policy: { pollMs: 50 } },
  });
});
afterAll(() => here?.close());

describe('the way of a certificate over the platform’s SOAP service', () => {
  it('is delivered once although its first answer is lost, byte for byte, and acknowledged', async () => {
    const { handlers } = here.assembled.station;
    const { admin } = here.practice.gateway;
    admin.loseAnswers(1);
    // an acknowledgement that comes before the question would spare it
    admin.holdAcknowledgements();
    await expectValue(here.assembled.station.start());
    await here.assembled.station.syncOnce();
    const work = await expectValue(handlers.work({ box: 'inbox' }));
    const row = work.rows.find(({ errors }) => errors === 0);
    if (!row) throw new Error('no work without errors');
    const review = await expectValue(handlers.openReview({ id: row.id }));
    await expectValue(handlers.approve({ id: row.id, digest: review.digest }));
    const overview = await expectValue(handlers.refreshTokens({}));
    const fingerprint = overview.tokens[0]?.certificates.find((certificate) => certificate.isPreferred)?.fingerprint ?? '';
    const { batchId } = await expectValue(handlers.sign({ ids: [row.id], fingerprint }));
    await here.assembled.station.batches.settled(batchId);

    const isNow = (state: string) =>
      vi.waitUntil(
        () => {
          const now = here.assembled.store.outgoing.row(row.id);
          return now.ok && now.value.state === state;
        },
        { timeout: 30_000 },
      );
    await isNow('sent');
    await admin.releaseAcknowledgements();
    await isNow('received');
    const document = await expectValue(handlers.documentBytes({ id: row.id }));
    const held = here.practice.gateway.admin.deliveries();
    expect(held.map(({ route, documentId }) => [route, documentId])).toEqual([['soap', row.number]]);
    expect(Buffer.from(held[0]?.bytes ?? []).equals(document.bytes)).toBe(true);
    const page = await expectValue(handlers.certificate({ id: row.id }));
    expect(page.attempts.length).toBeGreaterThan(1);
    expect(page.acknowledgement?.code).toBe('RCB');
  });
});
