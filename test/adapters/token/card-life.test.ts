import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cardServiceMissing, cardServicePatienceMs, openScModule, takeCardService } from '#test/card/card-service.ts';
import { createPivCard, type PivCard } from '#test/card/piv-card.ts';
import { virtualReader } from '#test/card/virtual-reader.ts';
import { pinOf, startStation, type TestStation } from '#test/adapters/token/station.ts';
import { testIdentity, verifies } from '#test/fixtures/token/identities.ts';

const rsa = testIdentity('rsa2048');
const other = testIdentity('other');
const p256 = testIdentity('p256');
/** the long run of test/faults holds the picture to two seconds; here other tests share the machine */
const soonMs = 20_000;
/** The virtual link takes 40 ms a command, and OpenSC sends about thirty to a new card before it shows it. */
const readMs = 30_000;

describe.runIf(cardServiceMissing === null)('life with a card', () => {
  let service: { release(): Promise<void> };
  let station: TestStation;
  const first = virtualReader('first');
  const second = virtualReader('second');

  beforeAll(async () => {
    service = await takeCardService();
    station = startStation({ modules: [{ path: openScModule() }] });
    await station.tokens.refresh();
  }, cardServicePatienceMs);
  afterEach(async () => {
    await station.tokens.endSessions();
    await first.remove();
    await second.remove();
    await station.until((overview) => overview.tokens.length === 0);
  });
  afterAll(async () => {
    await station.close();
    await service.release();
  });

  const rsaCard = (): PivCard => createPivCard({ holder: 0x21, authentication: rsa });
  const insert = async (card: PivCard): Promise<void> => {
    await first.insert(card);
    await station.until((overview) => overview.tokens.length === 1, readMs);
  };
  const open = async (pin = '123456', fingerprint = rsa.fingerprint, confirmFinalTry = false) =>
    station.tokens.open({ fingerprint, pin: pinOf(pin), confirmFinalTry });
  const opened = async () => {
    const session = await open();
    if (!session.ok) throw new Error(JSON.stringify(session.failure));
    return session.value;
  };
  const pinState = (): string | undefined => station.tokens.overview().tokens[0]?.pin.state;

  it('shows the card that goes in and forgets the one that comes out, by itself and soon', async () => {
    expect(station.tokens.overview().modules[0]?.readersWithoutToken.length).toBe(2);
    for (let i = 0; i < 3; i += 1) {
      await first.insert(rsaCard());
      const withCard = await station.until((overview) => overview.tokens.length === 1, readMs);
      expect(withCard.tokens[0]?.certificates.map((each) => each.fingerprint)).toEqual([rsa.fingerprint]);
      await first.remove();
      const without = await station.until((overview) => overview.tokens.length === 0, soonMs);
      expect(without.modules[0]).toMatchObject({ state: 'ready', failure: null });
    }
  });

  it('keeps two readers apart, also when both cards carry one label', async () => {
    await first.insert(rsaCard());
    await second.insert(createPivCard({ holder: 0x22, authentication: other }));
    const overview = await station.until((now) => now.tokens.length === 2, readMs);
    expect(new Set(overview.tokens.map((token) => token.reader)).size).toBe(2);
    for (const identity of [rsa, other]) {
      const session = await open('123456', identity.fingerprint);
      const signed = session.ok ? await session.value.sign(Buffer.from('x'), 'rsa-sha256') : session;
      expect(signed.ok && verifies(identity.certificate, 'rsa-sha256', Buffer.from('x'), signed.value)).toBe(true);
      if (session.ok) await session.value.close();
    }
  });

  it('halts at the card taken out in the middle of a batch, signs nothing twice, and goes on when it is back', async () => {
    const card = rsaCard();
    await insert(card);
    const session = await opened();
    const documents = Array.from({ length: 12 }, (_, i) => Buffer.from(`documento ${i}`));
    const running = documents.map((document) => session.sign(document, 'rsa-sha256'));
    await running[0];
    // Each answer leaves before the next signature is made, or a fault would not stop those behind it.
    expect(card.signatures).toBeLessThanOrEqual(2);
    await running[3];
    await first.remove();
    const results = await Promise.all(running);
    const done = results.filter((result) => result.ok).length;
    expect(done).toBeGreaterThanOrEqual(4);
    for (const result of results.slice(done)) expect(result).toEqual({ ok: false, failure: { code: 'tokenRemoved' } });
    // One signature may have been made and lost on its way out of the reader; it is in nobody's hands.
    expect(card.signatures - done).toBeLessThanOrEqual(1);
    await station.until((overview) => overview.tokens.length === 0, soonMs);
    await insert(card);
    const again = await opened();
    const rest = await Promise.all(documents.slice(done).map((document) => again.sign(document, 'rsa-sha256')));
    expect(rest.every((result) => result.ok)).toBe(true);
  });

  it('waits for a card that was put back a moment ago, and is not told that none is there', async () => {
    await insert(rsaCard());
    await first.remove();
    await station.until((overview) => overview.tokens.length === 0, soonMs);
    await first.insert(rsaCard(), { slowMs: 15 });
    expect(station.tokens.overview().tokens).toEqual([]);
    const session = await opened();
    expect((await session.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
  });

  it('tells the card that was pulled out, not the module that crashed on it', async () => {
    // no doubts of its own, so that there is one process and it ends when the test says; and time to look again on a busy machine
    const patient = { callMs: 60_000, listMs: 60_000, doubtMs: 60_000, firstDoubtMs: 60_000, readDoubtMs: 60_000, aliveMs: 60_000 };
    const crashing = startStation({ modules: [{ path: openScModule() }], deadlines: patient });
    try {
      await insert(rsaCard());
      await crashing.tokens.refresh();
      await crashing.until((overview) => overview.tokens.length === 1, readMs);
      const session = await crashing.tokens.open({ fingerprint: rsa.fingerprint, pin: pinOf('123456'), confirmFinalTry: false });
      if (!session.ok) throw new Error(session.failure.code);
      expect((await session.value.sign(Buffer.from('antes'), 'rsa-sha256')).ok).toBe(true);
      expect(crashing.pids.length).toBe(1);
      const [module = 0] = crashing.pids;
      process.kill(module, 'SIGSTOP');
      const running = ['a', 'b'].map((text) => session.value.sign(Buffer.from(text), 'rsa-sha256'));
      await first.remove();
      // the card service has noticed as well: another program sees the reader empty
      await station.until((overview) => overview.tokens.length === 0, soonMs);
      process.kill(module, 'SIGKILL');
      for (const result of await Promise.all(running)) expect(result).toEqual({ ok: false, failure: { code: 'tokenRemoved' } });
    } finally {
      await crashing.close();
    }
  });

  it('survives a card pulled out at any command of a signature', async () => {
    for (const at of [1, 4]) {
      const card = rsaCard();
      await insert(card);
      const session = await opened();
      expect((await session.sign(Buffer.from('antes'), 'rsa-sha256')).ok).toBe(true);
      first.setFaults({ removeAt: first.commands + at });
      const results = await Promise.all(['a', 'b', 'c'].map((text) => session.sign(Buffer.from(text), 'rsa-sha256')));
      const done = results.filter((result) => result.ok).length;
      expect(card.signatures - 1 - done).toBeLessThanOrEqual(1);
      for (const result of results.slice(done)) expect(result.ok ? 'signed after the fault' : result.failure.code).toBe('tokenRemoved');
      await first.remove();
      await station.until((overview) => overview.tokens.length === 0, soonMs);
    }
  });

  it('asks a slow card with patience', async () => {
    await first.insert(rsaCard(), { slowMs: 15 });
    await station.until((overview) => overview.tokens.length === 1, readMs);
    const session = await opened();
    expect((await session.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
  });

  it('notices another holder’s card in the same reader, before a PIN is spent on it', async () => {
    await insert(rsaCard());
    const stranger = createPivCard({ holder: 0x33, authentication: other });
    await first.remove();
    await station.until((overview) => overview.tokens.length === 0, soonMs);
    await first.insert(stranger);
    // Before or after the new card is read.
    const early = await open();
    expect(early.ok ? 'open' : early.failure.code).toMatch(/^token(Removed|Changed)$/);
    await station.until((overview) => overview.tokens[0]?.certificates[0]?.fingerprint === other.fingerprint);
    expect(await open()).toEqual({ ok: false, failure: { code: 'tokenChanged' } });
    expect(stranger.triesLeft).toBe(3);
  });

  it('spends the last try only when the official said so, and never asks a locked card', async () => {
    const card = rsaCard();
    await insert(card);
    expect(await open('000000')).toMatchObject({ ok: false, failure: { code: 'pinWrong' } });
    expect(await open('000000')).toEqual({ ok: false, failure: { code: 'pinWrong', triesLeft: 'one' } });
    expect(await open('123456')).toEqual({ ok: false, failure: { code: 'finalTryNotConfirmed' } });
    expect(card.triesLeft).toBe(1);
    await station.until(() => pinState() === 'final', soonMs);
    expect(await open('000000', rsa.fingerprint, true)).toEqual({ ok: false, failure: { code: 'pinLocked' } });
    await station.until(() => pinState() === 'locked', soonMs);
    const asked = first.commands;
    expect(await open('123456', rsa.fingerprint, true)).toEqual({ ok: false, failure: { code: 'pinLocked' } });
    expect(first.commands).toBe(asked);
  });

  it('refuses a PIN of a length the card cannot have, without spending a try', async () => {
    const card = rsaCard();
    await insert(card);
    expect(await open('1')).toMatchObject({ ok: false, failure: { code: 'pinLength', min: 4, max: 8 } });
    expect(await open('1234567890')).toMatchObject({ ok: false, failure: { code: 'pinLength' } });
    expect(card.triesLeft).toBe(3);
  });

  it('asks the signature key’s PIN again for each signature, from one entry', async () => {
    const card = createPivCard({ holder: 0x44, signature: p256 });
    await insert(card);
    const session = await open('123456', p256.fingerprint);
    if (!session.ok) throw new Error(session.failure.code);
    for (const text of ['uno', 'dos', 'tres']) {
      const signed = await session.value.sign(Buffer.from(text), 'ecdsa-sha256');
      expect(signed.ok && verifies(p256.certificate, 'ecdsa-sha256', Buffer.from(text), signed.value)).toBe(true);
    }
    expect(card.signatures).toBe(3);
  });

  it('spends no try when another program resets the card, whether the module logs in again by itself or not', async () => {
    const card = rsaCard();
    await insert(card);
    const session = await opened();
    expect((await session.sign(Buffer.from('x'), 'rsa-sha256')).ok).toBe(true);
    card.reset();
    const signed = await session.sign(Buffer.from('y'), 'rsa-sha256');
    expect(signed.ok ? 'signed' : signed.failure.code).toMatch(/^(signed|sessionEnded)$/);
    expect(card.triesLeft).toBe(3);
  });

  it('changes the PIN on the card', async () => {
    const card = rsaCard();
    await insert(card);
    const { serial = '', module = '' } = station.tokens.overview().tokens[0] ?? {};
    const change = (oldPin: string, newPin: string) =>
      station.tokens.changePin({ serial, module, oldPin: pinOf(oldPin), newPin: pinOf(newPin) });
    expect(await change('000000', '777777')).toMatchObject({ ok: false, failure: { code: 'pinWrong' } });
    expect(await change('123456', '777777')).toEqual({ ok: true, value: null });
    expect(card.pin).toBe('777777');
    expect((await open('777777')).ok).toBe(true);
  });
});
