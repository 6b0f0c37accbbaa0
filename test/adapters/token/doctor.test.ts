import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '#core/failure.ts';
import { tokenProblemLevel, type TokenProblemCode } from '#core/token-problem.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import type { TokenOverview, TokenState } from '#main/ports/token.ts';
import { diagnoseTokens, type IsOfficial } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';
import { signMarkedText } from '#main/station/test-signature.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { testIdentity } from '#test/fixtures/token/identities.ts';
import { pinOf, startStation, temporaryFolder, type TestStation } from '#test/adapters/token/station.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('the doctor', () => {
  let station: TestStation;
  let good: TokenState;
  let healthy: TokenOverview;
  const running = { cardService: 'running', isRemoteDesktop: false } as const;
  const today = new Date('2030-01-01T00:00:00Z');

  beforeAll(async () => {
    const { module, environment } = makeSoftHsm(folder.path, ['rsa2048', 'p256']);
    station = startStation({ modules: [{ path: module }], environment });
    healthy = await station.tokens.refresh();
    const [token] = healthy.tokens;
    if (token === undefined) throw new Error('no token');
    good = token;
  });
  afterAll(() => station.close());

  const codes = (
    overview: Partial<TokenOverview>,
    machine: Parameters<typeof diagnoseTokens>[1] = running,
    at = today,
  ): TokenProblemCode[] => diagnoseTokens({ ...healthy, ...overview }, machine, at).map((problem) => problem.code);
  const withToken = (change: Partial<TokenState>): Partial<TokenOverview> => ({ tokens: [{ ...good, ...change }] });
  const module = (change: Partial<TokenOverview['modules'][number]>): Partial<TokenOverview> => ({
    modules: [{ path: '/m.so', name: 'm', state: 'ready', failure: null, readersWithoutToken: [], ...change }],
    tokens: [],
  });

  it('finds nothing wrong where nothing is wrong', () => {
    expect(codes({})).toEqual([]);
  });

  it('names the machine’s own troubles', () => {
    const stopped = { cardService: 'stopped', isRemoteDesktop: false } as const;
    expect(codes({ modules: [], tokens: [] }, stopped)).toEqual(['serviceStopped', 'noDriver']);
    // an HSM, or a token in software, is at work without it
    expect(codes({}, stopped)).toEqual([]);
    expect(codes({}, { cardService: 'running', isRemoteDesktop: true })).toEqual(['remoteDesktop']);
    expect(codes({ modules: [], tokens: [] })).toEqual(['noDriver']);
  });

  it('names what is wrong with modules and readers', () => {
    expect(codes(module({}))).toEqual(['noReader']);
    expect(codes(module({ readersWithoutToken: ['Lector 1'] }))).toEqual(['readerWithoutCard']);
    const wrong = { code: 'moduleWrongArchitecture', module: '/m.so', found: 'ia32', needed: 'x64' } as const;
    expect(codes(module({ state: 'failed', failure: wrong }))).toEqual(['wrongBitness']);
    const failing = (failure: Failure) => codes(module({ state: 'failed', failure }));
    expect(failing({ code: 'moduleMissing', module: '/m.so' })).toEqual(['driverMissing']);
    expect(failing({ code: 'moduleDependencyMissing', module: '/m.so', dependency: 'libz.so' })).toEqual(['driverIncomplete']);
    expect(failing({ code: 'moduleNotPkcs11', module: '/m.so' })).toEqual(['notADriver']);
    expect(failing({ code: 'moduleCrashed', module: '/m.so' })).toEqual(['moduleFailed']);
    expect(failing({ code: 'hsmNotReachable', module: '/m.so' })).toEqual(['hsmNotReachable']);
  });

  it('does not call a reader empty when another module knows the card in it', () => {
    expect(codes({ ...module({ readersWithoutToken: [good.reader] }), tokens: [good] })).toEqual([]);
  });

  it('names what is wrong on a token', () => {
    expect(codes(withToken({ certificates: [] }))).toEqual(['cardWithoutCertificate']);
    expect(codes(withToken({ keysWithoutCertificate: ['Firma'] }))).toEqual(['keyWithoutCertificate']);
    const [certificate] = good.certificates;
    if (certificate === undefined) throw new Error('no certificate');
    expect(codes(withToken({ certificates: [{ ...certificate, hasKey: false }] }))).toEqual(['certificateWithoutKey']);
    expect(codes(withToken({ certificates: [{ ...certificate, key: null }] }))).toEqual(['keyNotSupported']);
    expect(codes({}, running, new Date('2099-01-01T00:00:00Z'))).toEqual(['certificateExpired', 'certificateExpired']);
    expect(codes({}, running, new Date('2000-01-01T00:00:00Z'))).toEqual(['certificateNotYetValid', 'certificateNotYetValid']);
    for (const [state, code] of [
      ['locked', 'pinLocked'],
      ['final', 'pinLastTry'],
      ['notSet', 'pinNotSet'],
    ] as const) {
      expect(codes(withToken({ pin: { ...good.pin, state } }))).toEqual([code]);
    }
  });

  it('has words for the official and for IT in both languages', () => {
    for (const code of Object.keys(tokenProblemLevel) as TokenProblemCode[]) {
      for (const words of [tokenProblemsEs[code], tokenProblemsEn[code]]) {
        expect(words.title.length * words.mend.length * words.mendForIt.length).toBeGreaterThan(0);
      }
    }
  });

  it('tells a card service that answers from one that does not', async () => {
    const pcscdSocket = join(folder.path, 'service');
    const here = { platform: 'linux', environment: {}, pcscdSocket };
    expect((await readMachine(here)).cardService).toBe('stopped');
    const server = createServer().listen(pcscdSocket);
    await new Promise((resolve) => server.once('listening', resolve));
    expect((await readMachine(here)).cardService).toBe('running');
    await new Promise((resolve) => server.close(resolve));
  });

  it('names a certificate that no official in the directory signs with, and says nothing where there is no directory', () => {
    const problems = (isOfficial: IsOfficial) => diagnoseTokens(healthy, running, today, isOfficial);
    expect(problems(() => false)).toEqual(good.certificates.map(({ label }) => ({ code: 'notInDirectory', certificate: label })));
    expect(problems(() => true)).toEqual([]);
    expect(problems(() => null)).toEqual([]);
  });

  it('makes a test signature, and tells a refused login from a token that signs wrongly', async () => {
    const how = { confirmFinalTry: false, at: today, ms: () => performance.now() };
    for (const certificate of good.certificates) {
      expect(await signMarkedText(station.tokens, { token: good, certificate }, pinOf(softHsmPin), how)).toMatchObject({
        ok: true,
        value: { problem: null },
      });
    }
    const [certificate, foreign] = good.certificates;
    if (certificate === undefined || foreign === undefined) throw new Error('no certificate');
    const refused = await signMarkedText(station.tokens, { token: good, certificate }, pinOf('000000'), how);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'pinWrong' } });
    // the key of another certificate: what comes back does not verify
    const swapped = { ...certificate, der: new Uint8Array(testIdentity('other').certificate), algorithms: certificate.algorithms };
    expect(await signMarkedText(station.tokens, { token: good, certificate: swapped }, pinOf(softHsmPin), how)).toMatchObject({
      ok: true,
      value: { problem: { code: 'selfTestFailed', failure: null } },
    });
    const unable = { ...certificate, algorithms: [] };
    expect(await signMarkedText(station.tokens, { token: good, certificate: unable }, pinOf(softHsmPin), how)).toMatchObject({
      ok: false,
      failure: { code: 'keyCannotSign' },
    });
  });
});
