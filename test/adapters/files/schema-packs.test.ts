import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryOf, type CodeList } from '#core/documents/code-lists/code-list.ts';
import { schemaInfo } from '#main/files/schema-info.ts';
import { checkPack, effectiveSchemas, installPack, rollBackPack } from '#main/files/schema-packs.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

const id = 'pacific-alliance-origin';
const shipped = join(schemaFolder, 'packs', id);
const sample = readFileSync(join(schemaFolder, 'samples/origin/mx-pe-aguacates-alianza.xml'));
let folder = '';
let data = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A pack like the shipped one, in which the agreement's code is another. */
function otherPack(version: string, acronym: string): string {
  const made = join(folder, `made-${version}`);
  cpSync(shipped, made, { recursive: true });
  const xsd = readFileSync(join(made, 'cod.xsd'), 'utf8').replaceAll('PAP', acronym);
  writeFileSync(join(made, 'cod.xsd'), xsd);
  const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as { files: { path: string; sha256: string }[] };
  const files = manifest.files.map((file) =>
    file.path === 'cod.xsd' ? { ...file, sha256: createHash('sha256').update(xsd).digest('hex') } : file,
  );
  writeFileSync(join(made, 'manifest.json'), JSON.stringify({ ...manifest, version, files }));
  return made;
}

const findings = (): readonly string[] =>
  createXmlDocuments({ schemaFolder: effectiveSchemas(schemaFolder, data).folder })
    .validate(sample, `packs/${id}/cod.xsd`)
    .map(({ code }) => code);

describe('a schema pack', () => {
  it('that the product ships is sound and in use while none is installed', () => {
    expect(checkPack(shipped).ok).toBe(true);
    const { folder: used, packs } = effectiveSchemas(schemaFolder, data);
    expect(used).toBe(schemaFolder);
    expect(packs.map(({ manifest, isInstalled }) => [manifest.id, isInstalled])).toEqual([[id, false]]);
  });

  it('installed judges documents in place of the shipped one, and its hash is another', () => {
    expect(findings()).toEqual(['schema-provisional']);
    const before = effectiveSchemas(schemaFolder, data).packs[0]?.hash;
    expect(installPack(data, otherPack('1.0.0', 'XAP')).ok).toBe(true);
    const [pack] = effectiveSchemas(schemaFolder, data).packs;
    expect([pack?.manifest.version, pack?.isInstalled]).toEqual(['1.0.0', true]);
    expect(pack?.hash).not.toBe(before);
    expect(findings()).toContain('value-not-in-list');
  });

  it('names what it judges by its own hash, and shows it in its own words', () => {
    const schemas = effectiveSchemas(schemaFolder, data);
    const info = schemaInfo(schemas);
    const { hash, pack } = info.describe(`packs/${id}/cod.xsd`);
    expect(hash).toBe(schemas.packs[0]?.hash);
    expect(pack).toMatchObject({ id, isProvisional: true, isInstalled: false });
    const words = info.words(`packs/${id}/cod.xsd`);
    expect(words?.labels['exporter']?.es).toBe('1. Nombre y domicilio del exportador');
    expect(words && entryOf(words.codeLists['GoodsItemOriginRules'] as CodeList, 'B')?.words.en).toContain('originating materials');
    expect(info.words('sps-13B/SPSCertificate.xsd')).toBeNull();
    expect(info.describe('sps-13B/SPSCertificate.xsd').pack).toBeNull();
  });

  it('borrows no schema from another profile that has one of the name', () => {
    cpSync(schemaFolder, folder, { recursive: true });
    rmSync(join(folder, `packs/${id}/signature.xsd`));
    expect(() => createXmlDocuments({ schemaFolder: folder }).validate(sample, `packs/${id}/cod.xsd`)).toThrow('signature.xsd');
  });

  it('is named by the hash its files had at the start, whatever takes their place beneath the running program', () => {
    cpSync(schemaFolder, folder, { recursive: true });
    const schemas = { folder, packs: [] };
    const schema = 'sps-17A/SPSCertificate.xsd';
    const before = schemaInfo(schemas).describe(schema).hash;
    const info = schemaInfo(schemas, { ahead: [schema] });
    appendFileSync(join(folder, 'sps-17A/codes.xsd'), '\n');
    expect([info.describe(schema).hash, schemaInfo(schemas).describe(schema).hash === before]).toEqual([before, false]);
  });

  it('with labels that are none is refused', () => {
    const made = otherPack('1.0.0', 'XAP');
    const broken = JSON.stringify({ exporter: 'Exportador' });
    writeFileSync(join(made, 'labels.json'), broken);
    const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as { files: { path: string; sha256: string }[] };
    const files = manifest.files.map((file) =>
      file.path === 'labels.json' ? { ...file, sha256: createHash('sha256').update(broken).digest('hex') } : file,
    );
    writeFileSync(join(made, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    expect(installPack(data, made)).toEqual({ ok: false, problems: [{ kind: 'fileMalformed', path: 'labels.json' }] });
  });

  it('is rolled back to the one before, and then to the shipped one', () => {
    installPack(data, otherPack('1.0.0', 'XAP'));
    installPack(data, otherPack('1.1.0', 'YAP'));
    const version = () => effectiveSchemas(schemaFolder, data).packs[0]?.manifest.version;
    expect(version()).toBe('1.1.0');
    expect(rollBackPack(data, id)).toBe(true);
    expect(version()).toBe('1.0.0');
    expect(rollBackPack(data, id)).toBe(true);
    expect(effectiveSchemas(schemaFolder, data).folder).toBe(schemaFolder);
    expect(rollBackPack(data, id)).toBe(false);
  });

  it('with a file changed on the way is not installed', () => {
    const made = otherPack('1.0.0', 'XAP');
    writeFileSync(join(made, 'labels.json'), '{}');
    expect(installPack(data, made)).toEqual({ ok: false, problems: [{ kind: 'fileChanged', path: 'labels.json' }] });
    expect(effectiveSchemas(schemaFolder, data).folder).toBe(schemaFolder);
  });

  it('damaged after it was installed is told and not used', () => {
    const done = installPack(data, otherPack('1.0.0', 'XAP'));
    if (!done.ok) throw new Error('not installed');
    writeFileSync(join(done.pack.folder, 'cod.xsd'), '<x/>');
    const { folder: used, damaged } = effectiveSchemas(schemaFolder, data);
    expect(used).toBe(schemaFolder);
    expect(damaged).toEqual([{ id, problems: [{ kind: 'fileChanged', path: 'cod.xsd' }] }]);
  });
});
