import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notDrawn } from '#contract/support-api.ts';
import { openHeadless } from '#main/cli/headless-station.ts';
import { FileLog } from '#main/files/log.ts';
import { openConfig } from '#main/open-config.ts';
import { filesInZip } from '#test/fakes/files-in-zip.ts';

const root = resolve(import.meta.dirname, '../..');
const secret = 'hunter2-4815162342';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-support-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A station with a secret in every place that may hold one. */
function plantedStation() {
  writeFileSync(join(folder, 'mail-password'), secret, { mode: 0o600 });
  const content = {
    gateway: { url: 'https://127.0.0.1:1', user: 'estacion' },
    mail: { host: 'correo.ejemplo', from: 'a@ejemplo.org', passwordFile: join(folder, 'mail-password') },
    log: { level: `password=${secret}` },
  };
  const places = { dataFolder: join(folder, 'data'), schemaFolder: join(root, 'schemas'), version: '0.1.0' };
  const config = openConfig(null, places, () => [
    { source: 'machine', place: '/etc/rubrica/policy.json', content: { ok: true, value: content } },
  ]);
  const log = new FileLog({ folder: join(places.dataFolder, 'logs'), name: 'station', clock, level: 'debug' });
  const opened = openHeadless({ startProcess: () => () => Promise.reject(new Error('none')), log, clock }, config);
  if (!opened.ok) throw new Error(opened.failure.code);
  return { ...opened.value, log, logs: join(places.dataFolder, 'logs') };
}
const clock = { now: () => new Date('2026-03-02T14:05:00Z'), monotonicMs: () => performance.now(), sinceBootMs: () => performance.now() };

describe('the report for support', () => {
  it('holds versions, policy, counts and logs, and none of the secrets planted everywhere', async () => {
    const { station, log, logs, close } = plantedStation();
    try {
      expect((await station.handlers.changeSettings({ gatewayPassword: secret, officialName: 'Ana' })).ok).toBe(true);
      log.write('error', 'gateway.refused', { url: `https://u:${secret}@host/`, headers: { authorization: `Basic ${secret}` } });
      log.report(new Error(`login failed: pin=${secret}`), 'sign');
      writeFileSync(join(logs, 'token-vendor.log'), `C_Login(${secret})\n{"event":"x","details":{"pin":"${secret}"}}\n`);
      const report = await station.handlers.diagnostics({});
      if (!report.ok) throw new Error(report.failure.code);
      expect(report.value.name).toMatch(/^rubrica-soporte-202603\d\dT\d{4}\.zip$/);
      const files = filesInZip(report.value.bytes);
      expect(Object.keys(files).sort()).toEqual([
        'about.json',
        'line.json',
        'logs/station.log',
        'logs/token-vendor.log',
        'machine.json',
        'manifest.json',
        'policy.json',
        'queue.json',
        'store.json',
        'tokens.json',
      ]);
      expect(JSON.stringify(files)).not.toContain(secret);
      expect(JSON.parse(files['about.json'] ?? '')).toMatchObject({
        version: '0.1.0',
        packs: [{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      });
      expect(files['policy.json']).toContain('mail.passwordFile');
      expect(files['queue.json']).toContain('"inbox": 0');
    } finally {
      await close();
    }
  });

  it('holds where a screen could not be drawn, and refuses to hold more than that', async () => {
    const { station, close } = plantedStation();
    const fault = { screen: 'review', error: 'TypeError', at: ['review-1a2b.js:12:345'] };
    expect(await station.handlers.notDrawn(fault)).toEqual({ ok: true, value: {} });
    const report = await station.handlers.diagnostics({});
    await close();
    if (!report.ok) throw new Error('no report');
    expect(filesInZip(report.value.bytes)['logs/station.log']).toContain(JSON.stringify(fault));
    const said = 'Frutas de Ensayo is not a function';
    for (const more of [
      { ...fault, error: said },
      { ...fault, at: [said] },
      { ...fault, screen: said },
    ]) {
      expect(notDrawn.safeParse(more).success, JSON.stringify(more)).toBe(false);
    }
  });

  it('leads from the number a person reads out to the line under it', async () => {
    const { station, log, close } = plantedStation();
    const told = log.report(new Error('boom'), 'sign');
    const report = await station.handlers.diagnostics({});
    await close();
    if (!report.ok || told.code !== 'unexpected') throw new Error('no report');
    const line = (filesInZip(report.value.bytes)['logs/station.log'] ?? '').split('\n').find((each) => each.includes(told.incident));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ event: 'unexpected', details: { doing: 'sign', error: { message: 'boom' } } });
  });

  it('is made by `doctor` too, with what was looked at, also where the store does not open', () => {
    const doctor = (data: string): { code: number | null; files: Record<string, string> } => {
      const file = join(folder, `${data}.zip`);
      const env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), RUBRICA_DATA: join(folder, data), RUBRICA_CONFIG: undefined };
      const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), 'doctor', '--report', file], { encoding: 'utf8', env });
      return { code: ended.status, files: filesInZip(readFileSync(file)) };
    };
    const whole = doctor('whole');
    expect([0, 4]).toContain(whole.code);
    expect(Object.keys(whole.files)).toEqual(expect.arrayContaining(['about.json', 'doctor.json', 'queue.json']));
    writeFileSync(join(folder, 'broken'), 'a file where the folder should be');
    const broken = doctor('broken');
    expect(broken.code).toBe(4);
    expect(broken.files['doctor.json']).toContain('"state": "error"');
  });
});

describe('an incident of a command', () => {
  it('has a number that leads to a line of the station’s logs', () => {
    mkdirSync(join(folder, 'data'));
    const words = [
      '--input-type=module',
      '-e',
      `
      const { runWords } = await import(${JSON.stringify(join(root, 'src/main/cli/run-words.ts'))});
      process.exitCode = await runWords(['doctor', '--json'], {
        schemaFolder: 'x', dataFolder: ${JSON.stringify(join(folder, 'data'))}, version: '0', startProcess: () => { throw new Error('boom of ours'); },
      });`,
    ];
    const ended = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: root });
    expect(ended.status, ended.stderr).toBe(5);
    expect(ended.stderr).not.toContain('run-words.ts');
    const { failure } = JSON.parse(ended.stdout) as { failure: { incident: string } };
    const logs = readdirSync(join(folder, 'data/logs'));
    expect(logs).toEqual(['command.log']);
    expect(readFileSync(join(folder, 'data/logs/command.log'), 'utf8')).toContain(failure.incident);
  });
});
