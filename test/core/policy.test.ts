import { describe, expect, it } from 'vitest';
import { mergePolicy, type PolicyLayer } from '#core/policy.ts';
import { policyGroups, policyWords } from '#core/text/policy-words.ts';
import { policyKeys, type PolicyKey } from '#contract/policy.ts';

const machine = (value: unknown): PolicyLayer => ({ source: 'machine', place: '/etc/machine.json', content: { ok: true, value } });
const user = (value: unknown): PolicyLayer => ({ source: 'user', place: '/home/user.json', content: { ok: true, value } });
const rowOf = (key: PolicyKey, ...layers: PolicyLayer[]) => mergePolicy(policyKeys, layers).rows.find((row) => row.key === key);

const url = { good: 'https://ventanilla.ejemplo', bad: ['http://ventanilla.ejemplo', 'https://ana:clave@ventanilla.ejemplo', 7, ''] };
const path = { good: '/etc/rubrica/ca.pem', bad: ['ca.pem', '../ca.pem', '', 7, '/etc/\nca.pem'] };
const text = { good: 'Uno', bad: ['', '   ', 7, ['Uno']] };
const pathList = { good: ['/usr/lib/a.so', 'C:\\Vendor\\b.dll'], bad: ['/usr/lib/a.so', ['a.so'], [7]] };
const flag = { good: true, bad: ['yes', 1, null] };

/** For each key a value that holds, and values that must not. */
const values: { readonly [Key in PolicyKey]: { readonly good: unknown; readonly bad: readonly unknown[] } } = {
  'station.country': { good: 'CL', bad: ['cl', 'CHL', 56] },
  'station.entityId': { good: 'A01', bad: ['a01', 'A0', 'A001'] },
  'station.entityName': text,
  'station.entityAddress': text,
  'station.entityCity': text,
  'station.entityUrl': text,
  'station.language': { good: 'en', bad: ['fr', 'EN', null] },
  'station.languages': { good: ['es'], bad: ['es', ['fr']] },
  'station.urgentHours': { good: 48, bad: [0, 721, '48', 1.5, null] },
  'documents.versions': {
    good: ['phytosanitary/CL=13B', 'phytosanitary/*=17A'],
    bad: [['CL=13B'], ['phytosanitary/CHL=13B'], 'phytosanitary/CL=13B'],
  },
  'gateway.url': url,
  'gateway.transport': { good: 'soap', bad: ['SOAP', 'ftp', null] },
  'gateway.user': text,
  'gateway.passwordFile': path,
  'gateway.caFile': path,
  'gateway.certificateFile': path,
  'gateway.keyFile': path,
  'gateway.station': text,
  'gateway.proxy': { good: 'direct', bad: ['none', false] },
  'gateway.proxyUrl': { good: 'http://proxy.ejemplo:3128', bad: ['proxy:3128', 'socks5://proxy', 'http://a:b@proxy'] },
  'modules.paths': pathList,
  'modules.only': flag,
  'modules.ignorePinPad': flag,
  'modules.issuerContact': text,
  'modules.sessionMinutes': { good: 15, bad: [0, 481, '5'] },
  'hsm.module': path,
  'hsm.partitions': { good: ['Firma'], bad: ['Firma', [''], ['x'.repeat(33)], [7]] },
  'hsm.sessions': { good: 8, bad: [0, 33, '4'] },
  'trust.anchorsFolder': path,
  'trust.intermediatesFolder': path,
  'trust.crlFolder': path,
  'trust.directoryAuthorityFile': path,
  'contingency.offeredAfterMinutes': { good: 60, bad: [0, -1, '60', 1e9] },
  'contingency.evidenceHours': { good: 24, bad: [-1, 721, '24'] },
  'mail.host': text,
  'mail.port': { good: 587, bad: [0, 65_536, '587'] },
  'mail.security': { good: 'starttls', bad: ['ssl', true] },
  'mail.user': text,
  'mail.passwordFile': path,
  'mail.from': { good: 'estacion@ejemplo.org', bad: ['estacion', 'a@b@c', 7] },
  'mail.caFile': path,
  'mail.addresses': {
    good: [{ country: 'CL', role: 'duty', address: 'turno@ejemplo.org', language: 'es' }],
    bad: [['turno@ejemplo.org'], ['CL;duty;nobody;es'], ['CHL;duty;a@ejemplo.org;es'], [{ country: 'CL' }], 'CL;duty;a@ejemplo.org;es'],
  },
  'keySources.allowed': { good: [], bad: [['usb'], 'pkcs11'] },
  'updates.mode': { good: 'on', bad: [true, 'On'] },
  'updates.feed': url,
  'updates.group': text,
  'updates.keys': { good: [`${'A'.repeat(59)}=`, `${'b'.repeat(122)}==`], bad: [`${'A'.repeat(59)}=`, ['AAAA'], ['A'.repeat(60)], [7]] },
  'updates.caFile': path,
  'retention.years': { good: 15, bad: [4, 101, 'siempre'] },
  'log.level': { good: 'debug', bad: ['trace', 3] },
  'log.files': { good: 10, bad: [0, 101] },
};

