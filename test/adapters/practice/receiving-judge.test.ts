import { createPrivateKey, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { createReceivingJudge } from '#main/practice/receiving-judge.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { sharedPki } from '#test/fakes/exchange.ts';

it('a practice country acknowledges what is signed well, and answers ERR with the reason to what was changed afterwards', async () => {
  const judge = createReceivingJudge();
  const { officials } = await sharedPki();
  const official = officials.find(({ role }) => role === 'inspector');
  if (!official) throw new Error('no practice inspector');
  const document = new TextEncoder().encode('<Certificado><Peso>1000</Peso></Certificado>');
  expect(judge(document)).toMatchObject([{ code: 'SIG', message: expect.stringContaining('no-signature') as string }]);

  const prepared = createXmlSigning().prepare(document, { kind: 'enveloped' }, official.identity.certificate, 'rsa-sha256');
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const signed = prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, createPrivateKey(official.identity.privateKeyPem)));
  expect(judge(signed)).toEqual([]);

  const changed = Buffer.from(Buffer.from(signed).toString('utf8').replace('>1000<', '>9000<'), 'utf8');
  expect(judge(changed)).toMatchObject([{ code: 'SIG', message: expect.stringContaining('digest-mismatch') as string }]);
});
