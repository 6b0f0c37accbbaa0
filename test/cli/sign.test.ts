import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Practice } from '#main/practice/environment.ts';
import { json, runRubrica, type Ended } from '#test/cli/rubrica.ts';
import { openPracticeWorld, root, signWords, type PracticeWorld } from '#test/practice-world.ts';

const samples = join(root, 'schemas/samples/phytosanitary');
let world: PracticeWorld;
let folder: string;
let practice: Practice;
let pki: string;

beforeAll(async () => {
  world = await openPracticeWorld('cli-sign', { nativeBinding: null });
  ({ folder, practice } = world);
  await practice.close();
  pki = join(folder, 'pki');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rubrica = (...words: readonly string[]): Ended => rubricaWith({}, ...words);
const rubricaWith = (more: Readonly<Record<string, string>>, ...words: readonly string[]): Ended =>
  runRubrica(words, { ...practice.config.tokenEnvironment, RUBRICA_DATA: join(folder, 'data'), ...more });
const sign = (file: string, out: string): Ended => rubrica(...signWords(world, file, out));

describe('rubrica sign', () => {
  it('signs no two files of one name into one folder: one would take the place of the other', () => {
    const same = join(folder, 'same/cl-pe-uvas.xml');
    mkdirSync(join(folder, 'same'));
    copyFileSync(join(samples, 'cl-pe-uvas.xml'), same);
    const [, ...words] = signWords(world, same, join(folder, 'one-folder'));
    const ended = rubrica('sign', join(samples, 'cl-pe-uvas.xml'), ...words);
    expect([ended.code, ended.err.includes(same)]).toEqual([2, true]);
    expect(existsSync(join(folder, 'one-folder'))).toBe(false);
  });

  it('signs into no folder where the signed document would take the place of what was to be signed, by a link either', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    symlinkSync(own, join(folder, 'link-to-own'));
    const file = join(own, 'cl-pe-uvas.xml');
    copyFileSync(join(samples, 'cl-pe-uvas.xml'), file);
    const before = readFileSync(file);
    for (const out of [own, join(folder, 'link-to-own')]) {
      const ended = sign(file, out);
      expect([ended.code, ended.err]).toEqual([2, expect.stringContaining(`lugar de ${file}. Indique en --out otra carpeta.`)]);
    }
    expect(readFileSync(file)).toEqual(before);
  });

  it('says of a signature alone that nobody judged who made it', () => {
    const [file] = json(sign(join(samples, 'cl-pe-uvas.xml'), join(folder, 'only'))).results.map(({ out }: { out: string }) => out);
    const only = rubrica('verify', file, '--signature-only');
    expect([only.code, only.out]).toEqual([0, expect.stringContaining('no quién firmó, ni si podía')]);
  });

  it('signs a file, and verifies what it signed with trust, CRLs and the officials directory', () => {
    const out = join(folder, 'signed');
    const signed = sign(join(samples, 'cl-pe-uvas.xml'), out);
    expect(signed.code, signed.out + signed.err).toBe(0);
    const file = json(signed).results[0].out;
    const evidence = ['--trust', join(pki, 'trust'), '--intermediates', join(pki, 'intermediates'), '--crl', join(pki, 'crl'), '--offline'];
    const verified = rubrica('verify', file, ...evidence, '--officials', join(pki, 'directory/officials.xml'), '--json');
    expect(verified.code, verified.out).toBe(0);
    expect(json(verified).results[0]).toMatchObject({
      verdict: 'valid',
      reasons: [],
      document: { type: 'phytosanitary', version: '13B' },
      signatures: [
        {
          covers: 'document',
          verdict: 'valid',
          algorithm: 'rsa-sha256',
          digest: json(signed).results[0].digest,
          signer: { country: 'CL' },
        },
      ],
    });
    expect(rubrica('verify', file, '--signature-only').code).toBe(0);
    const unknown = rubrica('verify', file, ...evidence.slice(0, 4), '--offline', '--json');
    expect(unknown.code).toBe(3);
    expect(json(unknown).results[0].reasons).toEqual(['revocation-unknown']);

    const text = readFileSync(file, 'utf8');
    const altered = join(folder, 'altered.xml');
    writeFileSync(altered, text.replace('PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000109'));
    const refused = rubrica('verify', altered, '--signature-only', '--json');
    expect(refused.code).toBe(1);
    expect(json(refused).results[0].reasons[0]).toBe('digest-mismatch');
  });

  it('touches neither PIN nor token for a certificate of origin that its exporter did not sign as it stands', () => {
    const text = readFileSync(join(root, 'schemas/samples/origin/pe-cl-uvas-a38.xml'), 'utf8');
    const nowhere = [
      '--module',
      join(folder, 'absent.so'),
      '--token',
      'x',
      '--cert',
      'x',
      '--pin-file',
      join(folder, 'absent'),
      '--out',
      folder,
    ];
    for (const [name, broken, code] of [
      ['altered.xml', text.replace('18400.00', '18401.00'), 'earlier-signature-not-valid'],
      ['unsigned.xml', text.replace(/<ds:Signature.*?<\/ds:Signature>/s, ''), 'cod-exporter-signature-missing'],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, broken);
      const ended = rubrica('sign', file, ...nowhere, '--json');
      expect(ended.code, name).toBe(1);
      expect(json(ended).results[0]).toMatchObject({ failure: { code: 'documentHasErrors' }, out: null });
      expect(json(ended).results[0].findings.map((one: { code: string }) => one.code)).toEqual([code]);
    }
  });

  it('signs no document with errors, and no certificate of origin without its certification: nothing is written', () => {
    const out = join(folder, 'refused');
    const broken = join(samples, 'pe-co-esparragos-error.xml');
    const errors = sign(broken, out);
    expect([errors.code, json(errors).results[0].failure.code]).toEqual([1, 'documentHasErrors']);
    const validated = json(rubrica('validate', broken, '--json')).results[0].findings as { code: string; level: string }[];
    const codes = validated.filter(({ level }) => level === 'error').map(({ code }) => code);
    expect(json(errors).results[0].findings.map((one: { code: string }) => one.code)).toEqual(codes);
    const nobodys = sign(join(root, 'schemas/samples/origin/cl-co-manzanas-a24.xml'), out);
    expect([nobodys.code, json(nobodys).results[0].failure.code]).toEqual([1, 'entityUnnamed']);
    expect(existsSync(out)).toBe(false);
    expect(rubrica(...signWords(world, broken, out), '--profile', 'enveloped')).toMatchObject({ code: 0 });
  });

  it('adds what the official’s entity adds before it signs a certificate of origin, and moves no byte of the exporter’s', () => {
    const sample = join(root, 'schemas/samples/origin/cl-co-manzanas-a24.xml');
    const out = join(folder, 'origin');
    const signed = rubricaWith({ RUBRICA_CONFIG: practice.configFile }, ...signWords(world, sample, out));
    expect(signed.code, signed.out + signed.err).toBe(0);
    const file = json(signed).results[0].out;
    const text = readFileSync(file, 'utf8');
    const exporters = /<CODExporter>.*<\/CODExporter>/s;
    expect(exporters.exec(text)?.[0]).toBe(exporters.exec(readFileSync(sample, 'utf8'))?.[0]);
    expect(text).toMatch(new RegExp(`<CertificateID>CL${practice.config.entity?.id}A24`));
    expect(rubrica('validate', file).code).toBe(0);
    const verified = rubrica('verify', file, '--signature-only', '--json');
    expect(json(verified).results[0]).toMatchObject({ verdict: 'valid', signatures: [{ covers: 'COD' }, { covers: 'CODEH' }] });
  });

  it('never spends a second try on a wrong PIN, and says 4 where the token is not there', () => {
    const file = join(samples, 'cl-pe-uvas.xml');
    const wrong = rubrica(...signWords(world, file, folder, '999999'));
    expect(wrong.code).toBe(1);
    expect(json(wrong).failure.code).toBe('pinWrong');
    expect(wrong.out + wrong.err).not.toContain('999999');
    const absent = rubrica(...signWords(world, file, folder).map((word) => (word === 'Practica CL' ? 'Otro' : word)));
    expect(absent.code).toBe(4);
  });

  it('shows tokens with certificates, and after a wrong PIN that few tries are left', () => {
    const ended = rubrica('tokens', '--module', practice.config.modules[0]?.path ?? '', '--json');
    expect(ended.code).toBe(0);
    expect(json(ended).tokens[0]).toMatchObject({ label: 'Practica CL', pin: { state: 'few' } });
    expect(rubrica('tokens', '--module', join(folder, 'absent.so'), '--json').code).toBe(4);
  });
});
