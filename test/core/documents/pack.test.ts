import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { origin } from '#core/documents/origin/type.ts';
import { dressed, readCodeList, readLabels } from '#core/documents/pack-words.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfView } from '#test/core/documents/values.ts';
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

describe('the words of a pack', () => {
  const view = origin.view(readTree(readFileSync(`${schemaFolder}samples/origin/mx-pe-aguacates-alianza.xml`)));
  const a = { es: 'A de ensayo', en: 'A of a test' };

  it('stand in place of ours for sections, columns and fields, and explain coded values', () => {
    const list = { id: 'x', name: a, source: '', date: '', entries: [{ code: '0804.40', words: a }] };
    const worn = dressed(view, { labels: { exporter: a, GoodsItemCode: a, GeneralComments: a }, codeLists: { GoodsItemCode: list } });
    expect(worn.sections.find(({ id }) => id === 'exporter')?.title).toEqual(a);
    const table = worn.sections.find(({ id }) => id === 'goods')?.table;
    const column = table?.columns.findIndex(({ id }) => id === 'GoodsItemCode') ?? -1;
    expect(table?.columns[column]?.label).toEqual(a);
    expect(table?.rows[0]?.cells[column]?.meaning).toEqual(a);
    expect(worn.sections.flatMap(({ fields }) => fields).find(({ id }) => id === 'GeneralComments')?.label).toEqual(a);
  });

  it('change no value, and leave everything else as it was', () => {
    const worn = dressed(view, { labels: { exporter: a }, codeLists: {} });
    expect(valuesOfView(worn)).toEqual(valuesOfView(view));
    expect(dressed(view, { labels: {}, codeLists: {} })).toEqual(view);
  });

  it('are read only when they are words in both languages', () => {
    expect(readLabels({ exporter: a })).toEqual({ exporter: a });
    expect([readLabels({ exporter: { es: 'solo' } }), readLabels([]), readLabels('x')]).toEqual([null, null, null]);
    expect(readCodeList({ id: 'x', name: a, source: 's', date: 'd', entries: [{ code: 'A' }] })).toBeNull();
  });
});

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
