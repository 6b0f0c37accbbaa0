import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationConfig, type StationConfig } from '#contract/station-config.ts';
import type { PolicyLayer } from '#core/policy.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { openHeadless } from '#main/cli/headless-station.ts';
import { openConfig } from '#main/open-config.ts';
import { systemClock } from '#main/system-clock.ts';

let folder = '';
let opened: Assembled | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-policy-'));
});
afterEach(async () => {
  await opened?.close();
  opened = null;
  rmSync(folder, { recursive: true, force: true });
});

function configOf(machine: unknown, configFile: string | null = null): StationConfig {
  const layer: PolicyLayer = { source: 'machine', place: '/etc/rubrica/policy.json', content: { ok: true, value: machine } };
  const places = { dataFolder: folder, schemaFolder: resolve(import.meta.dirname, '../../schemas'), version: '0' };
  return openConfig(configFile, places, () => [layer]);
}

function open(config: StationConfig): Assembled {
  const silent = { write: () => undefined, report: () => ({ code: 'unexpected', incident: 'x' }) as const };
  const station = openHeadless(
    {
      startProcess: () => () => Promise.reject(new Error('no module was to be started')),
      log: silent,
      clock: systemClock,
    },
    config,
  );
  if (!station.ok) throw new Error(station.failure.code);
  opened = station.value;
  return station.value;
}

const problemsOf = (config: StationConfig) => config.policy?.report.problems.map(({ kind, key }) => [kind, key]);

