import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyKeys, type PolicyKey } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { openConfig } from '#main/open-config.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-keys-'));
  writeFileSync(join(folder, 'secret'), 'palabra\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configOf(content: Readonly<Record<string, unknown>>): StationConfig {
  const places = { dataFolder: folder, schemaFolder: join(folder, 'schemas'), version: '0' };
  return openConfig(null, places, () => [{ source: 'machine', place: 'policy.json', content: { ok: true, value: content } }]);
}

type Exercise = {
  readonly good: unknown;
  /** keys it holds together with */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** what the station is configured with because of it */
  readonly seen: (config: StationConfig) => unknown;
  readonly becomes: unknown;
  readonly bad: unknown;
};

const entity = { 'station.country': 'CL', 'station.entityId': 'A01', 'station.entityName': 'Entidad' };
const gateway = { 'gateway.url': 'https://ventanilla.ejemplo' };
const client = { ...gateway, 'gateway.certificateFile': '/c.pem', 'gateway.keyFile': '/k.pem' };
const mail = { 'mail.host': 'correo.ejemplo', 'mail.from': 'a@ejemplo.org' };
const updates = { 'updates.mode': 'on', 'updates.feed': 'https://espejo.ejemplo/rubrica' };
const updateKey = `${'A'.repeat(59)}=`;

/** Every key: a value that is taken and where it is seen, and one that is refused. A new key does not compile without. */
const exercises: Readonly<Record<PolicyKey, Exercise>> = {
  'station.country': { good: 'PE', seen: (c) => c.country, becomes: 'PE', bad: 'pe' },
  'station.entityId': { good: 'B02', beside: entity, seen: (c) => c.entity?.id, becomes: 'B02', bad: 'muy largo' },
  'station.entityName': { good: 'Otra', beside: entity, seen: (c) => c.entity?.name, becomes: 'Otra', bad: 'Entidad \uFFFD' },
  'station.entityAddress': { good: 'Calle 1', beside: entity, seen: (c) => c.entity?.address, becomes: 'Calle 1', bad: 'x'.repeat(257) },
  'station.entityCity': { good: 'Lima', beside: entity, seen: (c) => c.entity?.city, becomes: 'Lima', bad: 'x'.repeat(51) },
  'station.entityUrl': {
    good: 'https://e.ejemplo',
    beside: entity,
    seen: (c) => c.entity?.url,
    becomes: 'https://e.ejemplo',
    bad: 'x'.repeat(65),
  },
  'station.language': { good: 'en', seen: (c) => c.policy?.language, becomes: 'en', bad: 'fr' },
  'station.languages': {
    good: ['en'],
    seen: (c) => [c.policy?.language, c.policy?.locked.includes('language')],
    becomes: ['en', true],
    bad: ['fr'],
  },
  'station.urgentHours': { good: 48, seen: (c) => c.policy?.urgentHours, becomes: 48, bad: 0 },
  'documents.versions': {
    good: ['phytosanitary/CL=13B'],
    seen: (c) => c.policy?.documentVersions,
    becomes: { 'phytosanitary/CL': '13B' },
    bad: ['13B'],
  },
  'gateway.url': { good: 'https://otra.ejemplo', seen: (c) => c.gateway?.url, becomes: 'https://otra.ejemplo', bad: 'http://otra.ejemplo' },
  'gateway.transport': { good: 'soap', seen: (c) => c.gateway?.transport, becomes: 'soap', bad: 'ftp' },
  'gateway.user': { good: 'estacion', seen: (c) => c.gateway?.user, becomes: 'estacion', bad: '' },
  'gateway.passwordFile': { good: '@secret', seen: (c) => c.gateway?.password, becomes: 'palabra', bad: 'relativo' },
  'gateway.caFile': { good: '/ca.pem', seen: (c) => c.gateway?.caFile, becomes: '/ca.pem', bad: 'ca.pem' },
  'gateway.certificateFile': {
    good: '/otro.pem',
    beside: client,
    seen: (c) => c.gateway?.certificateFile,
    becomes: '/otro.pem',
    bad: 'c.pem',
  },
  'gateway.keyFile': { good: '/otra.pem', beside: client, seen: (c) => c.gateway?.keyFile, becomes: '/otra.pem', bad: 'k.pem' },
  'gateway.station': { good: 'CL07', seen: (c) => c.gateway?.station, becomes: 'CL07', bad: 'x'.repeat(65) },
  'gateway.proxy': { good: 'direct', seen: (c) => c.policy?.proxy, becomes: 'direct', bad: 'maybe' },
  'gateway.proxyUrl': {
    good: 'http://proxy.ejemplo:3128',
    beside: { 'gateway.proxy': 'fixed' },
    seen: (c) => c.policy?.proxy,
    becomes: { url: 'http://proxy.ejemplo:3128' },
    bad: 'http://u:p@proxy.ejemplo:3128',
  },
  'modules.paths': { good: ['/m.so'], seen: (c) => c.modules, becomes: [{ path: '/m.so' }], bad: ['m.so'] },
  'modules.only': {
    good: true,
    seen: (c) => [c.policy?.onlyNamedModules, c.policy?.locked.includes('modules')],
    becomes: [true, true],
    bad: 'sí',
  },
  'modules.ignorePinPad': { good: true, seen: (c) => c.ignorePinPad, becomes: true, bad: 1 },
  'modules.issuerContact': { good: 'Mesa', seen: (c) => c.tokenIssuerContact, becomes: 'Mesa', bad: 'x'.repeat(301) },
  'modules.sessionMinutes': { good: 9, seen: (c) => c.tokenSessionMs, becomes: 540_000, bad: 481 },
  'hsm.module': { good: '/hsm.so', seen: (c) => c.hsm?.path, becomes: '/hsm.so', bad: 'hsm.so' },
  'hsm.partitions': {
    good: ['P1'],
    beside: { 'hsm.module': '/hsm.so' },
    seen: (c) => c.hsm?.partitions,
    becomes: ['P1'],
    bad: ['x'.repeat(33)],
  },
  'hsm.sessions': { good: 8, beside: { 'hsm.module': '/hsm.so' }, seen: (c) => c.hsm?.sessions, becomes: 8, bad: 33 },
  'trust.anchorsFolder': { good: '/anchors', seen: (c) => c.trust.anchorsFolder, becomes: '/anchors', bad: 'anchors' },
  'trust.intermediatesFolder': { good: '/cas', seen: (c) => c.trust.intermediatesFolder, becomes: '/cas', bad: 'cas' },
  'trust.crlFolder': { good: '/crls', seen: (c) => c.trust.crlFolder, becomes: '/crls', bad: 'crls' },
  'trust.directoryAuthorityFile': { good: '/d.pem', seen: (c) => c.trust.directoryAuthorityFile, becomes: '/d.pem', bad: 'd.pem' },
  'contingency.offeredAfterMinutes': { good: 60, seen: (c) => c.policy?.contingencyAfterMinutes, becomes: 60, bad: 0 },
  'contingency.evidenceHours': { good: 24, seen: (c) => c.trust.offlineEvidenceHours, becomes: 24, bad: 721 },
  'mail.host': { good: 'otro.ejemplo', beside: mail, seen: (c) => c.mail?.host, becomes: 'otro.ejemplo', bad: '' },
  'mail.port': { good: 587, beside: mail, seen: (c) => c.mail?.port, becomes: 587, bad: 65_536 },
  'mail.security': { good: 'starttls', beside: mail, seen: (c) => c.mail?.security, becomes: 'starttls', bad: 'ssl' },
  'mail.user': { good: 'correo', beside: mail, seen: (c) => c.mail?.user, becomes: 'correo', bad: '' },
  'mail.passwordFile': { good: '@secret', beside: mail, seen: (c) => c.mail?.password, becomes: 'palabra', bad: 'relativo' },
  'mail.from': { good: 'b@ejemplo.org', beside: mail, seen: (c) => c.mail?.from, becomes: 'b@ejemplo.org', bad: 'nadie' },
  'mail.caFile': { good: '/mail.pem', beside: mail, seen: (c) => c.mail?.caFile, becomes: '/mail.pem', bad: 'mail.pem' },
  'mail.addresses': {
    good: ['CL;head;jefa@ejemplo.org;en'],
    seen: (c) => c.policy?.addresses,
    becomes: [{ country: 'CL', role: 'head', address: 'jefa@ejemplo.org', language: 'en' }],
    bad: ['jefa'],
  },
  'keySources.allowed': {
    good: ['pkcs12'],
    seen: (c) => [c.keyFilesAllowed, c.policy?.onlyNamedModules],
    becomes: [['pkcs12'], true],
    bad: ['usb'],
  },
  'updates.mode': { good: 'on', beside: updates, seen: (c) => c.updates?.feed, becomes: updates['updates.feed'], bad: 'always' },
  'updates.feed': {
    good: 'https://otro.ejemplo',
    beside: updates,
    seen: (c) => c.updates?.feed,
    becomes: 'https://otro.ejemplo',
    bad: 'http://otro.ejemplo',
  },
  'updates.group': { good: 'piloto', beside: updates, seen: (c) => c.updates?.group, becomes: 'piloto', bad: '' },
  'updates.keys': { good: [updateKey], beside: updates, seen: (c) => c.updates?.keys, becomes: [updateKey], bad: ['AAAA'] },
  'updates.caFile': { good: '/feed.pem', beside: updates, seen: (c) => c.updates?.caFile, becomes: '/feed.pem', bad: 'feed.pem' },
  'retention.years': { good: 15, seen: (c) => c.policy?.retentionYears, becomes: 15, bad: 4 },
  'log.level': { good: 'debug', seen: (c) => c.policy?.log.level, becomes: 'debug', bad: 'loud' },
  'log.files': { good: 9, seen: (c) => c.policy?.log.keep, becomes: 9, bad: 101 },
};

