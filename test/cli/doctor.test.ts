import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Practice } from '#main/practice/environment.ts';
import { openStoreOf } from '#main/station-store.ts';
import type { OpenedStore } from '#main/store/open-store.ts';
import { json, runRubrica, runRubricaBeside } from '#test/cli/rubrica.ts';
import { valueOf } from '#test/fakes/store.ts';
import { openPracticeWorld, root, type PracticeWorld } from '#test/practice-world.ts';

let folder: string;
let practice: Practice;
beforeAll(async () => {
  ({ folder, practice } = await openPracticeWorld('doctor', { nativeBinding: null }));
  await practice.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('rubrica doctor beside an open window', () => {
  let world: PracticeWorld;
  let opened: OpenedStore;
  beforeAll(async () => {
    world = await openPracticeWorld('doctor-beside', { nativeBinding: null });
    opened = valueOf(openStoreOf(world.practice.config));
  });
  afterAll(async () => {
    opened.store.close();
    await world.remove();
  });

  it('says that the window has the store, which is no fault, and looks at token, line, clock and trust', async () => {
    const environment = { ...world.practice.config.tokenEnvironment, RUBRICA_CONFIG: world.practice.configFile };
    const ended = await runRubricaBeside(['doctor', '--json'], environment);
    const found = json(ended).checks as { what: string; state: string }[];
    const states = Object.fromEntries(found.map(({ what, state }) => [what, state]));
    expect(states).toMatchObject({ store: 'warning', disk: 'good', gateway: 'good', clock: 'good', token: 'good' });
    expect(states).toMatchObject({ 'revocation lists': 'good', 'trust anchors': 'good', 'client certificate': 'good' });
    expect([states['journal'], states['retention'], ended.code]).toEqual([undefined, undefined, 0]);
    expect(opened.store.counts()).toMatchObject({ value: { inbox: 0 } });
  });

  it('names what it looked at in the language asked for', async () => {
    const environment = { ...world.practice.config.tokenEnvironment, RUBRICA_CONFIG: world.practice.configFile };
    const spanish = await runRubricaBeside(['doctor', '--lang', 'es'], environment);
    expect(spanish.out).toContain('! datos: los usa la ventana abierta');
    expect(spanish.out).toMatch(/✓ ventanilla: responde\n✓ reloj: /);
    const english = await runRubricaBeside(['doctor', '--lang', 'en'], environment);
    expect(english.out).toContain('! data: the open window uses them');
  });
});

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
