import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgeCertificate } from '#core/documents/phytosanitary/acknowledgement-message.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { openPracticeWorld, root, signWords, type PracticeWorld } from '#test/practice-world.ts';

const samples = join(root, 'schemas/samples');
const exported = join(samples, 'customs-declaration/cl-pe-uvas-exportacion.xml');
const imported = join(samples, 'customs-declaration/co-mx-flores-importacion.xml');
let world: PracticeWorld;

beforeAll(async () => {
  world = await openPracticeWorld('cli-declaration', { nativeBinding: null, work: [] });
  await world.practice.close();
});
afterAll(() => rmSync(world.folder, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly json: any }; // oxlint-disable-line typescript/no-explicit-any

function rubrica(...words: readonly string[]): Ended {
  const { practice, folder } = world;
  const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...practice.config.tokenEnvironment, RUBRICA_DATA: join(folder, 'data') },
  });
  return { code: ended.status, out: ended.stdout + ended.stderr, json: words.includes('--json') ? JSON.parse(ended.stdout) : null };
}

describe('a customs declaration on the command line', () => {
  it('is told with its kind, parties and goods in words, and nothing in it is strange', () => {
    const told = rubrica('inspect', exported, '--lang', 'en');
    expect(told.code).toBe(0);
    expect(told.out).toContain('Customs declaration DEC-DMS-2 · PRACTICA-CL-2026-000151');
    expect(told.out).toContain('Type: 830 (goods declaration for exportation)');
    expect(told.out).toContain('Document: 851 (phytosanitary certificate)');
    expect(told.out).toContain('Document number: PRACTICA-CL-2026-000101');
    expect(told.out).not.toContain('Not understood');
    expect(rubrica('inspect', imported, '--json').json).toMatchObject({ typeCode: '929', issuerCountry: 'MX', notUnderstood: [] });
  });

  it('is validated without a remark, and with line and sentence where it is wrong', () => {
    expect(rubrica('validate', exported, imported, '--json').json.results.map(({ findings }: { findings: unknown[] }) => findings)).toEqual(
      [[], []],
    );
    const file = join(world.folder, 'wrong.xml');
    writeFileSync(file, readFileSync(exported, 'utf8').replace('GoodsItemQuantity>2<', 'GoodsItemQuantity>3<'));
    const wrong = rubrica('validate', file, '--json');
    expect(wrong.code).toBe(1);
    expect(wrong.json.results[0].findings).toMatchObject([{ code: 'dec-item-count-differs', line: 8 }]);
  });

  it('is signed by the official for declarations and verified with the directory; the inspector’s signature is none', () => {
    const pki = join(world.folder, 'pki');
    const evidence = ['--trust', join(pki, 'trust'), '--intermediates', join(pki, 'intermediates'), '--crl', join(pki, 'crl'), '--offline'];
    const officials = ['--officials', join(pki, 'directory/officials.xml')];
    for (const [who, verdict, reasons] of [
      ['certifier', 'valid', []],
      ['inspector', 'invalid', ['official-not-for-this-document']],
    ] as const) {
      const words = signWords(world, exported, join(world.folder, who)).map((word) => (word === 'inspector' ? who : word));
      const signed = rubrica(...words);
      expect(signed.code, signed.out).toBe(0);
      const [result] = rubrica('verify', signed.json.results[0].out, ...evidence, ...officials, '--json').json.results;
      expect(result).toMatchObject({ verdict, reasons, document: { type: 'customs-declaration', version: 'DEC-DMS-2' } });
    }
  });

  it('goes the whole way in practice, for export and for import', () => {
    const { code, json, out } = rubrica('demo', '--input', exported, imported, '--json');
    expect(code, out).toBe(0);
    expect(json).toMatchObject({ acknowledged: 2, total: 2 });
  });
});

describe('another country’s acknowledgement on the command line', () => {
  it('is read and judged in words, and told for what it is where somebody would sign it', () => {
    const certificate = readTree(readFileSync(join(samples, 'phytosanitary/cl-pe-uvas.xml')));
    const file = join(world.folder, 'acknowledgement.xml');
    writeFileSync(
      file,
      acknowledgeCertificate(certificate, { at: '2026-11-24T10:00:00-05:00', isAccepted: false, reasons: ['Falta el permiso.'] }),
    );
    const told = rubrica('inspect', file);
    expect(told.code).toBe(0);
    for (const words of ['PRACTICA-CL-2026-000101', '41 (rechazado)', 'Falta el permiso.']) expect(told.out).toContain(words);
    expect(rubrica('validate', file).code).toBe(0);
    const unsaid = join(world.folder, 'unsaid.xml');
    writeFileSync(unsaid, acknowledgeCertificate(certificate, { at: '2026-11-24T10:00:00-05:00', isAccepted: false, reasons: [] }));
    expect(rubrica('validate', unsaid, '--json').json.results[0].findings).toMatchObject([
      { code: 'ack-reason-missing', level: 'warning' },
    ]);

    const refused = rubrica(...signWords(world, file, join(world.folder, 'none')));
    expect(refused.code).toBe(1);
    expect(refused.json.results[0]).toMatchObject({ out: null, failure: { code: 'documentIsAnswer', number: 'PRACTICA-CL-2026-000101' } });
    const sentence = rubrica(...signWords(world, file, join(world.folder, 'none')).filter((word) => word !== '--json'), '--lang', 'en').out;
    expect(sentence).toContain('Acknowledgement of a phytosanitary certificate PRACTICA-CL-2026-000101: rejected.');
  });
});
