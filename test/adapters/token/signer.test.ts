import pkcs11js, { type PKCS11 } from 'pkcs11js';
import { afterEach, expect, it, vi } from 'vitest';
import type { OpenLogin } from '#main/token/process/log-in.ts';
import { signSideBySide } from '#main/token/process/sign-each.ts';
import { createSigner } from '#main/token/process/sign.ts';

const login: OpenLogin = {
  slot: '00',
  sessions: [Buffer.from('a'), Buffer.from('b')],
  key: Buffer.from('k'),
  family: 'rsa',
  label: 'firma',
  signatureLength: 8,
  mechanisms: [0x40], // CKM_SHA256_RSA_PKCS
  authenticate: false,
};
afterEach(() => void vi.useRealTimers());
const documents = Array.from({ length: 6 }, (_, i) => Buffer.from(`${i}`));

it('two sessions sign two at a time, and after the first that fails none that waits begins', async () => {
  const begun: string[] = [];
  const pkcs11 = {
    C_SignInit: () => undefined,
    C_SignAsync: async (session: Buffer, data: Buffer) => {
      begun.push(`${data.toString()} on ${session.toString()}`);
      await Promise.resolve();
      if (data.toString() === '3') throw new pkcs11js.Pkcs11Error('CKR_DEVICE_ERROR', 0x30, 'C_Sign');
      return Buffer.from(`signed ${data.toString()}`);
    },
  } as unknown as PKCS11;
  const signer = createSigner(pkcs11, login, null);
  const made = await signSideBySide(documents, (bytes) => signer.signBeside(bytes, 'rsa-sha256'), null);
  expect(made.ok && made.value.signatures.map((each) => Buffer.from(each).toString())).toEqual(['signed 0', 'signed 1', 'signed 2']);
  expect(begun).toHaveLength(4);
  expect(new Set(begun.map((each) => each.slice(-1)))).toEqual(new Set(['a', 'b']));
});

it('tells how long the sessions had the signatures, and not how long these waited for a free one', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const pkcs11 = {
    C_SignInit: () => undefined,
    C_SignAsync: async () => {
      vi.advanceTimersByTime(10);
      return Buffer.from('signed');
    },
  } as unknown as PKCS11;
  const signer = createSigner(pkcs11, { ...login, sessions: login.sessions.slice(0, 1) }, null);
  const made = await signSideBySide(documents, (bytes) => signer.signBeside(bytes, 'rsa-sha256'), null);
  expect(made.ok && made.value.tookMs / documents.length).toBe(10);
});

it('a soft token whose sessions wait for a processor is no slower than its key alone; sessions of an HSM each have their own pace', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const aloneMs = 15;
  let processor = Promise.resolve();
  const pkcs11 = {
    C_SignInit: () => undefined,
    C_SignAsync: async () => {
      processor = processor.then(() => void vi.advanceTimersByTime(aloneMs));
      await processor;
      return Buffer.from('signed');
    },
  } as unknown as PKCS11;
  const paceOf = async (count: number, soft: number | null): Promise<number> => {
    const signer = createSigner(pkcs11, login, null);
    const made = await signSideBySide(documents.slice(0, count), (bytes) => signer.signBeside(bytes, 'rsa-sha256'), soft);
    return made.ok ? made.value.tookMs / count : Number.NaN;
  };
  const both = await paceOf(6, 2);
  expect(both).toBeLessThanOrEqual(aloneMs);
  expect(both).toBeGreaterThan(aloneMs * 0.8);
  // one alone had one session, however many there are
  expect(await paceOf(1, 2)).toBe(aloneMs);
  expect(await paceOf(6, null)).toBe(both * 2);
});
