import { randomUUID, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { documentTypes } from '#core/documents/types.ts';
import { verifyDocument } from '#main/station/verify-document.ts';
import type { PracticeOfficial, PracticePki } from '#main/practice/pki.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { makeBenchToken } from '../bench-token.ts';
import { ordinaryCertificate } from '../documents.ts';
import { measureJdk } from '../jdk.ts';
import { atMost, type Measure, type Measurement } from '../measure.ts';
import { openBenchStation, type BenchStation } from '../station.ts';

const rounds = 1_000;
const aDay = 2_000;
const longestStallMs = 100;

/** What arrives: judged whole, against the JDK's bare verification; and a day of it while the station answers. */
export const incoming: Measure = {
  id: 'incoming',
  title: `what arrives, judged by both implementations; ${aDay} certificates of a day with the station live`,
  run: async () => {
    const station = await openBenchStation();
    try {
      return [...(await againstJdk(station, inspectorOf(station, 'CO'))), ...(await day(station, inspectorOf(station, 'MX')))];
    } finally {
      await station.close();
    }
  },
};

function inspectorOf({ practice }: BenchStation, country: string): PracticeOfficial {
  const found = practice.pki.officials.find((one) => one.country === country && one.role === 'inspector');
  if (!found) throw new Error(`the practice has no inspector of ${country}`);
  return found;
}

async function againstJdk(station: BenchStation, signer: PracticeOfficial): Promise<readonly Measurement[]> {
  const signed = signedBy(signer, ordinaryCertificate());
  const verification = createXmlVerification();
  const verifier = {
    verification,
    documents: createXmlDocuments({ schemaFolder: station.practice.config.schemaFolder }),
    types: documentTypes,
    trust: trustOf(station.practice.pki),
    asksDirectory: false,
  };
  const at = new Date();
  const judge = (signatureOnly: boolean) =>
    verifyDocument(verifier, { file: 'x.xml', bytes: signed, at, signatureOnly, certificate: null });
  const sound = await judge(false);
  if (sound.signatures[0]?.verdict !== 'valid') throw new Error(`the sample is ${sound.verdict}: ${sound.reasons.join(' ')}`);
  const whole = await perSecond(() => judge(false));
  const bare = await perSecond(() => verification.verify(signed));
  const token = await makeBenchToken();
  try {
    const file = join(token.folder, 'certificate.xml');
    writeFileSync(file, ordinaryCertificate());
    const peer = measureJdk(token, file, rounds);
    const against = (rate: number): Pick<Measurement, 'ratio' | 'goal' | 'isMet'> =>
      peer === null ? { ratio: null, goal: '', isMet: null } : { ratio: rate / peer.verifyPerSecond, goal: 'none', isMet: null };
    const plain = { ratio: null, goal: '', isMet: null };
    return [
      { what: 'the JDK, one implementation, no trust', figures: peer === null ? 'no Java here' : `${peer.verifyPerSecond}/s`, ...plain },
      { what: 'both implementations, no trust, against the JDK', figures: `${bare.toFixed(0)}/s`, ...against(bare) },
      { what: 'both, with path, revocation, schema and rules', figures: `${whole.toFixed(0)}/s`, ...plain },
    ];
  } finally {
    token.remove();
  }
}

function trustOf({ root, issuing, crls }: PracticePki) {
  return createTrust({ anchors: [root.certificate], intermediates: [issuing.certificate], crls, clock: { now: () => new Date() } });
}

/** The loop's own delay tells how long a click would have waited; a question is asked of the station all the while. */
async function day(station: BenchStation, signer: PracticeOfficial): Promise<readonly Measurement[]> {
  const { practice, open } = station;
  const text = readFileSync(join(practice.config.schemaFolder, 'samples/phytosanitary/mx-co-reexportacion.xml'), 'utf8');
  for (let i = 0; i < aDay; i += 1) {
    const number = `BENCH-MX-${String(i).padStart(6, '0')}`;
    const bytes = signedBy(signer, new TextEncoder().encode(text.replace(/(<ram:ID>)[^<]+/, `$1${number}`)));
    practice.gateway.admin.addInbound({ header: headerOf(number), bytes });
  }
  const answers: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const start = performance.now();
      const status = await open.station.handlers.status({});
      if (!status.ok) throw new Error(JSON.stringify(status.failure));
      await new Promise((resolve) => setTimeout(resolve, 5));
      answers.push(performance.now() - start - 5);
    }
  })();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await open.station.syncOnce();
  for (;;) {
    const counted = judgedOf(station);
    if (counted >= aDay) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  isOver = true;
  await asking;
  const first = open.store.incoming.list({ limit: 1 });
  const judgement = first.ok ? first.value.rows[0]?.judgement : null;
  if (judgement?.verdict !== 'valid') throw new Error(`a sound certificate was judged ${JSON.stringify(judgement)}`);
  const longest = Math.max(...answers);
  return [
    { what: 'fetched, stored, judged whole', figures: `${aDay} in ${seconds.toFixed(1)} s`, ratio: null, goal: '', isMet: null },
    {
      what: 'longest stall of the station meanwhile, against what a person notices',
      figures: `${longest.toFixed(0)} ms (99th percentile of the loop ${(delay.percentile(99) / 1e6).toFixed(0)} ms) against ${longestStallMs} ms`,
      ...atMost(longest / longestStallMs, 1),
    },
  ];
}

function judgedOf({ open }: BenchStation): number {
  const states = open.store.monitor.byState();
  if (!states.ok) throw new Error(JSON.stringify(states.failure));
  return states.value
    .filter(({ direction, state }) => direction === 'incoming' && state !== 'arrived')
    .reduce((sum, { count }) => sum + count, 0);
}

async function perSecond(work: () => unknown): Promise<number> {
  for (let i = 0; i < rounds / 2; i += 1) await work();
  const start = performance.now();
  for (let i = 0; i < rounds; i += 1) await work();
  return (rounds * 1000) / (performance.now() - start);
}

function signedBy({ identity }: PracticeOfficial, bytes: Uint8Array): Uint8Array {
  const prepared = createXmlSigning().prepare(bytes, { kind: 'enveloped' }, identity.certificate, 'rsa-sha256');
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure));
  return prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, identity.privateKeyPem));
}

function headerOf(documentId: string) {
  return {
    interaction: 'EnvioDocumento',
    service: 'Documento.851',
    sender: 'VUCEMX',
    senderCountry: 'MX',
    receiver: 'VUCECO',
    receiverCountry: 'CO',
    transaction: randomUUID(),
    state: 'ENV',
    at: new Date().toISOString(),
    documentType: '851',
    documentId,
    originalTransaction: null,
  };
}
