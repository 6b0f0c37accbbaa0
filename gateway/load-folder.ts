import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GatewayAdmin } from '#gateway/admin.ts';

/**
 * What an integrator puts beside gateway.json: `crl/` (PEM or DER), `work/` (documents to sign) and `officials/`
 * (NUMBER-replica.xml, NUMBER-delta.xml). Read at every start; what is there already is not added again.
 */
export function loadFolder(admin: GatewayAdmin, folder: string): void {
  const crls = filesIn(folder, 'crl').map(({ bytes }) => derOf(bytes));
  if (crls.length > 0) admin.setCrls(crls);
  for (const { bytes } of filesIn(folder, 'work')) {
    admin.addWork({ bytes, id: `folder-${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}` });
  }
  for (const { name, bytes } of filesIn(folder, 'officials')) {
    const [, sequence, kind] = /^(\d+)-(replica|delta)\.xml$/.exec(name) ?? [];
    if (sequence === undefined || (kind !== 'replica' && kind !== 'delta'))
      throw new Error(`officials/${name}: NUMBER-replica.xml or NUMBER-delta.xml`);
    admin.addOfficialsFile({ sequence: Number(sequence), kind, bytes });
  }
}

function filesIn(folder: string, below: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const place = path.join(folder, below);
  if (!existsSync(place)) return [];
  const names = readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return names.map(({ name }) => ({ name, bytes: readFileSync(path.join(place, name)) })).sort((a, b) => a.name.localeCompare(b.name));
}

function derOf(bytes: Buffer): Buffer {
  const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(bytes.toString('latin1'))?.[1];
  return pem === undefined ? bytes : Buffer.from(pem, 'base64');
}
