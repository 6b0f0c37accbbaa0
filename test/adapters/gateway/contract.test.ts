import { gatewayContract, type Opened } from '#test/adapters/gateway/contract.ts';
import { openExchange } from '#test/fakes/exchange.ts';
import { createFakeGateway } from '#test/fakes/gateway.ts';

async function openReal(transport: 'rest' | 'soap', compress: boolean): Promise<Opened> {
  const exchange = await openExchange();
  const { admin } = exchange.gateway;
  return {
    gateway: exchange[transport]({ compress }),
    held: () => admin.deliveries(),
    addWork: (bytes) => void admin.addWork({ bytes }),
    addInbound: (id, header, bytes) => void admin.addInbound({ id, header, bytes }),
    markUsed: (documentId) => admin.markUsed(documentId),
    answers: () => admin.answers().map(({ inbound, kind }) => ({ id: inbound, kind })),
    loseAnswers: (count) => admin.loseAnswers(count),
    setBusy: (seconds) => admin.setMode(seconds === null ? { kind: 'normal' } : { kind: 'busy', retryAfterSeconds: seconds }),
    close: () => exchange.close(),
  };
}

gatewayContract('REST', () => openReal('rest', false));
gatewayContract('REST, compressed', () => openReal('rest', true));
gatewayContract('SOAP', () => openReal('soap', false));
gatewayContract('SOAP, compressed', () => openReal('soap', true));
gatewayContract('memory', async () => {
  const fake = createFakeGateway();
  return {
    gateway: fake,
    held: () => fake.held.map(({ idempotencyKey, sha256, bytes }) => ({ key: idempotencyKey, sha256, bytes })),
    addWork: (bytes) => fake.addWork(bytes),
    addInbound: (id, header, bytes) => fake.addInbound({ id, header, bytes, arrivedAt: new Date().toISOString() }),
    markUsed: (documentId) => fake.addEvent({ documentId, kind: 'used' }),
    answers: () => fake.answers,
    loseAnswers: (count) => fake.loseAnswers(count),
    setBusy: (seconds) => fake.setBusy(seconds === null ? null : seconds * 1000),
    close: () => fake.close(),
  };
});
