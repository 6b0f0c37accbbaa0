import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareFiles, isProblem, packListing, readManifest, type PackManifest } from '#core/documents/pack.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

const folder = `${schemaFolder}packs/pacific-alliance-origin/`;
const written: unknown = JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8'));
const hash = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function manifest(): PackManifest {
  const read = readManifest(written);
  if (isProblem(read)) throw new Error(read.kind);
  return read;
}

function files(): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'manifest.json');
  return new Map(names.map((name) => [name, hash(readFileSync(folder + name))]));
}

describe('the schema pack of the Alliance', () => {
  it('is provisional and lists every file with its hash', () => {
    expect(manifest().isProvisional).toBe(true);
    expect(compareFiles(manifest(), files())).toEqual([]);
  });

  it('has another hash as soon as a file has', () => {
    const first = manifest();
    const changed = { ...first, files: first.files.map((file, index) => (index === 0 ? { ...file, sha256: 'f'.repeat(64) } : file)) };
    expect(hash(packListing(changed))).not.toBe(hash(packListing(first)));
    expect(packListing({ ...first, files: first.files.toReversed() })).toBe(packListing(first));
  });

  it('is refused with a file changed, missing or added', () => {
    const found = files();
    found.set('cod.xsd', '0'.repeat(64));
    found.delete('labels.json');
    found.set('more.xsd', '1'.repeat(64));
    expect(compareFiles(manifest(), found)).toEqual([
      { kind: 'fileChanged', path: 'cod.xsd' },
      { kind: 'fileMissing', path: 'labels.json' },
      { kind: 'fileUnlisted', path: 'more.xsd' },
    ]);
  });

  it.each(['../other/cod.xsd', '/etc/passwd', 'a/../../b', 'c:\\cod.xsd', ''])('does not reach out of its folder by %j', (path) => {
    const reaching = { ...manifest(), files: [...manifest().files, { path, sha256: 'a'.repeat(64) }] };
    expect(readManifest(reaching)).toEqual({ kind: 'unsafePath', path });
  });

  it.each(['id', 'version', 'title', 'isProvisional', 'documentType', 'documentVersions', 'entry', 'files', 'source', 'date'])(
    'without %s is no manifest',
    (field) => {
      expect(readManifest({ ...manifest(), [field]: undefined })).toEqual({ kind: 'notAManifest', field });
    },
  );
});
