import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayOptions } from '#gateway/start-gateway.ts';
import { openCourier } from '#main/gateway/courier.ts';
import { issueCertificate } from '#main/practice/issue.ts';
import type { StationGateway } from '#main/station/station-parts.ts';
import { openExchange, type Exchange } from '#test/fakes/exchange.ts';
import { lineTo } from '#test/fakes/fake-gateway.ts';
import { benchStation, type Bench, type BenchOptions } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

/** A station of the agency: real store, real seal, TLS to the real gateway; its line can be cut. */
export type Post = Bench & { readonly name: string; readonly line: StationGateway & { isDown: boolean } };

type Identity = { readonly signer: { readonly cert: string; readonly key: string }; readonly ownKey: KeyObject };

/** Stations of one participant, and a foreign one, at one gateway. */
export type Agency = {
  readonly exchange: Exchange;
  openPost(name: string, policy?: BenchOptions['policy']): Promise<Post>;
  closePost(post: Post): Promise<void>;
  openSisters(policy?: BenchOptions['policy']): Promise<{ north: Post; south: Post }>;
  close(): Promise<void>;
};

export async function openAgency(gateway: Partial<GatewayOptions> = {}): Promise<Agency> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-courier-'));
  const users = ['norte', 'sur', 'puerto'].map((name) => ({ name, country: 'CL', password: name, participant: 'CLSAG' }));
  const foreign = { name: 'aduana', country: 'CL', password: 'aduana', participant: 'CLADUANA' };
  const exchange = await openExchange({ users: [...users, foreign], judge: () => [], ...gateway });
  const identities = new Map<string, Identity>();
  let posts: Post[] = [];

  /** Certificate and keys of a station, the same after a restart. */
  async function identityOf(name: string): Promise<Identity> {
    const known = identities.get(name);
    if (known) return known;
    const identity = await issueCertificate({
      subject: `C=CL, O=Servicio de Prueba, CN=${name}`,
      issuer: exchange.pki.issuing,
      keyKind: name === 'sur' ? 'rsa-2048' : 'p-256',
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
    });
    const signer = { cert: identity.certificatePem + exchange.pki.issuing.certificatePem, key: identity.privateKeyPem };
    const made = { signer, ownKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
    identities.set(name, made);
    return made;
  }

  async function openPost(name: string, policy: BenchOptions['policy'] = {}): Promise<Post> {
    const { signer, ownKey } = await identityOf(name);
    const user = { name, country: 'CL', password: name } as const;
    const line = lineTo(exchange.rest({ as: user, tls: { ca: exchange.pki.root.certificatePem, ...signer } }));
    const courier = openCourier({ from: () => ({ user: name, country: 'CL' }), signer, ownKey });
    const post = Object.assign(benchStation({ file: join(folder, name, 'station.db'), line, courier, policy }), { name, line });
    posts.push(post);
    await expectValue(post.station.start());
    await post.station.syncOnce();
    return post;
  }

  return {
    exchange,
    openPost,
    closePost: async (post) => {
      posts = posts.filter((each) => each !== post);
      await post.stop();
    },
    openSisters: async (policy) => {
      const south = await openPost('sur', policy);
      const north = await openPost('norte', policy);
      return { north, south };
    },
    close: async () => {
      for (const post of posts) await post.stop();
      await exchange.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function cutLine(post: Post): Promise<void> {
  post.line.isDown = true;
  await post.station.syncOnce();
}

export const exportTo = async (post: Post, to: string | null, after?: string) =>
  expectValue(post.station.handlers.exportCourier({ to, ...(after === undefined ? {} : { after }) }));
export const bring = (post: Post, bytes: Uint8Array) => post.station.handlers.importCourier({ bytes });

export async function broughtTo(post: Post, bytes: Uint8Array) {
  const brought = await expectValue(bring(post, bytes));
  if (brought.kind !== 'documents') throw new Error(brought.kind);
  return brought;
}

export function isJournalWhole(post: Post): boolean {
  const journal = post.store.journal.verify();
  return journal.ok && journal.value.broken === null;
}
