import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Practice } from '#main/practice/environment.ts';
import { json, runRubrica, type Ended } from '#test/cli/rubrica.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

const samples = join(root, 'schemas/samples/phytosanitary');
const shared = resolve(root, '../shared/standards/samples');
let folder: string;
let practice: Practice;
let pki: string;

beforeAll(async () => {
  ({ folder, practice } = await openPracticeWorld('cli', { nativeBinding: null }));
  await practice.close();
  pki = join(folder, 'pki');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rubrica = (...words: readonly string[]): Ended =>
  runRubrica(words, { ...practice.config.tokenEnvironment, RUBRICA_DATA: join(folder, 'data') });

describe('rubrica on the command line', () => {
  it('lists its commands, and ends with 2 when the command or its words are wrong', () => {
    expect(rubrica('help')).toMatchObject({ code: 0 });
    expect(rubrica('help').out).toContain('rubrica verify FILE');
    expect(rubrica('nonsense').code).toBe(2);
    expect(rubrica('inspect').code).toBe(2);
    expect(rubrica('verify', 'x.xml', '--at', 'yesterday').code).toBe(2);
    expect(rubrica('verify', 'x.xml', '--trust').err).toContain('--trust');
  });

  it('keeps what the compiler made of a working copy, and starts without where nothing can be kept', () => {
    const kept = join(folder, 'copy/node_modules/.cache');
    for (const name of ['scripts', 'node_modules']) mkdirSync(join(folder, 'copy', name), { recursive: true });
    copyFileSync(join(root, 'scripts/keep-compiled.js'), join(folder, 'copy/scripts/keep-compiled.js'));
    const start = (): Ended => {
      const words = [
        '--import',
        pathToFileURL(join(folder, 'copy/scripts/keep-compiled.js')).href,
        join(root, 'src/main/cli.ts'),
        '--version',
      ];
      const ended = spawnSync(process.execPath, words, { encoding: 'utf8' });
      return { code: ended.status, out: ended.stdout, err: ended.stderr };
    };
    expect(start()).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(kept, 'compiled'))).not.toEqual([]);
    rmSync(kept, { recursive: true });
    writeFileSync(kept, 'no folder');
    expect(start()).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toContain('"node --import ./scripts/keep-compiled.js src/main/cli.ts"');
  });

  it('inspects a certificate: type, version, number, parties, and what nobody understood', () => {
    const ended = rubrica('inspect', join(samples, 'pe-mx-arandanos-desconocido.xml'), '--json');
    expect(ended.code).toBe(0);
    expect(json(ended)).toMatchObject({ type: 'phytosanitary', version: '13B', issuerCountry: 'PE', destinationCountry: 'MX' });
    expect(json(ended).notUnderstood.length).toBeGreaterThan(0);
  });

  it('validates: 0 for a sound certificate, 1 with line, code and sentence for a broken one', () => {
    expect(rubrica('validate', join(samples, 'cl-pe-uvas.xml')).code).toBe(0);
    const broken = rubrica('validate', join(samples, 'pe-co-esparragos-error.xml'), '--json');
    expect(broken.code).toBe(1);
    const [finding] = json(broken).results[0].findings.filter((one: { level: string }) => one.level === 'error');
    expect(finding).toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/), line: expect.any(Number) });
    expect(finding.sentence.es).not.toBe(finding.sentence.en);
  });

  it.runIf(existsSync(shared))(
    'tells the two order errors of the full IPPC example with their elements (needs the samples beside the checkout)',
    () => {
      const ended = rubrica('validate', join(shared, 'sps-17-ippc-full-example.xml'), '--json');
      const errors = json(ended).results[0].findings.filter((one: { level: string }) => one.level === 'error');
      expect(errors.map((one: { path: string }) => /\w+(?=\[1\]$)/.exec(one.path)?.[0])).toEqual([
        'ReferenceSPSReferencedDocument',
        'TransitSPSCountry',
      ]);
      expect(rubrica('validate', join(shared, 'sps-17-intercom-can-unsigned.xml')).code).toBe(0);
    },
  );

  it('says which version a document is in that no schema here judges', () => {
    const file = join(folder, 'mercosur.xml');
    const text = readFileSync(join(root, 'schemas/samples/origin/pe-cl-uvas-a38.xml'), 'utf8');
    writeFileSync(file, text.replace('>1.8.2<', '>4.1.0<'));
    const ended = rubrica('validate', file, '--json');
    expect(ended.code).toBe(3);
    expect(json(ended).results[0]).toMatchObject({ failure: { code: 'documentVersionUnknown', version: 'ALADI 4.1.0' } });
  });

  it('judges a certificate by itself', () => {
    const certificate = join(pki, 'officials/inspector-cl.pem');
    const good = rubrica(
      'verify-cert',
      certificate,
      '--trust',
      join(pki, 'trust'),
      '--intermediates',
      join(pki, 'intermediates'),
      '--crl',
      join(pki, 'crl'),
      '--usage',
      'sign',
      '--offline',
      '--json',
    );
    expect(good.code, good.out).toBe(0);
    expect(rubrica('verify-cert', certificate, '--trust', join(pki, 'trust'), '--offline').out).toContain('  certificado: ');
    const strange = rubrica('verify-cert', certificate, '--trust', join(pki, 'tls'), '--offline', '--json');
    expect(strange.code).toBe(1);
    expect(json(strange).results[0].reasons).toContain('no-path');
  });

  it('keeps an empty queue and an unbroken journal where nothing has happened yet', () => {
    expect(json(rubrica('queue', 'list', '--json'))).toMatchObject({ total: 0 });
    expect(json(rubrica('journal', 'verify', '--json'))).toMatchObject({ broken: null });
  });

  it('tells again what a demo did in its folder where nothing new waits there', () => {
    const again = (): Ended => rubrica('demo', '--dir', join(folder, 'demo'), '--json');
    const first = json(again());
    expect(first.acknowledged).toBeGreaterThan(0);
    const second = again();
    expect(second.code).toBe(0);
    // by the same names, too: a certificate of origin has its number from the signing
    const numbers = (told: ReturnType<typeof json>): string[] => told.certificates.map((one: { number: string }) => one.number).toSorted();
    expect([json(second).acknowledged, numbers(json(second))]).toEqual([first.acknowledged, numbers(first)]);
  });

  it('runs the main job to the acknowledgement, and says what it could not sign', () => {
    const done = rubrica('demo', '--input', join(samples, 'co-pe-aguacate.xml'), '--json');
    expect(done.code, done.out + done.err).toBe(0);
    expect(json(done)).toMatchObject({ acknowledged: 1, total: 1 });
    const refused = rubrica('demo', '--input', join(samples, 'pe-co-esparragos-error.xml'), '--json');
    expect(refused.code).toBe(1);
    expect(json(refused).certificates[0].blockers[0].es).toContain('error');
  });
});
