import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { SignaturePlan } from '#core/documents/document-type.ts';
import { recognise } from '#core/documents/types.ts';
import type { RunningGateway } from '#gateway/start-gateway.ts';
import { practisedTypes } from '#main/practice/directory.ts';
import type { Identity } from '#main/practice/issue.ts';
import { practiceCountries, type PracticeCountry, type PracticePki } from '#main/practice/pki.ts';
import type { PracticeSample } from '#main/practice/samples.ts';
import type { Visitors } from '#main/practice/visitors.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';

/** What the inspectors of the four countries practise on: what they sign, they also receive. */
const arriving = practisedTypes('inspector');

/** What other countries might send this one: whole certificates that nobody has signed yet. */
export function samplesFor(samples: readonly PracticeSample[], country: PracticeCountry): readonly PracticeSample[] {
  return samples.filter(
    ({ type, issuer, destination, expects, isSigned }) =>
      arriving.includes(type) && destination === country && issuer !== country && expects === 'valid' && !isSigned,
  );
}

/** The country whose outsider and former official sign what must not be believed. */
export function visitorCountry(samples: readonly PracticeSample[], country: PracticeCountry): PracticeCountry {
  const issuer = samplesFor(samples, country)[0]?.issuer;
  return practiceCountries.find((one) => one === issuer) ?? practiceCountries.find((one) => one !== country) ?? country;
}

/**
 * Four certificates from abroad, one of each kind an inspector must tell apart: a good one, one changed after it was
 * signed, one by somebody no directory knows, one by an official whose certificate was taken back.
 */
export function addInbound(
  gateway: RunningGateway,
  parts: {
    readonly pki: PracticePki;
    readonly visitors: Visitors;
    readonly samples: readonly PracticeSample[];
    readonly folder: string;
    readonly country: PracticeCountry;
    readonly now: Date;
  },
): void {
  const { pki, visitors, folder, country, now } = parts;
  const samples = samplesFor(parts.samples, country);
  const home = samples.find(({ issuer }) => issuer === visitors.country);
  if (!home) return;
  const other = samples.find(({ issuer }) => issuer !== visitors.country) ?? home;
  const inspector = (issuer: string): Identity => {
    const found = pki.officials.find((one) => one.country === issuer && one.role === 'inspector');
    if (!found) throw new Error(`no practice inspector of ${issuer}`);
    return found.identity;
  };
  const sent: readonly (readonly [sample: PracticeSample, signer: Identity, alter: (bytes: Uint8Array) => Uint8Array])[] = [
    [home, inspector(home.issuer), (bytes) => bytes],
    [other, inspector(other.issuer), tenfoldWeight],
    [home, visitors.outsider, (bytes) => bytes],
    [home, visitors.former, (bytes) => bytes],
  ];
  const documents = createXmlDocuments({ schemaFolder: join(folder, '..') });
  for (const [index, [sample, signer, alter]] of sent.entries()) {
    const number = `${sample.number.slice(0, -3)}90${index + 1}`;
    const bytes = new TextEncoder().encode(readFileSync(join(folder, sample.file), 'utf8').replaceAll(sample.number, number));
    const root = documents.read(bytes);
    const known = root.ok && recognise(root.value);
    if (!known) throw new Error(`practice document of no type: ${sample.file}`);
    const { typeCode } = known.type.summarise(root.value);
    const signed = signedBy(signer, known.type.signaturePlan(known.version), bytes);
    gateway.admin.addInbound({ header: headerOf(sample.issuer, country, typeCode, number, now), bytes: alter(signed) });
  }
}

/** Reads as a digit more: what a forger would do, and what no eye sees. */
function tenfoldWeight(bytes: Uint8Array): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll(/(<[\w:]*Weight\w*[^>]*>\d+)/g, '$10'));
}

function signedBy(signer: Identity, plan: SignaturePlan, bytes: Uint8Array): Uint8Array {
  const isRsa = signer.key.kind.startsWith('rsa-');
  const prepared = createXmlSigning().prepare(bytes, plan, signer.certificate, isRsa ? 'rsa-sha256' : 'ecdsa-sha256');
  if (!prepared.ok) throw new Error(`practice document not signed: ${prepared.failure.code}`);
  const key = createPrivateKey(signer.privateKeyPem);
  // XMLDSig writes r and s side by side (RFC 4050 section 3.3)
  return prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, isRsa ? key : { key, dsaEncoding: 'ieee-p1363' }));
}

function headerOf(from: string, to: string, documentType: string, documentId: string, now: Date) {
  return {
    interaction: 'EnvioDocumento',
    service: `Documento.${documentType}`,
    sender: `VUCE${from}`,
    senderCountry: from,
    receiver: `VUCE${to}`,
    receiverCountry: to,
    transaction: randomUUID(),
    state: 'ENV',
    at: now.toISOString(),
    documentType,
    documentId,
    originalTransaction: null,
  };
}
