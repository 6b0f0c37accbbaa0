import { expect, it } from 'vitest';
import { hostApi } from '#contract/host-api.ts';
import { threadsOf } from '#main/token/fork-token-process.ts';

it.each([
  ['a token', { kind: 'pkcs11', module: '/m.so', ignorePinPad: false, sessions: 1 }],
  ['an HSM', { kind: 'pkcs11', module: '/m.so', ignorePinPad: false, sessions: 32 }],
  ['a file', { kind: 'pkcs12', file: '/k.p12' }],
] as const)('the shell starts the process of %s with the threads it is to have, on however small a machine', (_, source) => {
  const threads = threadsOf(source);
  expect(threads).toBeGreaterThanOrEqual(source.kind === 'pkcs11' ? source.sessions : 1);
  for (const asked of [threads, 1])
    expect(hostApi.openTokenProcess.request.safeParse({ id: 'a', module: '/m.so', threads: asked }).success).toBe(true);
});
