import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { PracticeRole } from '#core/documents/document-type.ts';
import { issueCertificate, issueCrl, serialOf, toPem } from './issue.ts';
import type { Identity, KeyKind, KeyPair } from './issue.ts';

export type PracticeCountry = 'CL' | 'CO' | 'MX' | 'PE';
export const practiceCountries: readonly PracticeCountry[] = ['CL', 'CO', 'MX', 'PE'];

/** A fictional official: a role, not a person. */
export type PracticeOfficial = {
  readonly country: PracticeCountry;
  readonly role: PracticeRole;
  readonly entityId: string;
  readonly entityName: string;
  readonly authority: string;
  /** as a person reads it: `Inspector de práctica CL` */
  readonly title: string;
  readonly identity: Identity;
};

export type PracticePki = {
  readonly root: Identity;
  readonly issuing: Identity;
  /** per country: `inspector` with an RSA-2048 key, `certifier` with a P-256 key */
  readonly officials: readonly PracticeOfficial[];
  readonly tlsServer: Identity;
  /** the station's client certificate, one a country */
  readonly tlsClients: Readonly<Record<PracticeCountry, Identity>>;
  readonly directoryAuthority: Identity;
  readonly crls: readonly Uint8Array[];
};

const certificatePolicy = '2.999.1.1';
const dayMs = 86_400_000;

/**
 * The practice PKI: root, issuing CA, officials of the four countries, TLS certificates, directory authority, CRLs.
 * With `folder`, what an earlier start made is read again while it is still current; new CRLs are written each time.
 * Below the folder: `trust/` (root, and the directory authority: no CA), `intermediates/` (issuing CA), `crl/`, `officials/`, `tls/`, `directory/`, `ca/`
 * as NAME.pem and NAME.key.pem, so that the command line and openssl can read them too.
 */
export async function createPracticePki(options: { readonly folder?: string; readonly now: Date }): Promise<PracticePki> {
  const { folder, now } = options;
  const earlier = folder ? readPracticePki(folder, now) : null;
  if (folder && earlier) {
    const crls = await practiceCrls(earlier.root, earlier.issuing, now, []);
    writeCrls(folder, crls);
    return { ...earlier, crls };
  }
  const made = await makeAll(now);
  if (folder) writePracticePki(folder, made);
  return made;
}

/** The two CRLs of the practice PKI; `revoked` are identities the issuing CA takes back. */
export async function practiceCrls(
  root: Identity,
  issuing: Identity,
  now: Date,
  revoked: readonly { readonly identity: Identity; readonly at: Date; readonly reason?: number }[],
): Promise<readonly Uint8Array[]> {
  const number = Math.floor(now.getTime() / 1000);
  const thisUpdate = new Date(now.getTime() - 3_600_000);
  const entries = revoked.map((entry) => ({ serial: serialOf(entry.identity), at: entry.at, reason: entry.reason ?? 1 }));
  return [
    await issueCrl({ issuer: root, thisUpdate, nextUpdate: new Date(now.getTime() + 90 * dayMs), number }),
    await issueCrl({ issuer: issuing, thisUpdate, nextUpdate: new Date(now.getTime() + 7 * dayMs), number, revoked: entries }),
  ];
}

async function makeAll(now: Date): Promise<PracticePki> {
  const notBefore = new Date(now.getTime() - 30 * dayMs);
  const years = (count: number): Date => new Date(now.getTime() + count * 365 * dayMs);
  const root = await issueCertificate({
    name: 'practice-root',
    subject: 'O=Práctica Rúbrica, CN=Autoridad raíz de práctica (sin validez)',
    ca: true,
    notBefore,
    notAfter: years(20),
  });
  const issuing = await issueCertificate({
    name: 'practice-issuing',
    subject: 'O=Práctica Rúbrica, CN=Autoridad emisora de práctica (sin validez)',
    issuer: root,
    ca: { pathLength: 0 },
    policies: [certificatePolicy],
    notBefore,
    notAfter: years(10),
  });
  const leaf = (name: string, subject: string, more: Partial<Parameters<typeof issueCertificate>[0]>): Promise<Identity> =>
    issueCertificate({ name, subject, issuer: issuing, notBefore, notAfter: years(4), ...more });

  const officials: PracticeOfficial[] = [];
  const tlsClients: [PracticeCountry, Identity][] = [];
  for (const country of practiceCountries) {
    for (const role of ['inspector', 'certifier'] as const) {
      const place = placeOf(country, role);
      officials.push({
        country,
        role,
        ...place,
        identity: await leaf(`${role}-${country.toLowerCase()}`, `C=${country}, O=${place.entityName}, CN=${place.title}`, {
          keyKind: role === 'inspector' ? 'rsa-2048' : 'p-256',
          policies: [certificatePolicy],
          ca: false,
        }),
      });
    }
    const name = `station-${country.toLowerCase()}`;
    tlsClients.push([
      country,
      await leaf(name, `C=${country}, O=Práctica Rúbrica, CN=${name}`, {
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
      }),
    ]);
  }
  const tlsServer = await leaf('gateway', 'O=Práctica Rúbrica, CN=localhost', {
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    alternativeNames: [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ],
  });
  const directoryAuthority = await leaf('directory-authority', 'O=Práctica Rúbrica, CN=Autoridad del directorio de práctica', {
    ca: false,
  });
  return {
    root,
    issuing,
    officials,
    tlsServer,
    tlsClients: Object.fromEntries(tlsClients) as Record<PracticeCountry, Identity>,
    directoryAuthority,
    crls: await practiceCrls(root, issuing, now, []),
  };
}

