import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import type { DirectoryRow } from '#core/officials/directory.ts';
import { practisedTypes } from '#main/practice/directory.ts';
import { issueCertificate, type Identity } from '#main/practice/issue.ts';
import { practiceCrls, readIdentity, writeCrls, type PracticeCountry, type PracticePki } from '#main/practice/pki.ts';

/** Two who sign and should not: one whom no directory knows, and an official whose certificate was taken back. */
export type Visitors = {
  readonly country: PracticeCountry;
  readonly outsider: Identity;
  readonly former: Identity;
  /** the practice lists, in which the former official stands */
  readonly crls: readonly Uint8Array[];
  readonly formerRow: DirectoryRow;
};

const dayMs = 86_400_000;

/** Made once, found again later; the lists are written anew each time and always name the former official. */
export async function openVisitors(folder: string, pki: PracticePki, country: PracticeCountry, now: Date): Promise<Visitors> {
  const outsider = await openVisitor(folder, pki, {
    name: `outsider-${country.toLowerCase()}`,
    title: `Ajeno al directorio ${country}`,
    country,
    now,
  });
  const former = await openVisitor(folder, pki, {
    name: `former-${country.toLowerCase()}`,
    title: `Antiguo inspector de práctica ${country}`,
    country,
    now,
  });
  const from = Date.parse(new X509Certificate(former.certificate).validFrom);
  // half a day before the practice was begun: after the date on the certificate it signed, before that arrives
  const revokedAt = new Date(from + 29.5 * dayMs);
  const crls = await practiceCrls(pki.root, pki.issuing, now, [{ identity: former, at: revokedAt }]);
  writeCrls(folder, crls);
  const colleague = pki.officials.find((one) => one.country === country && one.role === 'inspector');
  if (!colleague) throw new Error(`no practice inspector of ${country}`);
  const formerRow: DirectoryRow = {
    country,
    authority: colleague.authority,
    entityId: colleague.entityId,
    entityName: colleague.entityName,
    entityAliases: [],
    name: `Antiguo inspector de práctica ${country}`,
    certificate: Buffer.from(former.certificate).toString('base64'),
    documentTypes: practisedTypes(colleague.role),
    enabledFrom: new Date(from).toISOString(),
    enabledUntil: null,
    isEnabled: false,
    status: 'revoked',
    revokedAt: revokedAt.toISOString(),
  };
  return { country, outsider, former, crls, formerRow };
}

async function openVisitor(
  folder: string,
  pki: PracticePki,
  visitor: { readonly name: string; readonly title: string; readonly country: PracticeCountry; readonly now: Date },
): Promise<Identity> {
  const { name, title, country, now } = visitor;
  const place = join(folder, 'visitors');
  const earlier = existsSync(place) ? readIdentity(place, name, now) : null;
  if (earlier) return earlier;
  const made = await issueCertificate({
    name,
    subject: `C=${country}, O=Práctica Rúbrica, CN=${title}`,
    issuer: pki.issuing,
    keyKind: 'p-256',
    policies: ['2.999.1.1'],
    ca: false,
    notBefore: new Date(now.getTime() - 30 * dayMs),
    notAfter: new Date(now.getTime() + 4 * 365 * dayMs),
  });
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `${name}.pem`), made.certificatePem);
  writeFileSync(join(place, `${name}.key.pem`), made.privateKeyPem, { mode: 0o600 });
  return made;
}
