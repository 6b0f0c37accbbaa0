import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Practice } from '#main/practice/environment.ts';
import { runRubrica } from '#test/cli/rubrica.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

let folder: string;
let practice: Practice;
beforeAll(async () => {
  ({ folder, practice } = await openPracticeWorld('doctor', { nativeBinding: null }));
  await practice.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rubrica doctor', () => {
  it('looks at everything a station needs and writes a report without secrets', () => {
    const report = join(folder, 'report.json');
    const ended = runRubrica(['doctor', '--json', '--report', report], { RUBRICA_CONFIG: practice.configFile });
    const found = JSON.parse(ended.out) as { checks: { what: string; state: string; words: { es: string } }[] };
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(found.checks.find((check) => check.what === 'program')?.words.es).toBe(
      `Rúbrica ${version}; datos en ${practice.config.dataFolder}`,
    );
    const state = (what: string): string | undefined => found.checks.find((check) => check.what === what)?.state;
    expect(['configuration', 'client certificate', 'disk', 'journal'].map(state)).toEqual(['good', 'good', 'good', 'good']);
    expect(state('gateway')).toBe('error');
    expect(ended.code).toBe(4);
    const written = readFileSync(report, 'utf8');
    const password = practice.config.gateway?.password ?? '';
    for (const secret of [password, practice.pin]) expect(written.includes(`"${secret}"`)).toBe(false);
    expect(written).not.toContain('PRIVATE KEY');
    const nowhere = runRubrica(['doctor', '--report', join(folder, 'no/where.json'), '--lang', 'en'], {
      RUBRICA_DATA: join(folder, 'data'),
    });
    expect(nowhere.out).toContain(`The file could not be saved. ${join(folder, 'no/where.json')} cannot be written.`);
  });
});
