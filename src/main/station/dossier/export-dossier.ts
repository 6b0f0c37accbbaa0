import { manifestName } from '#main/station/dossier/dossier.ts';
import type { DossierInput } from '#main/station/dossier/dossier.ts';
import { makeManifest, sha256 } from '#main/station/dossier/manifest.ts';
import { readmeOf } from '#main/station/dossier/readme.ts';
import { writeZip } from '#main/station/dossier/zip.ts';
import type { ZipEntry } from '#main/station/dossier/zip.ts';

/** The dossier as one file. The same input gives the same bytes. */
export function exportDossier(input: DossierInput): Uint8Array {
  const evidence: readonly ZipEntry[] = [
    { name: 'document.xml', bytes: input.document },
    ...input.path.map((der, index) => text(`certificates/${index}.pem`, pem(der, 'CERTIFICATE'))),
    ...input.otherCertificates.map((der, index) => text(`certificates/other-${index}.pem`, pem(der, 'CERTIFICATE'))),
    ...(input.crls.length > 0 ? [text('revocation/crls.pem', input.crls.map((der) => pem(der, 'X509 CRL')).join(''))] : []),
    ...input.ocsp.map((bytes, index) => ({ name: `revocation/ocsp-${index}.der`, bytes })),
    ...(input.directory.extract === null ? [] : [text('directory/extract.xml', input.directory.extract)]),
    ...input.directory.files.map((bytes, index) => ({ name: `directory/file-${String(index).padStart(3, '0')}.xml`, bytes })),
    ...input.receipts.map(({ name, bytes }, index) => ({ name: `receipts/${index}-${safe(name)}`, bytes })),
    text('journal.ndjson', input.journal),
  ];
  const sums = evidence.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('');
  const files = [text('README.txt', readmeOf(input)), text('SHA256SUMS', sums), ...evidence];
  const { number, type, version, signedAt, exportedAt, exportedBy, digest } = input;
  const manifest = makeManifest(
    { format: 'rubrica-dossier', formatVersion: 1, number, type, version, signedAt, exportedAt, exportedBy, digest },
    files,
  );
  return writeZip([text(manifestName, `${JSON.stringify(manifest, null, 2)}\n`), ...files]);
}

function text(name: string, contents: string): ZipEntry {
  return { name, bytes: new TextEncoder().encode(contents) };
}

function pem(der: Uint8Array, label: string): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${(lines ?? []).join('\n')}\n-----END ${label}-----\n`;
}

function safe(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[^A-Za-z0-9]+|\.{2,}/g, '') || 'receipt';
}