describe('a key of the policy', () => {
  for (const [key, { good, bad }] of Object.entries(values) as [PolicyKey, (typeof values)[PolicyKey]][]) {
    it(`${key} holds from the machine's policy and says so`, () => {
      expect(rowOf(key, machine({ [key]: good }))).toEqual({
        key,
        value: good,
        source: 'machine',
        place: '/etc/machine.json',
        isHeld: true,
      });
    });

    it(`${key} is refused with its reason when it cannot be used, and the default holds`, () => {
      for (const value of bad) {
        const { rows, problems } = mergePolicy(policyKeys, [machine({ [key]: value })]);
        expect(
          rows.find((row) => row.key === key),
          JSON.stringify(value),
        ).toMatchObject({
          value: policyKeys[key].fallback,
          source: 'default',
          isHeld: true,
        });
        expect(problems).toMatchObject([{ kind: 'badValue', key, source: 'machine', place: '/etc/machine.json' }]);
        expect(problems[0]?.sentence.es).toContain(policyKeys[key].expects.es);
        expect(problems[0]?.sentence.en).toContain(policyKeys[key].expects.en);
      }
    });

    it(`${key} has words in both languages and a default it accepts itself`, () => {
      const { title, explain } = policyWords[key];
      for (const words of [title, explain]) expect(words.es.length * words.en.length).toBeGreaterThan(0);
      expect(policyGroups[key.slice(0, key.indexOf('.'))]).toBeDefined();
      expect(policyKeys[key].read(policyKeys[key].fallback)).toEqual(policyKeys[key].fallback);
    });
  }
});

describe('the policy as a whole', () => {
  it('holds the machine over the user over the default, each value with its source', () => {
    const { values: effective, rows } = mergePolicy(policyKeys, [
      user({ gateway: { url: 'https://usuario.ejemplo', user: 'ana' } }),
      machine({ gateway: { url: 'https://maquina.ejemplo' } }),
    ]);
    expect(effective['gateway.url']).toBe('https://maquina.ejemplo');
    expect(effective['gateway.user']).toBe('ana');
    expect(effective['log.level']).toBe('info');
    const sources = ['gateway.url', 'gateway.user', 'log.level'].map((key) => rows.find((row) => row.key === key)?.source);
    expect(sources).toEqual(['machine', 'user', 'default']);
  });

  it('does not give the user what the machine meant to fix and wrote wrongly', () => {
    const row = rowOf('gateway.url', machine({ gateway: { url: 'ventanilla' } }), user({ gateway: { url: 'https://usuario.ejemplo' } }));
    expect(row).toMatchObject({ value: null, source: 'default', isHeld: true });
  });

  it('takes what only the machine decides from its policy alone, and tells the user so', () => {
    const key = [`${'A'.repeat(59)}=`];
    const alone = mergePolicy(policyKeys, [user({ updates: { keys: key, mode: 'on' } })]);
    expect(alone.values['updates.keys']).toEqual([]);
    expect(alone.values['updates.mode']).toBe('on');
    expect(alone.problems).toMatchObject([{ kind: 'badValue', key: 'updates.keys', source: 'user', place: '/home/user.json' }]);
    expect(rowOf('updates.keys', user({ updates: { keys: [] } }), machine({ updates: { keys: key } }))).toMatchObject({
      value: key,
      source: 'machine',
    });
  });

  it('tells a key it does not know, and lets the rest hold', () => {
    const { rows, problems } = mergePolicy(policyKeys, [
      machine({ gateway: { ulr: 'https://x.ejemplo', user: 'ana' }, colour: 'blue', constructor: {}, 'log.level': 'warn' }),
    ]);
    expect(problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['unknownKey', 'gateway.ulr'],
      ['unknownKey', 'colour'],
      ['unknownKey', 'constructor'],
    ]);
    expect(rows.filter(({ isHeld }) => isHeld).map(({ key }) => key)).toEqual(['gateway.user', 'log.level']);
  });

  it('that cannot be read leaves every default, and the station works', () => {
    const reason = { es: 'no es JSON', en: 'not JSON' };
    const { rows, problems } = mergePolicy(policyKeys, [{ source: 'machine', place: '/etc/p', content: { ok: false, reason } }]);
    expect(rows.every(({ source }) => source === 'default')).toBe(true);
    expect(problems).toEqual([{ kind: 'unreadable', key: null, source: 'machine', place: '/etc/p', sentence: reason }]);
  });

  it('that is no object, or has a group that is none, is told', () => {
    for (const value of [null, 7, 'x', []]) {
      expect(mergePolicy(policyKeys, [machine(value)]).problems).toMatchObject([{ kind: 'unreadable' }]);
    }
    expect(mergePolicy(policyKeys, [machine({ gateway: 'https://x.ejemplo' })]).problems).toMatchObject([
      { kind: 'badValue', key: 'gateway' },
    ]);
  });

  it('reads a person to be told as the registry writes one: a line', () => {
    const row = rowOf('mail.addresses', machine({ mail: { addresses: ['CL;head;jefa@ejemplo.org;en', '*;;turno@ejemplo.org'] } }));
    expect(row?.value).toEqual([
      { country: 'CL', role: 'head', address: 'jefa@ejemplo.org', language: 'en' },
      { country: null, role: 'duty', address: 'turno@ejemplo.org', language: 'es' },
    ]);
  });
});