function placeOf(
  country: PracticeCountry,
  role: PracticeOfficial['role'],
): Pick<PracticeOfficial, 'entityId' | 'entityName' | 'authority' | 'title'> {
  const kind = role === 'inspector' ? 'fitosanitaria' : 'de origen';
  return {
    entityId: `${country}-${role === 'inspector' ? 'FITO' : 'ORIGEN'}`,
    entityName: `Autoridad ${kind} de práctica ${country}`,
    authority: `Autoridad competente de práctica ${country}`,
    title: `${role === 'inspector' ? 'Inspector de práctica' : 'Certificador de origen de práctica'} ${country}`,
  };
}

/** Every identity with the folder it lives in. */
function placed(pki: Omit<PracticePki, 'crls'>): readonly (readonly [string, Identity])[] {
  return [
    ['ca', pki.root],
    ['ca', pki.issuing],
    ...pki.officials.map((official) => ['officials', official.identity] as const),
    ['tls', pki.tlsServer],
    ...Object.values(pki.tlsClients).map((identity) => ['tls', identity] as const),
    ['directory', pki.directoryAuthority],
  ];
}

function writePracticePki(folder: string, pki: PracticePki): void {
  for (const [below, identity] of placed(pki)) {
    mkdirSync(join(folder, below), { recursive: true });
    writeFileSync(join(folder, below, `${identity.name}.pem`), identity.certificatePem);
    writeFileSync(join(folder, below, `${identity.name}.key.pem`), identity.privateKeyPem, { mode: 0o600 });
  }
  for (const [below, identity] of [
    ['trust', pki.root],
    ['trust', pki.directoryAuthority],
    ['intermediates', pki.issuing],
  ] as const) {
    mkdirSync(join(folder, below), { recursive: true });
    writeFileSync(join(folder, below, `${identity.name}.pem`), identity.certificatePem);
  }
  writeCrls(folder, pki.crls);
}

export function writeCrls(folder: string, crls: readonly Uint8Array[]): void {
  mkdirSync(join(folder, 'crl'), { recursive: true });
  const names = ['practice-root', 'practice-issuing'];
  for (const [index, crl] of crls.entries()) writeFileSync(join(folder, 'crl', `${names[index] ?? index}.crl.pem`), toPem(crl, 'X509 CRL'));
}

/** What an earlier start wrote, or null when it is not whole or no longer current. CRLs are left out. */
export function readPracticePki(folder: string, now: Date): Omit<PracticePki, 'crls'> | null {
  const read = (below: string, name: string): Identity | null => readIdentity(join(folder, below), name, now);
  const root = read('ca', 'practice-root');
  const issuing = read('ca', 'practice-issuing');
  const tlsServer = read('tls', 'gateway');
  const directoryAuthority = read('directory', 'directory-authority');
  const officials: PracticeOfficial[] = [];
  const tlsClients: [PracticeCountry, Identity][] = [];
  for (const country of practiceCountries) {
    for (const role of ['inspector', 'certifier'] as const) {
      const identity = read('officials', `${role}-${country.toLowerCase()}`);
      if (identity) officials.push({ country, role, ...placeOf(country, role), identity });
    }
    const client = read('tls', `station-${country.toLowerCase()}`);
    if (client) tlsClients.push([country, client]);
  }
  if (!root || !issuing || !tlsServer || !directoryAuthority || officials.length < 8 || tlsClients.length < 4) return null;
  return {
    root,
    issuing,
    officials,
    tlsServer,
    tlsClients: Object.fromEntries(tlsClients) as Record<PracticeCountry, Identity>,
    directoryAuthority,
  };
}

export function readIdentity(folder: string, name: string, now: Date): Identity | null {
  const certificateFile = join(folder, `${name}.pem`);
  const keyFile = join(folder, `${name}.key.pem`);
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return null;
  const certificatePem = readFileSync(certificateFile, 'utf8');
  const privateKeyPem = readFileSync(keyFile, 'utf8');
  const parsed = new X509Certificate(certificatePem);
  if (new Date(parsed.validTo).getTime() < now.getTime() + 30 * dayMs || new Date(parsed.validFrom) > now) return null;
  const certificate = new Uint8Array(parsed.raw);
  return {
    name,
    certificate,
    certificatePem,
    privateKeyPem,
    key: keyOf(privateKeyPem),
    fingerprint: createHash('sha256').update(certificate).digest('hex'),
  };
}

function keyOf(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  const details = privateKey.asymmetricKeyDetails;
  const kinds: Readonly<Record<string, KeyKind>> = { prime256v1: 'p-256', secp384r1: 'p-384', secp521r1: 'p-521' };
  const kind = details?.namedCurve ? kinds[details.namedCurve] : (`rsa-${details?.modulusLength}` as KeyKind);
  return {
    kind: kind ?? 'p-256',
    privateKey: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })),
    publicKey: new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' })),
  };
}