describe('a station under a policy', () => {
  it('is configured by it, and the configuration passes to the station’s own process', () => {
    writeFileSync(join(folder, 'secret'), 'palabra\n');
    const config = configOf({
      station: { country: 'CL', entityId: 'A01', entityName: 'Entidad', language: 'en', urgentHours: 48 },
      gateway: {
        url: 'https://ventanilla.ejemplo',
        transport: 'soap',
        user: 'estacion',
        passwordFile: join(folder, 'secret'),
        certificateFile: '/c.pem',
        keyFile: '/k.pem',
        station: 'CL07',
        proxy: 'fixed',
        proxyUrl: 'http://proxy.ejemplo:3128',
      },
      modules: { paths: ['/usr/lib/token.so'], only: true, ignorePinPad: true, issuerContact: 'Mesa de ayuda', sessionMinutes: 15 },
      hsm: { module: '/opt/hsm/lib.so', partitions: ['Firma'], sessions: 8 },
      trust: { anchorsFolder: '/etc/rubrica/trust', directoryAuthorityFile: '/etc/rubrica/authority.pem' },
      contingency: { offeredAfterMinutes: 60, evidenceHours: 24 },
      mail: { host: 'correo.ejemplo', from: 'estacion@ejemplo.org', addresses: ['CL;head;jefa@ejemplo.org;en'] },
      log: { level: 'debug', files: 9 },
    });
    expect(stationConfig.parse(config)).toEqual(config);
    expect(config).toMatchObject({
      country: 'CL',
      entity: { id: 'A01', name: 'Entidad' },
      modules: [{ path: '/usr/lib/token.so' }],
      ignorePinPad: true,
      tokenIssuerContact: 'Mesa de ayuda',
      tokenSessionMs: 900_000,
      hsm: { path: '/opt/hsm/lib.so', partitions: ['Firma'], sessions: 8 },
      gateway: {
        url: 'https://ventanilla.ejemplo',
        transport: 'soap',
        password: 'palabra',
        station: 'CL07',
        keyFile: '/k.pem',
        caFile: null,
      },
      trust: { anchorsFolder: '/etc/rubrica/trust', directoryAuthorityFile: '/etc/rubrica/authority.pem', offlineEvidenceHours: 24 },
      mail: { host: 'correo.ejemplo', port: 465, security: 'tls' },
      policy: {
        language: 'en',
        urgentHours: 48,
        onlyNamedModules: true,
        proxy: { url: 'http://proxy.ejemplo:3128' },
        contingencyAfterMinutes: 60,
        addresses: [{ country: 'CL', role: 'head', address: 'jefa@ejemplo.org', language: 'en' }],
        log: { level: 'debug', keep: 9 },
      },
    });
    expect(problemsOf(config)).toEqual([]);
    expect(JSON.stringify(config.policy)).not.toContain('palabra');
  });

  it('keeps what the policy fixed from being changed at the station, and lets the rest be changed', async () => {
    const { station } = open(
      configOf({
        station: { languages: ['en'], urgentHours: 48 },
        gateway: { url: 'https://ventanilla.ejemplo', user: 'estacion', transport: 'soap' },
        modules: { only: true },
      }),
    );
    const changes = {
      language: 'es',
      urgentHours: 1,
      gatewayUrl: 'https://otra.ejemplo',
      gatewayUser: 'otra',
      transport: 'rest',
    } as const;
    for (const [key, value] of Object.entries(changes)) {
      const refused = await station.handlers.changeSettings({ [key]: value });
      expect(refused, key).toEqual({ ok: false, failure: { code: 'notAllowedByPolicy', key } });
    }
    expect(await station.handlers.settings({})).toMatchObject({
      value: {
        language: 'en',
        urgentHours: 48,
        gateway: { url: 'https://ventanilla.ejemplo', user: 'estacion', transport: 'soap' },
        keyFilesAllowed: [],
      },
    });
    expect(await station.handlers.addModule({ path: '/tmp/mine.so' })).toEqual({
      ok: false,
      failure: { code: 'notAllowedByPolicy', key: 'modules' },
    });
    const file = { kind: 'pkcs12', file: '/tmp/mine.p12' } as const;
    expect(await station.handlers.addKeyFile(file)).toMatchObject({ ok: false, failure: { code: 'notAllowedByPolicy' } });
    expect((await station.handlers.changeSettings({ officialName: 'Ana', theme: 'dark' })).ok).toBe(true);
  });

  it('overrules what a person set before the policy came', async () => {
    const before = open(configOf({}));
    expect((await before.station.handlers.changeSettings({ urgentHours: 5, gatewayUrl: 'https://vieja.ejemplo' })).ok).toBe(true);
    await before.close();
    const { station } = open(configOf({ station: { urgentHours: 48 }, gateway: { url: 'https://ventanilla.ejemplo' } }));
    expect(await station.handlers.settings({})).toMatchObject({
      value: { urgentHours: 48, gateway: { url: 'https://ventanilla.ejemplo' } },
    });
  });

  it('tells its window each value, where it came from, and what was refused', async () => {
    const { station } = open(configOf({ gateway: { url: 'http://sin-cifrar.ejemplo', user: 'estacion' }, retention: { years: 15 } }));
    const answer = await station.handlers.policy({});
    if (!answer.ok) throw new Error(answer.failure.code);
    const row = (key: string) => answer.value.rows.find((one) => one.key === key);
    expect(row('gateway.user')).toMatchObject({ value: 'estacion', source: 'machine', place: '/etc/rubrica/policy.json' });
    expect(row('gateway.url')).toMatchObject({ value: null, source: 'default', isHeld: true });
    expect(row('retention.years')).toMatchObject({ value: '15', source: 'machine' });
    expect(answer.value.problems).toMatchObject([{ kind: 'badValue', key: 'gateway.url' }]);
  });

  it('asks for updates only where the policy says on and where from', () => {
    const feed = 'https://espejo.ejemplo/rubrica';
    expect(configOf({}).updates).toBeNull();
    expect(configOf({ updates: { feed } }).updates).toBeNull();
    const without = configOf({ updates: { mode: 'on' } });
    expect(without.updates).toBeNull();
    expect(problemsOf(without)).toEqual([['incomplete', 'updates.mode']]);
    const key = `${'A'.repeat(59)}=`;
    expect(configOf({ updates: { mode: 'on', feed, group: 'piloto', keys: [key], caFile: '/ca.pem' } }).updates).toEqual({
      feed,
      group: 'piloto',
      keys: [key],
      caFile: '/ca.pem',
    });
  });

  it('calls itself by the version of the program, whatever a configuration file says', () => {
    const file = join(folder, 'config.json');
    writeFileSync(file, JSON.stringify({ version: '9.9.9', country: 'CL' }));
    expect(configOf({}, file)).toMatchObject({ version: '0', country: 'CL' });
  });

  it('says which values of a configuration file cannot be used, and what is wrong with each', () => {
    const file = join(folder, 'config.json');
    const hsm = { path: '/hsm.so', partitions: [], sessions: 1.5 };
    writeFileSync(file, JSON.stringify({ country: 'CHL', ignorePinPad: 'no', hsm, keyFilesAllowed: ['pem'], tokenSessionMs: 0 }));
    const wrong = [
      'country: Too big: expected string to have exactly 2 characters',
      'ignorePinPad: Invalid input: expected boolean, received string',
      'hsm.sessions: Invalid input: expected int, received number',
      'keyFilesAllowed.0: Invalid option: expected one of "pkcs12"|"efirma"',
      'tokenSessionMs: Too small: expected number to be >0',
    ].join('; ');
    expect(() => configOf({}, file)).toThrow(new Error(`The configuration ${file} has values that cannot be used: ${wrong}`));
  });

  it('starts whatever the policy says', async () => {
    for (const bad of [null, 7, 'x', [], { gateway: 7 }, { gateway: { url: {} } }, { modules: { paths: 'a', only: 'b' }, mail: [] }]) {
      const { station } = open(configOf(bad));
      expect((await station.handlers.status({})).ok, JSON.stringify(bad)).toBe(true);
      const answer = await station.handlers.policy({});
      expect(answer).toMatchObject({ ok: true, value: { problems: expect.arrayContaining([expect.anything()]) } });
      await opened?.close();
    }
  });

  it('says what holds only together with something else', () => {
    const absent = join(folder, 'absent');
    const config = configOf({
      station: { entityId: 'A01' },
      gateway: { keyFile: '/k.pem', passwordFile: absent, proxy: 'fixed' },
      mail: { host: 'correo.ejemplo' },
    });
    expect(problemsOf(config)).toEqual([
      ['incomplete', 'gateway.passwordFile'],
      ['incomplete', 'station.entityId'],
      ['incomplete', 'station.entityId'],
      ['incomplete', 'gateway.keyFile'],
      ['incomplete', 'mail.host'],
      ['incomplete', 'gateway.proxy'],
    ]);
    expect(config).toMatchObject({ entity: null, mail: null, gateway: { keyFile: null, certificateFile: null }, policy: { proxy: null } });
  });

  it('loads no module at all where the token is not an allowed source of keys', () => {
    const config = configOf({ modules: { paths: ['/usr/lib/token.so'] }, keySources: { allowed: [] } });
    expect(config).toMatchObject({ modules: [], policy: { onlyNamedModules: true, locked: ['modules'] } });
  });

  it('gives way to a configuration file, which says so', async () => {
    const file = join(folder, 'config.json');
    writeFileSync(file, JSON.stringify({ country: 'PE' }));
    const config = configOf({ station: { country: 'CL' } }, file);
    expect(config).toMatchObject({ country: 'PE' });
    const { station } = open(config);
    expect(await station.handlers.policy({})).toEqual({ ok: true, value: { isReplaced: true, rows: [], problems: [] } });
  });
});
