import { describe } from 'vitest';
import { cardServiceMissing, openScModule, takeCardService } from '#test/card/card-service.ts';
import { createPivCard } from '#test/card/piv-card.ts';
import { virtualReader } from '#test/card/virtual-reader.ts';
import { startStation } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { testIdentity } from '#test/fixtures/token/identities.ts';

const where = cardServiceMissing === null ? '' : ` (not run: ${cardServiceMissing} is not installed)`;

describe.runIf(cardServiceMissing === null)(`a smart card in a reader${where}`, () => {
  describeToken('OpenSC with a virtual PIV card', async () => {
    const service = await takeCardService();
    const reader = virtualReader('first');
    const card = createPivCard({ holder: 0x21, authentication: testIdentity('rsa2048'), signature: testIdentity('p256') });
    await reader.insert(card);
    const station = startStation({ modules: [{ path: openScModule() }] });
    await station.until((overview) => overview.tokens.length === 1);
    return {
      tokens: station.tokens,
      pin: '123456',
      wrongPin: '654321',
      identities: [testIdentity('rsa2048'), testIdentity('p256')],
      close: async () => {
        await station.close();
        await reader.remove();
        await service.release();
      },
    };
  });
});
