import { createHash } from 'node:crypto';
import { z } from 'zod/mini';
import type { Manifest, ManifestEntry } from '#main/station/dossier/dossier.ts';
import type { ZipEntry } from '#main/station/dossier/zip.ts';

type Head = Omit<Manifest, 'entries' | 'seal'>;

export function makeManifest(head: Head, files: readonly ZipEntry[]): Manifest {
  const { entries, seal } = chain(head, files);
  return { ...head, entries, seal };
}

function chain(head: Head, files: readonly ZipEntry[]): { readonly entries: readonly ManifestEntry[]; readonly seal: string } {
  let link = sha256(JSON.stringify(headValues(head)));
  const entries = files.map(({ name, bytes }) => {
    const own = sha256(bytes);
    link = sha256(`${link}\n${name}\n${own}\n`);
    return { name, sha256: own, size: bytes.length, chain: link };
  });
  return { entries, seal: link };
}

/** In a fixed order, whatever order a file was written in. */
function headValues(head: Head): readonly unknown[] {
  return [
    head.format,
    head.formatVersion,
    head.number,
    head.type,
    head.version,
    head.signedAt,
    head.exportedAt,
    head.exportedBy,
    head.digest,
  ];
}

const manifestShape = z.object({
  format: z.literal('rubrica-dossier'),
  formatVersion: z.literal(1),
  number: z.string(),
  type: z.string(),
  version: z.string(),
  signedAt: z.iso.datetime(),
  exportedAt: z.iso.datetime(),
  exportedBy: z.string(),
  digest: z.string(),
  entries: z.array(z.object({ name: z.string(), sha256: z.string(), size: z.number(), chain: z.string() })),
  seal: z.string(),
});

export function readManifest(bytes: Uint8Array): Manifest | null {
  try {
    return manifestShape.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    // not UTF-8, not JSON or another shape: it is no manifest of ours
    return null;
  }
}

/** Names of files that are not as the manifest says; `manifest.json` where the manifest itself does not add up. */
export function alteredFiles(manifest: Manifest, files: readonly ZipEntry[]): readonly string[] {
  const altered = new Set<string>();
  const expected = chain(manifest, files);
  for (const entry of manifest.entries) {
    const file = files.find((one) => one.name === entry.name);
    if (!file || sha256(file.bytes) !== entry.sha256) altered.add(entry.name);
  }
  for (const file of files) if (!manifest.entries.some((entry) => entry.name === file.name)) altered.add(file.name);
  if (altered.size === 0 && (expected.seal !== manifest.seal || JSON.stringify(expected.entries) !== JSON.stringify(manifest.entries))) {
    altered.add('manifest.json');
  }
  return [...altered];
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
