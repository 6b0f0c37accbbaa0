/** Builds a station from its adapters. Shared by the station process and the command line; no behaviour of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentTypes } from '#core/documents/types.ts';
import { done, type Result } from '#core/failure.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { defaultsOf, policyOf } from '#main/configured.ts';
import { officialOf } from '#main/official-of.ts';
import { schemaInfo } from '#main/files/schema-info.ts';
import { effectiveSchemas } from '#main/files/schema-packs.ts';
import { tables } from '#main/files/table.ts';
import { courierKeyFile } from '#main/gateway/courier-key.ts';
import { openCourier } from '#main/gateway/courier.ts';
import { openRestGateway } from '#main/gateway/rest-gateway.ts';
import { openSoapGateway } from '#main/gateway/soap-gateway.ts';
import { openMail } from '#main/mail/open-mail.ts';
import type { Mail } from '#main/ports/mail.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock, Log, PinPrompt, Unexpected } from '#main/ports/system.ts';
import type { Trust } from '#main/ports/trust.ts';
import { createStation, type RunningStation } from '#main/station/create-station.ts';
import { addedSources } from '#main/station/key-sources.ts';
import { showSettings } from '#main/station/settings.ts';
import type {
  GatewaySettings,
  Secrets,
  StationDefaults,
  StationGateway,
  StationParts,
  StationPolicy,
} from '#main/station/station-parts.ts';
import { statementFile, type SalvageStatement } from '#main/store/damage/statement.ts';
import type { OpenedStore } from '#main/store/open-store.ts';
import { openStoreOf } from '#main/station-store.ts';
import { createTokens, type ModuleChoice, type TokenRoom } from '#main/token/create-tokens.ts';
import { discoverModules } from '#main/token/discovery/discover-modules.ts';
import { diagnoseTokens, type IsOfficial } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { createSupportDesk } from '#main/support-desk.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';

/** What the surroundings lend a station: Electron's shell, the command line, or a test. */
export type Surroundings = {
  readonly startToken: StartProcess;
  readonly pinPrompt: PinPrompt;
  readonly secrets: Secrets;
  readonly desktop: StationParts['desktop'];
  readonly proxyFor: (url: string) => Promise<string | null>;
  readonly log: Log & Unexpected;
  readonly clock: Clock;
  readonly openTrust: (config: StationConfig, store: Store, clock: Clock, proxyFor: Surroundings['proxyFor']) => Trust;
  /** shorter times for tests and practice */
  readonly policy?: Partial<StationPolicy>;
};

export type Assembled = {
  readonly station: RunningStation;
  readonly store: Store;
  readonly tokens: TokenRoom;
  readonly trust: Trust;
  /** the store was damaged and has been rebuilt by this opening */
  readonly salvaged: StationParts['salvaged'];
  /** stops the station and closes the store */
  close(): Promise<void>;
};

/** A login without a signature for this long ends, where neither policy nor configuration says otherwise. */
const usualSessionMs = 5 * 60_000;

export function assembleStation(config: StationConfig, around: Surroundings): Result<Assembled> {
  const opened = openStoreOf(config);
  return opened.ok ? done(assembleOn(opened.value, config, around)) : opened;
}

/** The same on a store that is open already. */
export function assembleOn({ store, sqlite, opening }: OpenedStore, config: StationConfig, around: Surroundings): Assembled {
  const { log, clock } = around;
  if (opening.migratedFrom !== null) log.write('info', 'store.migrated', { ...opening });
  if (opening.salvaged !== null) log.write('error', 'store.salvaged', { ...opening.salvaged });
  if (opening.foreignLog !== null) log.write('error', 'store.foreignLog', { aside: opening.foreignLog });
  const salvaged = opening.salvaged === null ? undefined : salvagedOf(opening.salvaged);
  const schemas = effectiveSchemas(config.schemaFolder, config.dataFolder);
  for (const { manifest, hash, isInstalled } of schemas.packs) {
    log.write('info', 'schemas.pack', { id: manifest.id, version: manifest.version, hash, isInstalled });
  }
  for (const { id, problems } of schemas.damaged) log.write('error', 'schemas.packDamaged', { id, problems });
  const defaults = defaultsOf(config);
  const added = addedSources({ store, defaults });
  const tokens = createTokens({
    startProcess: around.startToken,
    modules: moduleChoices(config, added.modules),
    keyFiles: added.keyFiles,
    idleMs: config.tokenSessionMs ?? usualSessionMs,
    log,
    clock,
  });
  const proxyFor = proxyOf(config, around.proxyFor);
  const trust = around.openTrust(config, store, clock, proxyFor);
  const station = createStation({
    version: config.version,
    isPractice: config.isPractice,
    store,
    xml: {
      documents: createXmlDocuments({ schemaFolder: schemas.folder }),
      signing: createXmlSigning(),
      verification: createXmlVerification(),
    },
    tokens,
    diagnose: async () => diagnoseTokens(tokens.overview(), await readMachine(), clock.now(), isOfficialIn(store)),
    tokenIssuerContact: config.tokenIssuerContact,
    trust,
    openGateway: (settings) => openGateway(config, settings, { ...around, proxyFor }),
    useSources: (now) => tokens.setModules(moduleChoices(config, now.modules), now.keyFiles),
    courier: courierOf(config, store, defaults, log),
    mail: mailOf(config, log),
    clock,
    log,
    pinPrompt: around.pinPrompt,
    secrets: around.secrets,
    tables,
    desktop: around.desktop,
    unexpected: log,
    documentTypes,
    schemas: schemaInfo(schemas, { ahead: documentTypes.flatMap(({ versions }) => versions.map(({ schema }) => schema)) }),
    chance: Math.random,
    identity: { station: config.gateway?.station ?? 'ESTACION', country: config.country, official: officialOf(config) },
    defaults,
    effectivePolicy: config.policy?.report,
    salvaged,
    support: createSupportDesk(config, schemas.packs, sqlite),
    policy: { ...policyOf(config), ...around.policy },
  });
  return {
    station,
    store,
    tokens,
    trust,
    salvaged,
    close: async () => {
      await station.stop();
      store.close();
    },
  };
}

