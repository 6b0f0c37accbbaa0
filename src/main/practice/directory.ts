import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { webcrypto } from 'node:crypto';
import type { PracticeRole } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { DirectoryRow } from '#core/officials/directory.ts';
import type { RunningGateway } from '#gateway/start-gateway.ts';
import { importPrivate } from '#main/practice/issue.ts';
import type { Identity } from '#main/practice/issue.ts';
import type { PracticePki } from '#main/practice/pki.ts';
import { signDirectory } from '#main/trust/officials/sign-directory.ts';
import { createXmlSigning } from '#main/xml/signing.ts';

/** What each role may sign in practice: a certifier everything, so that one of the two can always stand in for the other. */
export function practisedTypes(role: PracticeRole): readonly string[] {
  return documentTypes.filter(({ practisedBy }) => role === 'certifier' || practisedBy === role).map(({ id }) => id);
}

export function practiceRows(pki: Pick<PracticePki, 'officials'>, now: Date): readonly DirectoryRow[] {
  const enabledFrom = new Date(now.getTime() - 30 * 86_400_000).toISOString();
  return pki.officials.map(({ country, authority, entityId, entityName, role, title, identity }) => ({
    country,
    authority,
    entityId,
    entityName,
    entityAliases: [],
    name: title,
    certificate: Buffer.from(identity.certificate).toString('base64'),
    documentTypes: practisedTypes(role),
    enabledFrom,
    enabledUntil: null,
    isEnabled: true,
    status: 'active',
    revokedAt: null,
  }));
}

/** A directory file signed by the practice directory authority; with `isFull` false, one day's changes. */
export async function practiceDirectory(
  authority: Identity,
  file: { readonly isFull: boolean; readonly sequence: number; readonly issuedAt: string; readonly rows: readonly DirectoryRow[] },
): Promise<Uint8Array> {
  const isRsa = authority.key.kind.startsWith('rsa-');
  const key = await importPrivate(authority.key, 'SHA-256');
  const signed = await signDirectory(file, {
    signing: createXmlSigning(),
    certificate: authority.certificate,
    algorithm: isRsa ? 'rsa-sha256' : 'ecdsa-sha256',
    sign: async (bytes) => {
      const algorithm = isRsa ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await webcrypto.subtle.sign(algorithm, key, bytes));
    },
  });
  if (!signed.ok) throw new Error(`practice directory not signed: ${signed.failure.code}`);
  return signed.value;
}

/** Today's replica, served by the practice gateway and left in `directory/officials.xml` for the command line. */
export async function publishPracticeDirectory(
  folder: string,
  pki: PracticePki,
  gateway: RunningGateway,
  now: Date,
  others: readonly DirectoryRow[] = [],
): Promise<void> {
  const sequence = Math.floor(now.getTime() / 1000);
  const place = join(folder, 'directory');
  const file = join(place, 'officials.xml');
  if (existsSync(file) && readFileSync(file, 'utf8').includes(`sequence="${sequence}"`)) return;
  const rows = [...practiceRows(pki, now), ...others];
  const bytes = await practiceDirectory(pki.directoryAuthority, { isFull: true, sequence, issuedAt: now.toISOString(), rows });
  mkdirSync(place, { recursive: true });
  gateway.admin.addOfficialsFile({ sequence, kind: 'replica', bytes });
  for (const { country, entityId, entityName, title, identity } of pki.officials) {
    const enabledFrom = rows[0]?.enabledFrom ?? now.toISOString();
    gateway.admin.setOfficial({ fingerprint: identity.fingerprint, country, entityId, entityName, name: title, enabledFrom });
  }
  writeFileSync(file, bytes);
}
