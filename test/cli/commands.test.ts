import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Practice } from '#main/practice/environment.ts';
import { openPracticeWorld, root, signWords, type PracticeWorld } from '#test/practice-world.ts';

const samples = join(root, 'schemas/samples/phytosanitary');
const shared = resolve(root, '../shared/standards/samples');
let world: PracticeWorld;
let folder: string;
let practice: Practice;
let pki: string;

beforeAll(async () => {
  world = await openPracticeWorld('cli', { nativeBinding: null });
  ({ folder, practice } = world);
  await practice.close();
  pki = join(folder, 'pki');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
const rubrica = (...words: readonly string[]): Ended => rubricaWith({}, ...words);

function rubricaWith(more: Readonly<Record<string, string>>, ...words: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...practice.config.tokenEnvironment, RUBRICA_DATA: join(folder, 'data'), ...more },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}
const json = (ended: Ended): any => JSON.parse(ended.out); // oxlint-disable-line typescript/no-explicit-any

function sign(file: string, out: string): Ended {
  return rubrica(...signWords(world, file, out));
}

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

  it('says which version a document is in that no schema here judges', () => {
    const file = join(folder, 'mercosur.xml');
    const text = readFileSync(join(root, 'schemas/samples/origin/pe-cl-uvas-a38.xml'), 'utf8');
    writeFileSync(file, text.replace('>1.8.2<', '>4.1.0<'));
    const ended = rubrica('validate', file, '--json');
    expect(ended.code).toBe(3);
    expect(json(ended).results[0]).toMatchObject({ failure: { code: 'documentVersionUnknown', version: 'ALADI 4.1.0' } });
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

  it('shows tokens with certificates, and after a wrong PIN that few tries are left', () => {
    const ended = rubrica('tokens', '--module', practice.config.modules[0]?.path ?? '', '--json');
    expect(ended.code).toBe(0);
    expect(json(ended).tokens[0]).toMatchObject({ label: 'Practica CL', pin: { state: 'few' } });
    expect(rubrica('tokens', '--module', join(folder, 'absent.so'), '--json').code).toBe(4);
  });

  it('keeps an empty queue and an unbroken journal where nothing has happened yet', () => {
    expect(json(rubrica('queue', 'list', '--json'))).toMatchObject({ total: 0 });
    expect(json(rubrica('journal', 'verify', '--json'))).toMatchObject({ broken: null });
  });

  it('tells again what a demo did in its folder where nothing new waits there', () => {
    const again = (): Ended => rubrica('demo', '--dir', join(folder, 'demo'), '--json');
    const first = json(again());
    expect(first.acknowledged).toBeGreaterThan(0);
    expect(again()).toMatchObject({ code: 0, out: expect.stringContaining(`"acknowledged":${first.acknowledged},`) });
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

describe('rubrica doctor', () => {
  it('looks at everything a station needs and writes a report without secrets', () => {
    const report = join(folder, 'report.json');
    const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), 'doctor', '--json', '--report', report], {
      encoding: 'utf8',
      env: { ...process.env, RUBRICA_CONFIG: practice.configFile },
    });
    const found = JSON.parse(ended.stdout) as { checks: { what: string; state: string; words: { es: string } }[] };
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(found.checks.find((check) => check.what === 'program')?.words.es).toBe(
      `Rúbrica ${version}; datos en ${practice.config.dataFolder}`,
    );
    const state = (what: string): string | undefined => found.checks.find((check) => check.what === what)?.state;
    expect(['configuration', 'client certificate', 'disk', 'journal'].map(state)).toEqual(['good', 'good', 'good', 'good']);
    expect(state('gateway')).toBe('error');
    expect(ended.status).toBe(4);
    const written = readFileSync(report, 'utf8');
    const password = practice.config.gateway?.password ?? '';
    for (const secret of [password, practice.pin]) expect(written.includes(`"${secret}"`)).toBe(false);
    expect(written).not.toContain('PRIVATE KEY');
    const nowhere = rubrica('doctor', '--report', join(folder, 'no/where.json'), '--lang', 'en');
    expect(nowhere.out).toContain(`The file could not be saved. ${join(folder, 'no/where.json')} cannot be written.`);
  });
});
