/** Makes a station's configuration of the policy that holds. Only the files it names for passwords are read here. */
import type { PolicyKey, PolicyReport, PolicyValues } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { Words } from '#core/finding.ts';
import type { EffectivePolicy, PolicyProblem } from '#core/policy.ts';

/** The text of a password file without its line end, or null where it cannot be read. */
export type ReadSecret = (file: string) => string | null;

export function configOfPolicy(
  base: StationConfig,
  { values, rows, problems }: EffectivePolicy<PolicyValues>,
  readSecret: ReadSecret,
): StationConfig {
  const held = new Set(rows.filter(({ isHeld }) => isHeld).map(({ key }) => key as PolicyKey));
  const found: PolicyProblem[] = [...problems];
  const tell = (key: PolicyKey, sentence: Words): void => {
    const row = rows.find((one) => one.key === key);
    if (row === undefined || row.source === 'default' || row.place === null) return;
    found.push({ kind: 'incomplete', key, source: row.source, place: row.place, sentence });
  };
  const secret = (key: 'gateway.passwordFile' | 'mail.passwordFile'): string | null => {
    const file = values[key];
    const text = file === null ? null : readSecret(file);
    if (file !== null && text === null) tell(key, { es: `${key}: no se puede leer ${file}.`, en: `${key}: ${file} cannot be read.` });
    return text;
  };
  const config: StationConfig = {
    ...base,
    country: values['station.country'],
    entity: entityOf(values),
    modules: values['keySources.allowed'].includes('pkcs11') ? values['modules.paths'].map((path) => ({ path })) : [],
    ignorePinPad: values['modules.ignorePinPad'],
    ...hsmOf(values),
    keyFilesAllowed: values['keySources.allowed'].filter((kind) => kind !== 'pkcs11'),
    tokenSessionMs: values['modules.sessionMinutes'] * 60_000,
    ...(values['modules.issuerContact'] === null ? {} : { tokenIssuerContact: values['modules.issuerContact'] }),
    gateway: [...held].some((key) => key.startsWith('gateway.')) ? gatewayOf(values, secret('gateway.passwordFile')) : null,
    trust: {
      anchorsFolder: values['trust.anchorsFolder'] ?? base.trust.anchorsFolder,
      intermediatesFolder: values['trust.intermediatesFolder'],
      crlFolder: values['trust.crlFolder'],
      directoryAuthorityFile: values['trust.directoryAuthorityFile'],
      offlineEvidenceHours: values['contingency.evidenceHours'],
    },
    mail: mailOf(values, () => secret('mail.passwordFile')),
    updates: updatesOf(values),
  };
  for (const [key, other] of together) {
    const isAlone = values[key] !== null && held.has(key) && (values[other] === null || values[other] === 'system');
    if (isAlone) tell(key, { es: `${key} rige solo junto con ${other}.`, en: `${key} holds only together with ${other}.` });
  }
  if (values['gateway.proxy'] === 'fixed' && values['gateway.proxyUrl'] === null) {
    tell('gateway.proxy', {
      es: 'gateway.proxy: fixed pide gateway.proxyUrl; se usa el proxy del sistema.',
      en: 'gateway.proxy: fixed asks for gateway.proxyUrl; the system’s proxy is used.',
    });
  }
  if (values['updates.mode'] === 'on' && values['updates.feed'] === null) {
    tell('updates.mode', {
      es: 'updates.mode: on pide updates.feed; no se consulta ninguna actualización.',
      en: 'updates.mode: on asks for updates.feed; no update is looked for.',
    });
  }
  return {
    ...config,
    policy: {
      report: reportOf(rows, found),
      locked: lockedBy(held, values),
      language: values['station.languages'].length === 1 ? (values['station.languages'][0] ?? 'es') : values['station.language'],
      urgentHours: values['station.urgentHours'],
      documentVersions: Object.fromEntries(values['documents.versions'].map((choice) => choice.split('=', 2))) as Record<string, string>,
      onlyNamedModules: values['modules.only'] || !values['keySources.allowed'].includes('pkcs11'),
      proxy: proxyOf(values),
      contingencyAfterMinutes: values['contingency.offeredAfterMinutes'],
      retentionYears: values['retention.years'],
      addresses: values['mail.addresses'].map((recipient) => ({ ...recipient })),
      log: { level: values['log.level'], keep: values['log.files'] },
    },
  };
}