/** Null while this station has never seen a directory: then it says nothing about anybody. */
export function isOfficialIn({ officials }: Store): IsOfficial {
  const replicas = officials.replicas();
  if (!replicas.ok || replicas.value.length === 0) return () => null;
  return (fingerprint) => {
    const found = officials.byFingerprint(fingerprint);
    return found.ok ? found.value.some((official) => official.isEnabled && official.status === 'active') : null;
  };
}

/** What a person has to look at, and where the whole is written in words. */
function salvagedOf({ at, aside, lost, bytesMissing, mayHaveBeenSigned, tables, journal }: SalvageStatement): StationParts['salvaged'] {
  const toLookAt = new Set([...lost, ...bytesMissing, ...mayHaveBeenSigned]).size;
  const isPartial = !journal.isComplete || tables.length === 0 || tables.some((table) => table.lost > 0);
  return { at, facts: { count: toLookAt, isPartial, detail: join(aside, statementFile) } };
}

/** The policy's proxy, or what the surroundings say. */
function proxyOf({ policy }: StationConfig, system: Surroundings['proxyFor']): Surroundings['proxyFor'] {
  const proxy = policy?.proxy ?? null;
  if (proxy === null) return system;
  return () => Promise.resolve(proxy === 'direct' ? null : proxy.url);
}

/** The configuration's modules, what a person added, and what is installed where the configuration names none. */
export function moduleChoices(config: StationConfig, added: readonly string[]): readonly ModuleChoice[] {
  const { ignorePinPad } = config;
  // First, so that it keeps its sessions where the same file is found in another way too.
  const hsm: ModuleChoice[] = config.hsm === undefined ? [] : [{ ...config.hsm, ignorePinPad }];
  const named = config.modules.map((module): ModuleChoice => ({ ...module, ignorePinPad }));
  if (config.policy?.onlyNamedModules) return [...hsm, ...named];
  const found = discoverModules({ policy: config.modules.map((module) => module.path), settings: added });
  // A configuration that names modules is meant: what else is installed is left alone, only what a person added counts.
  const others = found.filter(
    ({ path, origin }) => !named.some((module) => module.path === path) && (named.length === 0 || origin === 'settings'),
  );
  return [...hsm, ...named, ...others.map(({ path }): ModuleChoice => ({ path, ignorePinPad }))];
}

async function openGateway(config: StationConfig, settings: GatewaySettings, around: Surroundings): Promise<StationGateway | null> {
  const { log, clock } = around;
  try {
    const files = config.gateway;
    const options = {
      url: settings.url,
      user: settings.user,
      password: settings.password,
      version: config.version,
      tls: {
        ...(files?.caFile ? { ca: readFileSync(files.caFile, 'utf8') } : {}),
        ...(files?.certificateFile ? { cert: readFileSync(files.certificateFile, 'utf8') } : {}),
        ...(files?.keyFile ? { key: readFileSync(files.keyFile, 'utf8') } : {}),
      },
      proxy: await around.proxyFor(settings.url),
      clock,
    };
    return settings.transport === 'soap' ? openSoapGateway(options) : openRestGateway(options);
  } catch (error) {
    log.write('error', 'gateway.notOpened', { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** A courier's file is signed with the key of our line to the gateway: it says who sealed it. */
function courierOf(config: StationConfig, store: Store, defaults: StationDefaults, log: Log): StationParts['courier'] {
  const { gateway, country } = config;
  if (gateway === null || country === null) return null;
  const { certificateFile, keyFile } = gateway;
  if (certificateFile === null || keyFile === null) return null;
  try {
    return openCourier({
      from: () => ({ user: showSettings({ store, defaults }).gateway.user, country }),
      signer: { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') },
      ownKey: courierKeyFile(join(config.dataFolder, 'courier.key.pem'), log),
    });
  } catch (error) {
    log.write('error', 'courier.notOpened', { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function mailOf(config: StationConfig, log: Log): Mail | null {
  if (config.mail === null) return null;
  const { caFile, ...mail } = config.mail;
  try {
    return openMail({ ...mail, ca: caFile === null ? null : readFileSync(caFile, 'utf8') });
  } catch (error) {
    log.write('error', 'mail.notOpened', { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
