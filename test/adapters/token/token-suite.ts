import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningSession, TokenCertificate, Tokens } from '#main/ports/token.ts';
import { cardServicePatienceMs } from '#test/card/card-service.ts';
import { pinOf } from '#test/adapters/token/station.ts';
import { verifies, type TestIdentity } from '#test/fixtures/token/identities.ts';

/** What every token must do, whoever made it. Each kind of token brings itself up and says what is on it. */
export type TokenUnderTest = {
  readonly tokens: Tokens;
  readonly pin: string;
  /** null where a wrong PIN must not be spent (the token would lock) or means nothing */
  readonly wrongPin: string | null;
  /** how a wrong one is told; a file has a password */
  readonly wrongCode?: 'passwordWrong';
  readonly identities: readonly TestIdentity[];
  close(): Promise<void>;
};

export function describeToken(name: string, bringUp: () => Promise<TokenUnderTest>): void {
  describe(name, () => {
    let token: TokenUnderTest;
    beforeAll(async () => {
      token = await bringUp();
      await token.tokens.refresh();
      // The machine's one card service may be in another test file's hands.
    }, cardServicePatienceMs);
    afterAll(() => token.close());

    const certificateOf = (identity: TestIdentity): TokenCertificate => {
      const all = token.tokens.overview().tokens.flatMap((each) => each.certificates);
      const found = all.find((each) => each.fingerprint === identity.fingerprint);
      if (found === undefined) throw new Error(`${identity.name} is not shown`);
      return found;
    };
    const open = async (identity: TestIdentity): Promise<SigningSession> => {
      const opened = await token.tokens.open({ fingerprint: identity.fingerprint, pin: pinOf(token.pin), confirmFinalTry: false });
      if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
      return opened.value;
    };

    it('shows each certificate with its key before any PIN is asked', () => {
      for (const identity of token.identities) {
        const certificate = certificateOf(identity);
        expect(Buffer.from(certificate.der).equals(Buffer.from(identity.certificate))).toBe(true);
        expect(certificate.key).toEqual(keyOf(identity));
        expect(certificate.hasKey).not.toBe(false);
        expect(certificate.algorithms.length).toBeGreaterThan(0);
        expect(certificate.algorithms).not.toContain('rsa-sha1');
      }
    });

    it('makes signatures that verify, by every algorithm it offers', async () => {
      const data = Buffer.from('<SignedInfo>lo que se firma</SignedInfo>');
      for (const identity of token.identities) {
        const session = await open(identity);
        for (const algorithm of certificateOf(identity).algorithms) {
          const signed = await session.sign(data, algorithm);
          if (!signed.ok) throw new Error(`${identity.name} ${algorithm} ${JSON.stringify(signed.failure)}`);
          expect(verifies(identity.certificate, algorithm, data, signed.value), `${identity.name} ${algorithm}`).toBe(true);
        }
        await session.close();
      }
    });

    it('signs many documents with one PIN, asked for all at once, each its own', async () => {
      const [identity] = token.identities;
      if (identity === undefined) throw new Error('no identity');
      const [algorithm] = certificateOf(identity).algorithms;
      if (algorithm === undefined) throw new Error('no algorithm');
      const session = await open(identity);
      const documents = Array.from({ length: 20 }, (_, i) => Buffer.from(`documento ${i}`));
      const signed = await Promise.all(documents.map((document) => session.sign(document, algorithm)));
      for (const [i, result] of signed.entries()) {
        expect(result.ok && verifies(identity.certificate, algorithm, documents[i] ?? Buffer.alloc(0), result.value)).toBe(true);
      }
      await session.close();
    });

    it('says that the token cannot do an algorithm of another kind of key, and goes on', async () => {
      for (const identity of token.identities) {
        const session = await open(identity);
        const foreign = keyOf(identity).kind === 'rsa' ? 'ecdsa-sha256' : 'rsa-sha256';
        expect(await session.sign(Buffer.from('x'), foreign)).toEqual({
          ok: false,
          failure: { code: 'mechanismMissing', needed: foreign },
        });
        const [own] = certificateOf(identity).algorithms;
        if (own !== undefined) expect((await session.sign(Buffer.from('x'), own)).ok).toBe(true);
        await session.close();
      }
    });

    it('signs nothing after the session was closed', async () => {
      const [identity] = token.identities;
      if (identity === undefined) throw new Error('no identity');
      const session = await open(identity);
      await session.close();
      const [algorithm = 'rsa-sha256'] = certificateOf(identity).algorithms;
      expect(await session.sign(Buffer.from('x'), algorithm)).toEqual({ ok: false, failure: { code: 'sessionEnded' } });
    });

    it('wipes the PIN bytes it was given, right or wrong', async () => {
      const [identity] = token.identities;
      if (identity === undefined) throw new Error('no identity');
      const pin = pinOf(token.pin);
      const opened = await token.tokens.open({ fingerprint: identity.fingerprint, pin, confirmFinalTry: false });
      expect([...pin]).toEqual(
        pinOf(token.pin)
          .map(() => 0)
          .reduce<number[]>((all, byte) => [...all, byte], []),
      );
      if (opened.ok) await opened.value.close();
      const unknown = pinOf(token.pin);
      await token.tokens.open({ fingerprint: '0'.repeat(64), pin: unknown, confirmFinalTry: false });
      expect(unknown.every((byte) => byte === 0)).toBe(true);
    });

    it('says that a certificate is not there', async () => {
      const fingerprint = '0'.repeat(64);
      const opened = await token.tokens.open({ fingerprint, pin: pinOf(token.pin), confirmFinalTry: false });
      expect(opened).toEqual({ ok: false, failure: { code: 'certificateNotOnToken', fingerprint } });
    });

    it('tells a wrong PIN from a right one and never tries it twice', async () => {
      const [identity] = token.identities;
      if (identity === undefined || token.wrongPin === null) return;
      const wrong = await token.tokens.open({ fingerprint: identity.fingerprint, pin: pinOf(token.wrongPin), confirmFinalTry: true });
      expect(wrong.ok ? null : wrong.failure.code).toBe(token.wrongCode ?? 'pinWrong');
      const session = await open(identity);
      await session.close();
    });
  });
}

function keyOf(identity: TestIdentity): NonNullable<TokenCertificate['key']> {
  const rsa = { rsa2048: 2048, rsa3072: 3072, other: 2048 } as const;
  if (identity.name in rsa) return { kind: 'rsa', bits: rsa[identity.name as keyof typeof rsa] };
  const curves = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;
  return { kind: 'ec', curve: curves[identity.name as keyof typeof curves] };
}