/** `@secret` is the file of this run. */
const real = (value: unknown): unknown => (value === '@secret' ? join(folder, 'secret') : value);

describe('every key of the policy', () => {
  for (const [name, { good, beside = {}, seen, becomes, bad }] of Object.entries(exercises)) {
    const key = name as PolicyKey;
    it(`${key} acts, and a value it does not take is refused with the reason while the default holds`, () => {
      const config = configOf({ ...beside, [key]: real(good) });
      expect(seen(config)).toEqual(becomes);
      expect(seen(configOf({}))).not.toEqual(becomes);
      expect(config.policy?.report.problems.filter((problem) => problem.key === key)).toEqual([]);

      for (const wrong of [bad, { nested: true }]) {
        const { policy } = configOf({ ...beside, [key]: wrong });
        const problem = policy?.report.problems.find((each) => each.key === key);
        const { expects, fallback } = policyKeys[key];
        expect(problem?.kind, JSON.stringify(wrong)).toBe('badValue');
        for (const language of ['es', 'en'] as const) expect(problem?.sentence[language]).toContain(expects[language]);
        const row = policy?.report.rows.find((each) => each.key === key);
        expect(row?.source).toBe('default');
        expect(row?.value ?? null).toBe(
          fallback === null ? null : Array.isArray(fallback) ? (fallback.length === 0 ? '[]' : fallback.join(', ')) : String(fallback),
        );
      }
    });
  }
});
