import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { createPasswordCheck, hashPassword } from '#gateway/passwords.ts';

/** Who may speak to the gateway: a station's user at one country's window. */
export type GatewayUser = {
  readonly name: string;
  readonly country: string;
  /** IDdeRemitente this user may write; null: any */
  readonly participant?: string | null;
  /** give one of the two; only the hash is kept */
  readonly password?: string;
  readonly passwordHash?: string;
  /** sha256 of the DER of the client certificate this user must come with, hex; null: any that the client CA issued */
  readonly certificateSha256?: string | null;
  /** its stations answer what arrives for the country; otherwise the gateway acknowledges by its own judgement */
  readonly receives?: boolean;
};

export type Participant = {
  readonly name: string;
  readonly country: string;
  readonly participant: string | null;
  readonly receives: boolean;
};

export type Identification =
  | { readonly kind: 'known'; readonly participant: Participant }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrongCertificate' };

export type Participants = {
  identify(request: IncomingMessage): Promise<Identification>;
  isAttended(country: string): boolean;
  find(name: string): { readonly participant: Participant; readonly certificateSha256: string | null } | null;
  add(user: GatewayUser): Promise<void>;
};

export async function openParticipants(users: readonly GatewayUser[]): Promise<Participants> {
  const check = createPasswordCheck();
  const known = new Map<string, { participant: Participant; passwordHash: string; certificateSha256: string | null }>();
  // a user that does not exist costs as much time as one that does
  const decoy = await hashPassword('');

  async function add(user: GatewayUser): Promise<void> {
    if (user.password === undefined && user.passwordHash === undefined) throw new Error(`user ${user.name} has no password`);
    known.set(user.name, {
      participant: {
        name: user.name,
        country: user.country,
        participant: user.participant ?? null,
        receives: user.receives ?? false,
      },
      passwordHash: user.passwordHash ?? (await hashPassword(user.password ?? '')),
      certificateSha256: user.certificateSha256?.toLowerCase() ?? null,
    });
  }
  for (const user of users) await add(user);

  return {
    add,
    find: (name) => known.get(name) ?? null,
    isAttended: (country) => [...known.values()].some(({ participant }) => participant.receives && participant.country === country),
    async identify(request) {
      const basic = readBasic(request.headers.authorization);
      if (!basic) return { kind: 'unknown' };
      const row = known.get(basic.user);
      const isRight = await check(basic.user, basic.password, row?.passwordHash ?? decoy);
      if (!row || !isRight) return { kind: 'unknown' };
      if (row.certificateSha256 !== null && clientCertificateSha256(request) !== row.certificateSha256) return { kind: 'wrongCertificate' };
      return { kind: 'known', participant: row.participant };
    },
  };
}

function readBasic(field: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(field ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function clientCertificateSha256(request: IncomingMessage): string | null {
  if (!(request.socket instanceof TLSSocket)) return null;
  const certificate = request.socket.getPeerX509Certificate();
  return certificate instanceof X509Certificate ? certificate.fingerprint256.replaceAll(':', '').toLowerCase() : null;
}
