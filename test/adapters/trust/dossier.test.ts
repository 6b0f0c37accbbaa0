import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { documentTypes } from '#core/documents/types.ts';
import { practiceDirectory, practiceRows } from '#main/practice/directory.ts';
import { createPracticePki, practiceCrls } from '#main/practice/pki.ts';
import type { DossierInput } from '#main/station/dossier/dossier.ts';
import { exportDossier } from '#main/station/dossier/export-dossier.ts';
import { exitCodeOfDossier, verifyDossier } from '#main/station/dossier/verify-dossier.ts';
import type { DossierReport } from '#main/station/dossier/verify-dossier.ts';
import { readZip, writeZip } from '#main/station/dossier/zip.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { origin } from '#test/adapters/xml/certificates.ts';
import { signedBy } from '#test/fixtures/trust/signed.ts';

const schemas = fileURLToPath(new URL('../../../schemas', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rubrica-dossier-'));
afterAll(() => rmSync(folder, { recursive: true }));

const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000);
const pki = await createPracticePki({ now: signedAt });
const inspector = pki.officials.find((one) => one.country === 'CL' && one.role === 'inspector');
if (!inspector) throw new Error('fixture');
const { samples } = JSON.parse(readFileSync(join(schemas, 'samples/index.json'), 'utf8')) as {
  samples: { file: string; issuer: string }[];
};
const sample = samples.find((one) => one.issuer === 'CL' && one.file.includes('phyto')) ?? samples[0];
const signed = signedBy(inspector.identity, readFileSync(join(schemas, 'samples', sample?.file ?? '')));
const directory = await practiceDirectory(pki.directoryAuthority, {
  isFull: true,
  sequence: 1,
  issuedAt: signedAt.toISOString(),
  rows: practiceRows(pki, signedAt),
});
const input: DossierInput = {
  number: 'CL-1',
  type: 'phytosanitary',
  version: '17A',
  signedAt: signedAt.toISOString(),
  exportedAt: signedAt.toISOString(),
  exportedBy: 'Inspector de práctica CL',
  document: signed.bytes,
  digest: signed.digest,
  path: [inspector.identity.certificate, pki.issuing.certificate, pki.root.certificate],
  otherCertificates: [],
  crls: pki.crls,
  ocsp: [],
  directory: { extract: null, files: [directory] },
  receipts: [{ name: '../acuse 1.json', bytes: Buffer.from('{"code":"RCB"}') }],
  journal: '{"seq":1}\n',
};
const dossier = exportDossier(input);

async function check(bytes: Uint8Array, now = signedAt, crls: readonly Uint8Array[] = []): Promise<DossierReport> {
  const verification = createXmlVerification();
  const report = await verifyDossier('dossier.zip', bytes, {
    verification,
    documents: createXmlDocuments({ schemaFolder: schemas }),
    types: documentTypes,
    now,
    openTrust: (evidence) => {
      const trust = createTrust({
        anchors: [pki.root.certificate],
        intermediates: evidence.intermediates,
        crls: [...evidence.crls, ...crls],
        ocsp: evidence.ocsp,
        officials: memoryOfficials(),
        directory: { authorities: [pki.directoryAuthority.certificate], verification },
        clock: { now: () => now },
      });
      const taken = evidence.directoryFiles.map((file) => trust.keeping.takeDirectory(file));
      return { trust, hasDirectory: taken.some((one) => one.ok) };
    },
  });
  if (!report.ok) throw new Error(report.failure.code);
  return report.value;
}

/** The dossier unpacked, and what the lines of its README come to there. */
function unpacked(name: string, bytes: Uint8Array): { readonly place: string; readonly lines: readonly string[]; run(): void } {
  const place = join(folder, name);
  for (const entry of readZip(bytes) ?? []) {
    mkdirSync(dirname(join(place, entry.name)), { recursive: true });
    writeFileSync(join(place, entry.name), entry.bytes);
  }
  const lines = readFileSync(join(place, 'README.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^(sha256sum|xmlsec1|openssl) /.test(line));
  return { place, lines, run: () => lines.forEach((line) => execFileSync('sh', ['-e', '-c', line], { cwd: place, stdio: 'pipe' })) };
}

describe('the dossier', () => {
  it('is one file whose README checks it without us', () => {
    const { place, lines, run } = unpacked('whole', dossier);
    expect(lines).toHaveLength(4);
    expect(run).not.toThrow();
    const document = readFileSync(join(place, 'document.xml'), 'utf8');
    writeFileSync(join(place, 'document.xml'), document.replace(/>([^<>]*[a-z][^<>]*)</, '>other<'));
    expect(run).toThrow();
  });

  it('of a certificate of origin has the official’s signature checked, not the exporter’s before it', () => {
    const certifier = pki.officials.find((one) => one.country === 'CL' && one.role === 'certifier');
    if (!certifier) throw new Error('fixture');
    const exporters = signedBy(pki.directoryAuthority, Buffer.from(origin()), { kind: 'sibling', id: 'COD' });
    const both = signedBy(certifier.identity, exporters.bytes, { kind: 'sibling', id: 'CODEH' });
    const path = [certifier.identity.certificate, ...input.path.slice(1)];
    const { place, lines, run } = unpacked('origin', exportDossier({ ...input, document: both.bytes, digest: both.digest, path }));
    expect(run).not.toThrow();
    const document = readFileSync(join(place, 'document.xml'), 'utf8');
    writeFileSync(join(place, 'document.xml'), document.replace('Entidad Habilitada', 'Otra'));
    const [line = ''] = lines.filter((one) => one.startsWith('xmlsec1'));
    expect(() => execFileSync('sh', ['-e', '-c', line], { cwd: place, stdio: 'pipe' })).toThrow();
  });

  it('is judged anew, as of then and as of now', async () => {
    const report = await check(dossier);
    expect(report).toMatchObject({ altered: [], isDigestKept: true, asOfThen: { verdict: 'valid' }, asOfNow: { verdict: 'valid' } });
    expect(exitCodeOfDossier(report)).toBe(0);
    const later = new Date(signedAt.getTime() + 100 * 86_400_000);
    const told = await practiceCrls(pki.root, pki.issuing, later, [
      { identity: inspector.identity, at: new Date(signedAt.getTime() + 50 * 86_400_000) },
    ]);
    const revoked = await check(dossier, later, told);
    expect(revoked.asOfThen.verdict).toBe('valid');
    expect(revoked.asOfNow.reasons[0]).toBe('revoked');
  });

  it('names every file that was changed, added or left out', async () => {
    const entries = readZip(dossier) ?? [];
    const changed = entries.map((one) => (one.name === 'journal.ndjson' ? { ...one, bytes: Buffer.from('{}') } : one));
    expect((await check(writeZip(changed))).altered).toEqual(['journal.ndjson']);
    const added = [...entries, { name: 'receipts/9-forged.json', bytes: Buffer.from('{}') }];
    expect((await check(writeZip(added))).altered).toEqual(['receipts/9-forged.json']);
    const fewer = entries.filter((one) => !one.name.startsWith('receipts/'));
    expect((await check(writeZip(fewer))).altered).toEqual(['receipts/0-acuse-1.json']);
    const redated = entries.map((one) =>
      one.name === 'manifest.json' ? { ...one, bytes: Buffer.from(Buffer.from(one.bytes).toString().replaceAll('CL-1', 'CL-2')) } : one,
    );
    const report = await check(writeZip(redated));
    expect(report.altered).toEqual(['manifest.json']);
    expect(exitCodeOfDossier(report)).toBe(1);
  });

  it('does not open archives it could not have written', () => {
    expect(readZip(dossier.subarray(0, -1))).toBeNull();
    expect(readZip(Buffer.concat([dossier, Buffer.of(0)]))).toBeNull();
    expect(readZip(writeZip([{ name: '../x', bytes: new Uint8Array() }]))).toBeNull();
    const twice = [
      { name: 'a', bytes: Buffer.of(1) },
      { name: 'a', bytes: Buffer.of(2) },
    ];
    expect(readZip(writeZip(twice))).toBeNull();
    const packed = Buffer.from(writeZip([{ name: 'a', bytes: Buffer.of(1) }]));
    packed.writeUInt16LE(8, packed.indexOf('504b0102', 0, 'hex') + 10);
    expect(readZip(packed)).toBeNull();
  });
});
