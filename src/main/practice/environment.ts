import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StationConfig } from '#contract/station-config.ts';
import { startGateway, type RunningGateway } from '#gateway/start-gateway.ts';
import { createSoftHsmToken, softHsmPaths, type SoftHsmToken } from '#main/token/softhsm.ts';
import { publishPracticeDirectory } from '#main/practice/directory.ts';
import { addInbound, visitorCountry } from '#main/practice/inbound.ts';
import { ownWork, productSamples } from '#main/practice/samples.ts';
import { createReceivingJudge } from '#main/practice/receiving-judge.ts';
import { createPracticePki, type PracticeCountry, type PracticePki } from '#main/practice/pki.ts';
import { openVisitors } from '#main/practice/visitors.ts';

/** A whole small world to practise in: keys, a soft token, a gateway on loopback, certificates that wait. Nothing in it is valid. */
export type Practice = {
  readonly folder: string;
  readonly config: StationConfig;
  readonly configFile: string;
  readonly pin: string;
  readonly pki: PracticePki;
  readonly gateway: RunningGateway;
  close(): Promise<void>;
};

export type PracticeOptions = {
  readonly folder: string;
  readonly schemaFolder: string;
  readonly version: string;
  readonly now: Date;
  readonly country: PracticeCountry;
  /** documents that wait to be signed; those of the product when absent */
  readonly work?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly nativeBinding: string | null;
  /** another PIN than practice's own, for a token that is made now */
  readonly pin?: string;
  /** another module than practice's own soft token: a card reader's, whose cards hold whatever they hold */
  readonly token?: PracticeToken;
};

export type PracticeToken = { readonly module: string; readonly environment: Readonly<Record<string, string>> };

/** Not secret: it opens a token that signs for nobody. The screens show it. */
export const practicePin = '123456';
const practicePassword = 'practica';

/** Made once in `folder`, found again later; the gateway starts anew each time on a port of its own. */
export async function openPractice(options: PracticeOptions): Promise<Practice> {
  const { folder, now, country } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await createPracticePki({ folder: join(folder, 'pki'), now });
  const samples = productSamples(options.schemaFolder);
  const visitors = await openVisitors(join(folder, 'pki'), made, visitorCountry(samples, country), now);
  const pki: PracticePki = { ...made, crls: visitors.crls };
  const token = options.token ?? openToken(folder, pki, country, options.pin ?? practicePin);
  const isFirst = !existsSync(join(folder, 'gateway'));
  const gateway = await openGateway(folder, pki);
  await publishPracticeDirectory(join(folder, 'pki'), pki, gateway, now, [visitors.formerRow]);
  const sampleFolder = join(options.schemaFolder, 'samples');
  if (options.work !== undefined || isFirst) addWork(gateway, options.work ?? ownWork(samples, sampleFolder, country), country, now);
  if (options.work === undefined && isFirst) addInbound(gateway, { pki, visitors, samples, folder: sampleFolder, country, now });
  const config = configure(options, token, gateway);
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
  return { folder, config, configFile, pin: options.pin ?? practicePin, pki, gateway, close: () => gateway.close() };
}

/** Is there what practice signs with? */
export function hasPracticeToken(): boolean {
  return softHsmPaths.some((path) => existsSync(path));
}

function openToken(folder: string, pki: PracticePki, country: PracticeCountry, pin: string): SoftHsmToken {
  const module = softHsmPaths.find((path) => existsSync(path));
  if (module === undefined) throw new Error('SoftHSM2 is not installed: install the package softhsm2.');
  const place = join(folder, `token-${country.toLowerCase()}`);
  const mark = join(place, 'ready.json');
  if (existsSync(mark)) return JSON.parse(readFileSync(mark, 'utf8')) as SoftHsmToken;
  const identities = pki.officials
    .filter((official) => official.country === country)
    .map(({ role, identity }) => ({ label: role, privateKey: identity.key.privateKey, certificate: identity.certificate }));
  const token = createSoftHsmToken({
    folder: place,
    label: `Practica ${country}`,
    pin,
    soPin: '87654321',
    identities,
    module,
  });
  writeFileSync(mark, JSON.stringify(token));
  return token;
}

async function openGateway(folder: string, pki: PracticePki): Promise<RunningGateway> {
  const users = Object.keys(pki.tlsClients).map((country) => ({
    name: `estacion-${country.toLowerCase()}`,
    country,
    password: practicePassword,
  }));
  const gateway = await startGateway({
    folder: join(folder, 'gateway'),
    tls: {
      key: pki.tlsServer.privateKeyPem,
      cert: pki.tlsServer.certificatePem + pki.issuing.certificatePem,
      clientCa: [pki.root.certificatePem, pki.issuing.certificatePem],
    },
    users,
    judge: createReceivingJudge(),
  });
  gateway.admin.setCrls(pki.crls);
  return gateway;
}

/** The first is due within the working day, the others in the days that follow. */
function addWork(gateway: RunningGateway, work: readonly { name: string; bytes: Uint8Array }[], country: PracticeCountry, now: Date): void {
  work.forEach(({ bytes }, i) => {
    const hours = i === 0 ? 3 : 24 * (1 + Math.floor(i / 3));
    gateway.admin.addWork({ bytes, country, dueAt: new Date(now.getTime() + hours * 3_600_000).toISOString() });
  });
}

function configure(options: PracticeOptions, token: PracticeToken, gateway: RunningGateway): StationConfig {
  const pki = join(options.folder, 'pki');
  const station = `station-${options.country.toLowerCase()}`;
  return {
    version: options.version,
    isPractice: true,
    dataFolder: join(options.folder, 'station'),
    schemaFolder: options.schemaFolder,
    nativeBinding: options.nativeBinding,
    country: options.country,
    entity: {
      id: 'PRA',
      name: `Autoridad de origen de práctica ${options.country}`,
      address: 'Calle de Ensayo 1',
      city: 'Ciudad de Ensayo',
    },
    modules: [{ path: token.module }],
    ignorePinPad: false,
    tokenEnvironment: { ...token.environment },
    tokenIssuerContact: 'Mesa de ayuda de práctica, ayuda@practica.example',
    gateway: {
      url: gateway.url,
      transport: 'rest',
      user: `estacion-${options.country.toLowerCase()}`,
      password: practicePassword,
      caFile: join(pki, 'trust', 'practice-root.pem'),
      certificateFile: join(pki, 'tls', `${station}.pem`),
      keyFile: join(pki, 'tls', `${station}.key.pem`),
      station: `EST${options.country}01`,
    },
    trust: {
      anchorsFolder: join(pki, 'trust'),
      intermediatesFolder: join(pki, 'intermediates'),
      crlFolder: join(pki, 'crl'),
      directoryAuthorityFile: join(pki, 'directory', 'directory-authority.pem'),
      offlineEvidenceHours: 72,
    },
    mail: null,
  };
}