/** The first of each pair says nothing without the second. */
const together: readonly (readonly [PolicyKey, PolicyKey])[] = [
  ['station.entityId', 'station.country'],
  ['station.entityId', 'station.entityName'],
  ['station.entityName', 'station.entityId'],
  ['gateway.certificateFile', 'gateway.keyFile'],
  ['gateway.keyFile', 'gateway.certificateFile'],
  ['gateway.proxyUrl', 'gateway.proxy'],
  ['hsm.partitions', 'hsm.module'],
  ['hsm.sessions', 'hsm.module'],
  ['mail.host', 'mail.from'],
  ['mail.from', 'mail.host'],
];

function hsmOf(values: PolicyValues): Pick<StationConfig, 'hsm'> {
  const path = values['hsm.module'];
  if (path === null || !values['keySources.allowed'].includes('pkcs11')) return {};
  return { hsm: { path, partitions: values['hsm.partitions'], sessions: values['hsm.sessions'] } };
}

function entityOf(values: PolicyValues): StationConfig['entity'] {
  const [id, name] = [values['station.entityId'], values['station.entityName']];
  if (id === null || name === null) return null;
  const [city, url] = [values['station.entityCity'], values['station.entityUrl']];
  return { id, name, address: values['station.entityAddress'] ?? '', ...(city ? { city } : {}), ...(url ? { url } : {}) };
}

function gatewayOf(values: PolicyValues, password: string | null): NonNullable<StationConfig['gateway']> {
  const [certificateFile, keyFile] = [values['gateway.certificateFile'], values['gateway.keyFile']];
  const isPair = certificateFile !== null && keyFile !== null;
  return {
    url: values['gateway.url'] ?? '',
    transport: values['gateway.transport'],
    user: values['gateway.user'] ?? '',
    password: password ?? '',
    caFile: values['gateway.caFile'],
    certificateFile: isPair ? certificateFile : null,
    keyFile: isPair ? keyFile : null,
    station: values['gateway.station'] ?? 'ESTACION',
  };
}

function mailOf(values: PolicyValues, password: () => string | null): StationConfig['mail'] {
  const [host, from] = [values['mail.host'], values['mail.from']];
  if (host === null || from === null) return null;
  return {
    host,
    port: values['mail.port'],
    security: values['mail.security'],
    user: values['mail.user'],
    password: password(),
    from,
    caFile: values['mail.caFile'],
  };
}

function updatesOf(values: PolicyValues): StationConfig['updates'] {
  const feed = values['updates.feed'];
  if (values['updates.mode'] === 'off' || feed === null) return null;
  return { feed, group: values['updates.group'], keys: values['updates.keys'], caFile: values['updates.caFile'] };
}

function proxyOf(values: PolicyValues): NonNullable<StationConfig['policy']>['proxy'] {
  const url = values['gateway.proxyUrl'];
  if (values['gateway.proxy'] === 'direct') return 'direct';
  return values['gateway.proxy'] === 'fixed' && url !== null ? { url } : null;
}

/** Which of a person's settings a key holds fast. */
const settingOf: Partial<Record<PolicyKey, string>> = {
  'station.language': 'language',
  'station.urgentHours': 'urgentHours',
  'documents.versions': 'documentVersions',
  'gateway.url': 'gatewayUrl',
  'gateway.user': 'gatewayUser',
  'gateway.transport': 'transport',
  'gateway.passwordFile': 'gatewayPassword',
};

function lockedBy(held: ReadonlySet<PolicyKey>, values: PolicyValues): string[] {
  const locked = [...held].flatMap((key) => settingOf[key] ?? []);
  if (values['station.languages'].length === 1) locked.push('language');
  if (values['modules.only'] || !values['keySources.allowed'].includes('pkcs11')) locked.push('modules');
  return [...new Set(locked)];
}

function reportOf(rows: EffectivePolicy<PolicyValues>['rows'], problems: readonly PolicyProblem[]): PolicyReport {
  return {
    isReplaced: false,
    rows: rows.map((row) => ({ ...row, value: textOf(row.value) })),
    problems: [...problems],
  };
}

/** One line for a person; null where nothing is set. An empty list that a policy names is a value: none. */
function textOf(value: unknown): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.map(textOf).join(', ');
  if (typeof value === 'object')
    return Object.values(value)
      .map((part) => textOf(part) ?? '*')
      .join(';');
  return String(value);
}
