import pkcs11js from 'pkcs11js';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { makeBenchToken, type BenchToken } from '../bench-token.ts';
import { ordinaryCertificate } from '../documents.ts';
import { measureJdk } from '../jdk.ts';
import { atLeast, type Measure } from '../measure.ts';
import { openBenchStation, type BenchStation } from '../station.ts';

const count = 500;

/** (a) and (b): a batch of 500, the whole way, against the token alone and against the JDK on a token of the same kind. */
export const signing: Measure = {
  id: 'signing',
  title: `documents signed a second in a batch of ${count} five-kilobyte certificates, RSA-2048 on SoftHSM`,
  run: async () => {
    const token = await makeBenchToken();
    const bench = await openBenchStation();
    try {
      // what is measured ends with the durable enqueue: the line is down, so nothing is delivered meanwhile
      await bench.practice.gateway.close();
      const raw = signRaw(token);
      const { perSecond, validateMs } = await signBatch(bench);
      const withValidation = count / (count / perSecond + validateMs / 1000);
      const file = join(token.folder, 'certificate.xml');
      writeFileSync(file, ordinaryCertificate());
      const jdk = measureJdk(token, file, count);
      const figure = (rate: number) => `${rate.toFixed(0)}/s`;
      return [
        { what: 'raw C_Sign', figures: figure(raw), ratio: null, goal: '', isMet: null },
        {
          what: 'batch: parse, sign, verify own result, durable enqueue, against raw C_Sign',
          figures: figure(perSecond),
          ...atLeast(perSecond / raw, 0.9),
        },
        {
          what: 'the same with schema validation of each counted in',
          figures: figure(withValidation),
          ...atLeast(withValidation / raw, 0.9),
        },
        jdk === null
          ? { what: 'the JDK', figures: 'no Java here', ratio: null, goal: '', isMet: null }
          : {
              what: `batch against the JDK (${figure(jdk.signPerSecond)}, nothing verified or stored)`,
              figures: figure(perSecond),
              ...atLeast(perSecond / jdk.signPerSecond, 1.1),
            },
      ];
    } finally {
      await bench.close();
      token.remove();
    }
  },
};

/** C_SignInit and C_Sign in a loop, in this process: nothing can be faster on this token. */
function signRaw(token: BenchToken): number {
  process.env['SOFTHSM2_CONF'] = token.environment.SOFTHSM2_CONF;
  const pkcs11 = new pkcs11js.PKCS11();
  pkcs11.load(token.module);
  pkcs11.C_Initialize();
  try {
    const slot = pkcs11.C_GetSlotList(true)[0];
    if (slot === undefined) throw new Error('no slot');
    const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
    pkcs11.C_Login(session, pkcs11js.CKU_USER, token.pin);
    pkcs11.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }]);
    const key = pkcs11.C_FindObjects(session, 1)[0];
    pkcs11.C_FindObjectsFinal(session);
    if (key === undefined) throw new Error('no key');
    const data = createHash('sha256').update('x').digest();
    const signOnce = () => {
      pkcs11.C_SignInit(session, { mechanism: pkcs11js.CKM_SHA256_RSA_PKCS }, key);
      pkcs11.C_Sign(session, data, Buffer.alloc(256));
    };
    for (let i = 0; i < 50; i += 1) signOnce();
    const start = performance.now();
    for (let i = 0; i < count; i += 1) signOnce();
    return (count * 1000) / (performance.now() - start);
  } finally {
    pkcs11.C_Finalize();
    pkcs11.close();
    delete process.env['SOFTHSM2_CONF'];
  }
}

/** Two batches through the station's own use cases; the second is warm, as the peer's second round is. */
async function signBatch(bench: BenchStation): Promise<{ perSecond: number; validateMs: number }> {
  await signOneBatch(bench, 'A');
  const perSecond = await signOneBatch(bench, 'B');
  const documents = createXmlDocuments({ schemaFolder: resolve(import.meta.dirname, '../../schemas') });
  const bytes = ordinaryCertificate();
  const start = performance.now();
  for (let i = 0; i < count; i += 1) documents.validate(bytes, 'sps-13B/SPSCertificate.xsd');
  return { perSecond, validateMs: performance.now() - start };
}

async function signOneBatch({ open }: BenchStation, series: string): Promise<number> {
  const { handlers } = open.station;
  const text = new TextDecoder().decode(ordinaryCertificate());
  const number = /<ram:ID>([^<]+)<\/ram:ID>/.exec(text)?.[1] ?? '';
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const bytes = new TextEncoder().encode(text.replaceAll(number, `BENCH-${series}-${i}`));
    const received = await handlers.receiveFile({ name: `${i}.xml`, bytes });
    if (!received.ok) throw new Error(JSON.stringify(received.failure));
    const review = await handlers.openReview({ id: received.value.id });
    if (!review.ok) throw new Error(JSON.stringify(review.failure));
    const approved = await handlers.approve({ id: received.value.id, digest: review.value.digest });
    if (!approved.ok) throw new Error(JSON.stringify(approved.failure));
    ids.push(received.value.id);
  }
  await open.tokens.refresh();
  const shown = await handlers.tokens({});
  const certificate = shown.ok
    ? shown.value.tokens.flatMap((token) => token.certificates).find((each) => each.key?.startsWith('RSA'))
    : undefined;
  if (certificate === undefined) throw new Error('no RSA certificate on the token');
  const start = performance.now();
  const batch = await handlers.sign({ ids, fingerprint: certificate.fingerprint });
  if (!batch.ok) throw new Error(JSON.stringify(batch.failure));
  await untilFinished(open.station, batch.value.batchId);
  return (count * 1000) / (performance.now() - start);
}

async function untilFinished(station: BenchStation['open']['station'], batchId: string): Promise<void> {
  let wake: () => void = () => undefined;
  const stop = station.listen(() => wake());
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      const now = await station.handlers.batch({ batchId });
      if (!now.ok) throw new Error(JSON.stringify(now.failure));
      if (now.value.state === 'finished') return;
      if (now.value.state === 'halted') throw new Error(JSON.stringify(now.value.failure));
      // the window asks again a few times a second too, not at every document
      await changed;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    stop();
  }
}
