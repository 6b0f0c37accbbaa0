import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyKeys } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { done } from '#core/failure.ts';
import { retentionCheck } from '#main/cli/retention-check.ts';
import type { Store } from '#main/ports/store.ts';

const root = resolve(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-doctor-'));
  mkdirSync(join(folder, 'config/rubrica'), { recursive: true });
  writeFileSync(join(folder, 'password'), 'palabra-secreta\n', { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Report = { checks: { what: string; state: string; words: { es: string; en: string } }[]; policy: { rows: { key: string }[] } };

function doctor(policy: string): { report: Report; out: string; code: number | null; lines: string } {
  writeFileSync(join(folder, 'config/rubrica/policy.json'), policy);
  const env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), RUBRICA_DATA: join(folder, 'data'), RUBRICA_CONFIG: undefined };
  const file = join(folder, 'report.json');
  const words = [join(root, 'src/main/cli.ts'), 'doctor', '--lang', 'en', '--report', file];
  const ended = spawnSync(process.execPath, words, { encoding: 'utf8', env });
  const out = readFileSync(file, 'utf8');
  return { report: JSON.parse(out) as Report, out, code: ended.status, lines: ended.stdout };
}

describe('rubrica doctor, on a machine with a policy', () => {
  it('lists each value and where it came from, and no secret', () => {
    const found = doctor(
      JSON.stringify({
        gateway: { user: 'estacion', passwordFile: join(folder, 'password'), proxy: 'direct' },
        modules: { only: true },
        retention: { years: 15 },
        log: { level: 'loud' },
        colour: 'blue',
      }),
    );
    const place = join(folder, 'config/rubrica/policy.json');
    const words = (what: string): string[] => found.report.checks.filter((check) => check.what === what).map((check) => check.words.en);
    expect(words('policy gateway.user')).toEqual([`estacion (user: ${place})`]);
    expect(words('policy retention.years')).toEqual([`15 (user: ${place})`]);
    expect(words('retention')).toEqual(['0 documents are older than 15 years']);
    expect(words('policy station.urgentHours')).toEqual(['24 (default)']);
    expect(words('policy')).toEqual([
      'colour: not a key of the policy. Check its spelling.',
      'log.level: the value cannot be used; one of error, warn, info, debug is expected. The default holds.',
    ]);
    expect(words('proxy')).toEqual(['none, by policy']);
    expect(found.report.policy.rows.map(({ key }) => key)).toEqual(Object.keys(policyKeys));
    expect(found.lines).toContain(`✓ policy gateway.user: estacion (user: ${place})`);
    expect(found.lines).toContain('! policy: colour: not a key of the policy.');
    expect(found.out + found.lines).not.toContain('palabra-secreta');
  });

  it('says a yes, a no and an empty list in words, and leaves them as they are in JSON', () => {
    const found = doctor('{}');
    const of = (what: string) => found.report.checks.find((check) => check.what === what)?.words;
    expect(of('policy modules.only')).toEqual({ es: 'false (por defecto)', en: 'false (default)' });
    expect(of('policy updates.keys')).toEqual({ es: '[] (por defecto)', en: '[] (default)' });
    expect(found.lines).toContain('- policy modules.only: no (default)');
    expect(found.lines).toContain('- policy updates.keys: none (default)');
    expect(found.lines).toContain('- policy station.urgentHours: 24 (default)');
  });

  it('tells what has been here longer than the policy keeps it, and deletes nothing', () => {
    const asked: string[] = [];
    const monitor = { arrivedBefore: (at: string) => (asked.push(at), done(3)) };
    const now = { now: () => new Date('2036-05-01T10:00:00Z'), monotonicMs: () => 0, sinceBootMs: () => 0 };
    const check = retentionCheck({ policy: { retentionYears: 10 } } as StationConfig, { monitor } as unknown as Store, now);
    expect(asked).toEqual(['2026-05-01T10:00:00.000Z']);
    expect(check).toMatchObject({
      state: 'warning',
      words: { es: '3 documentos pasan de 10 años' },
      mendForIt: { es: expect.stringContaining('no borra') },
    });
  });

  it('goes on with the defaults where the policy is no JSON, and says so', () => {
    const found = doctor('{ "gateway": ');
    expect(found.report.checks.find((check) => check.what === 'policy')).toMatchObject({
      state: 'warning',
      words: { es: expect.stringContaining('no es JSON') },
    });
    expect(found.report.checks.some((check) => check.what === 'journal' && check.state === 'good')).toBe(true);
    expect(found.code).not.toBe(5);
  });
});
