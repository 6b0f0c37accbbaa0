import { describe, expect, it } from 'vitest';
import { MemoryTokens } from '#test/fakes/memory-tokens.ts';
import { pinOf } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { identityNames, testIdentity } from '#test/fixtures/token/identities.ts';

const pin = '482915';
const make = (): MemoryTokens => new MemoryTokens({ identities: identityNames.map(testIdentity), pin });

describeToken('the token in memory', async () => {
  const tokens = make();
  return { tokens, pin, wrongPin: '111111', identities: tokens.identities, close: () => tokens.close() };
});

describe('the token in memory', () => {
  const { fingerprint } = testIdentity('rsa2048');
  const open = (tokens: MemoryTokens, text: string, confirmFinalTry = false) =>
    tokens.open({ fingerprint, pin: pinOf(text), confirmFinalTry });

  it('locks as a card does: a warning, consent for the last try, then nothing more', async () => {
    const tokens = make();
    expect(await open(tokens, '000000')).toMatchObject({ failure: { code: 'pinWrong', triesLeft: 'few' } });
    expect(await open(tokens, '000000')).toMatchObject({ failure: { code: 'pinWrong', triesLeft: 'one' } });
    expect(await open(tokens, pin)).toMatchObject({ failure: { code: 'finalTryNotConfirmed' } });
    expect(await open(tokens, '000000', true)).toMatchObject({ failure: { code: 'pinLocked' } });
    expect(await open(tokens, pin, true)).toMatchObject({ failure: { code: 'pinLocked' } });
  });

  it('is over for an open session once it is taken out', async () => {
    const tokens = make();
    const session = await open(tokens, pin);
    if (!session.ok) throw new Error(session.failure.code);
    tokens.remove();
    expect(tokens.overview().tokens).toEqual([]);
    tokens.insert();
    expect(await session.value.sign(Buffer.from('x'), 'rsa-sha256')).toEqual({ ok: false, failure: { code: 'tokenRemoved' } });
  });
});
