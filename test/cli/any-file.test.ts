import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { randomBytes, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate } from '#main/practice/issue.ts';
import { createPracticePki, type PracticePki } from '#main/practice/pki.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml');
let folder: string;
let pki: PracticePki;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-any-'));
  pki = await createPracticePki({ folder: at('pki'), now: new Date() });
  writeFileSync(at('empty'), '');
  mkdirSync(at('folder'));
  // one in 128 would begin like UTF-16 or with a `<`, which is told as a wrong encoding
  writeFileSync(at('junk'), Buffer.concat([Buffer.from('junk'), randomBytes(200_000)]));
  // a hole in the disk: a hundred megabytes that take no room
  closeSync(openSync(at('huge'), 'w'));
  truncateSync(at('huge'), 100_000_000);
  writeFileSync(at('garbage.pem'), '-----BEGIN CERTIFICATE-----\nnothing of the kind\n-----END CERTIFICATE-----\n');
  // what both readers write as references, as much of it as the gate lets in, and wrong elements by the ten thousand
  writeFileSync(at('references.xml'), `<r>${'&amp;'.repeat(1_590_000)}</r>`);
  const wrong = '<ram:Description otro="">x</ram:Description>'.repeat(70_000);
  writeFileSync(at('wrong.xml'), readFileSync(sample, 'utf8').replace('<ram:Description', `${wrong}<ram:Description`));
  // just below the number of elements and attributes the gate lets in
  writeFileSync(at('crowded.xml'), `<r>${Array.from({ length: 139_000 }, (_, index) => `<a x="1">t${index}</a>`).join('')}</r>`);
  writeFileSync(at('nul.xml'), '<a>\u0000</a>');
  writeFileSync(at('utf16.xml'), Buffer.from('\ufeff<a/>', 'utf16le'));
  const der = pki.officials[0]?.identity.certificate ?? new Uint8Array();
  writeFileSync(at('short.der'), der.subarray(0, der.length - 7));
  mkdirSync(at('bad-lists'));
  for (const name of ['empty', 'junk', 'huge', 'garbage.pem', 'short.der']) copyFileSync(at(name), join(at('bad-lists'), name));
  if (process.platform !== 'win32') spawnSync('mkfifo', [at('pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function officer(): string {
  const folderOf = join(at('pki'), 'officials');
  return join(folderOf, readdirSync(folderOf).find((name) => name.endsWith('.pem') && !name.endsWith('.key.pem')) ?? '');
}

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
function rubrica(...words: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], { encoding: 'utf8', timeout: 30_000 });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

function expectEnd(ended: Ended, code: number): void {
  expect({ code: ended.code, err: ended.err }).toMatchObject({ code });
  expect(`${ended.out}${ended.err}`).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}
function reasons(ended: Ended): readonly (readonly string[])[] {
  const { results } = JSON.parse(ended.out) as { results: { reasons: string[] }[] };
  return results.map((one) => one.reasons);
}

describe('rubrica verify, on any file', () => {
  it('says what is wrong with what is no document', () => {
    const wrong = [
      ['empty', 'not-xml'],
      ['junk', 'not-xml'],
      ['nul.xml', 'not-xml'],
      ['utf16.xml', 'encoding-refused'],
      ['huge', 'too-large'],
      [join('pki', 'trust', 'practice-root.pem'), 'not-xml'],
    ] as const;
    const ended = rubrica('verify', ...wrong.map(([name]) => at(name)), '--offline', '--json');
    expectEnd(ended, 1);
    expect(reasons(ended)).toEqual(wrong.map(([, reason]) => [reason]));
  });

  it('ends with 4 where there is nothing to read, and never waits for a pipe or reads a device', () => {
    const names = [at('nothing'), at('folder'), ''];
    if (process.platform !== 'win32') names.push(at('pipe'), '/dev/zero');
    const ended = rubrica('verify', ...names, '--offline', '--json');
    expectEnd(ended, 4);
    const results: { failure: { code: string } }[] = JSON.parse(ended.out).results;
    expect(results.map((one) => one.failure.code)).toEqual(names.map(() => 'fileUnreadable'));
  });

  it('gives the worst of several files and each file its own answer, the same file twice included', () => {
    const ended = rubrica('verify', sample, sample, at('nothing'), '--json');
    expectEnd(ended, 4);
    expect(JSON.parse(ended.out).results).toHaveLength(3);
  });

  it('takes the last of an option given twice, and refuses one that is no time', () => {
    expectEnd(rubrica('verify', sample, '--at', 'never', '--at', '2026-01-01T00:00:00Z'), 1);
    expectEnd(rubrica('verify', sample, '--at', '2026-01-01T00:00:00Z', '--at', 'never'), 2);
  });

  it('takes a moment for UTC where it names no zone, whatever the machine’s own is, and nothing that is not ISO 8601', () => {
    const words = ['verify-cert', officer(), '--trust', join(at('pki'), 'trust'), '--intermediates', join(at('pki'), 'intermediates')];
    const { validFrom } = new X509Certificate(readFileSync(officer()));
    const justBefore = new Date(Date.parse(validFrom) - 1000).toISOString().slice(0, 19);
    const atNoon = (time: string): Ended => rubrica(...words, '--at', time, '--json');
    expect(reasons(atNoon(justBefore))).toEqual([['not-yet-valid']]);
    expect(reasons(atNoon(`${justBefore}+12:00`))).toEqual([['not-yet-valid']]);
    expect(reasons(atNoon(`${justBefore}-00:30`))).toEqual([['revocation-unknown']]);
    for (const time of ['1', 'June 2026', '2026-13-01', '2026-02-30', '2026-04-31T10:00', '20260101']) expectEnd(atNoon(time), 2);
  });

  it('fetches what a certificate names, but nothing when the evidence is handed over', async () => {
    let asked = 0;
    const place = createServer((_request, response) => {
      asked += 1;
      response.writeHead(404).end();
    });
    await once(place.listen(0, '127.0.0.1'), 'listening');
    const { port } = place.address() as AddressInfo;
    const named = { issuer: pki.issuing, subject: 'C=CL, CN=Ana', ca: false, crlUrls: [`http://127.0.0.1:${port}/list.crl`] };
    writeFileSync(at('named.pem'), (await issueCertificate(named)).certificatePem);
    const words = ['--trust', join(at('pki'), 'trust'), '--intermediates', join(at('pki'), 'intermediates')];
    const run = async (...more: readonly string[]): Promise<number | null> => {
      const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), 'verify-cert', at('named.pem'), ...words, ...more], {
        stdio: 'ignore',
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    };
    expect(await run('--crl', join(at('pki'), 'crl'))).toBe(0);
    expect(await run('--ocsp', at('folder'))).toBe(3);
    expect(await run('--offline')).toBe(3);
    expect(asked).toBe(0);
    expect(await run()).toBe(3);
    expect(asked).toBeGreaterThan(0);
    place.close();
  });

  it('passes over what is no list, no certificate and no answer in its folders, and ends with 4 where a folder is none', () => {
    const trust = ['--trust', join(at('pki'), 'trust'), '--intermediates', join(at('pki'), 'intermediates')];
    const bad = rubrica('verify-cert', officer(), ...trust, '--crl', at('bad-lists'), '--ocsp', at('bad-lists'), '--offline', '--json');
    expectEnd(bad, 3);
    expect(reasons(bad)).toEqual([['revocation-unknown']]);
    const sound = rubrica(
      'verify-cert',
      officer(),
      ...trust,
      '--crl',
      at('bad-lists'),
      '--crl',
      join(at('pki'), 'crl'),
      '--offline',
      '--json',
    );
    expectEnd(sound, 0);
    expectEnd(rubrica('verify-cert', officer(), '--trust', at('bad-lists'), '--offline'), 3);
    for (const option of ['--trust', '--crl', '--ocsp', '--intermediates']) {
      expectEnd(rubrica('verify', sample, option, at('nothing'), '--offline'), 4);
      if (process.platform !== 'win32') expectEnd(rubrica('verify', sample, option, at('pipe'), '--offline'), 4);
    }
  });

  it('reads a list of thirty megabytes as PEM too, which is a third longer', () => {
    mkdirSync(at('long-lists'));
    for (const name of readdirSync(join(at('pki'), 'crl'))) {
      const list = readFileSync(join(at('pki'), 'crl', name));
      writeFileSync(join(at('long-lists'), name), Buffer.concat([Buffer.alloc(40 * 1024 * 1024, 'text above\n'), list]));
    }
    const trust = ['--trust', join(at('pki'), 'trust'), '--intermediates', join(at('pki'), 'intermediates')];
    expectEnd(rubrica('verify-cert', officer(), ...trust, '--crl', at('long-lists'), '--json'), 0);
  });

  it('calls a certificate that cannot be read malformed', () => {
    const names = ['empty', 'junk', 'huge', 'garbage.pem', 'short.der'];
    const ended = rubrica('verify-cert', ...names.map(at), '--trust', join(at('pki'), 'trust'), '--offline', '--json');
    expectEnd(ended, 1);
    expect(reasons(ended)).toEqual(names.map(() => ['certificate-malformed']));
  });

  it.runIf(process.platform === 'linux')('stays below three hundred megabytes whatever it is given', () => {
    // the highest the process ever stood, told by itself as it ends
    const hook = at('peak.mjs');
    writeFileSync(
      hook,
      `import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => writeFileSync(${JSON.stringify(at('peak'))}, String(process.resourceUsage().maxRSS)));\n`,
    );
    for (const words of [
      ['verify', at('huge')],
      ['verify', at('crowded.xml')],
      ['verify', at('references.xml')],
      ['verify', at('wrong.xml')],
      ['verify-cert', at('huge'), '--trust', at('bad-lists')],
      ['verify', sample, '--trust', at('bad-lists'), '--crl', at('bad-lists'), '--ocsp', at('bad-lists')],
    ]) {
      spawnSync(process.execPath, ['--import', hook, join(root, 'src/main/cli.ts'), ...words, '--offline'], { timeout: 30_000 });
      expect(Number(readFileSync(at('peak'), 'utf8')) / 1024).toBeLessThan(300);
    }
  });
});
