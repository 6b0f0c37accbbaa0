import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGateway, type GatewayOptions, type RunningGateway } from '#gateway/start-gateway.ts';
import { openRestGateway, type RestGateway, type RestGatewayOptions } from '#main/gateway/rest-gateway.ts';
import { openSoapGateway } from '#main/gateway/soap-gateway.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Gateway, Outgoing } from '#main/ports/gateway.ts';
import type { Clock } from '#main/ports/system.ts';
import { issueCertificate } from '#main/practice/issue.ts';
import { createPracticePki, type PracticePki } from '#main/practice/pki.ts';
import { systemClock } from '#main/system-clock.ts';

export const realClock: Clock = systemClock;

/** A gateway on loopback with practice certificates, and what a station needs to reach it. */
export type Exchange = {
  readonly folder: string;
  readonly pki: PracticePki;
  readonly gateway: RunningGateway;
  readonly users: { readonly cl: User; readonly mx: User };
  /** REST adapter of the Chilean station unless told otherwise; closed with the exchange */
  rest(options?: Partial<RestGatewayOptions> & { readonly as?: User }): RestGateway;
  soap(options?: Partial<RestGatewayOptions> & { readonly as?: User }): RestGateway;
  options(as?: User): RestGatewayOptions;
  /** ends the server and starts another on the same folder and port */
  restart(): Promise<void>;
  close(): Promise<void>;
};
export type User = { readonly name: string; readonly country: 'CL' | 'MX'; readonly password: string };

let madePki: Promise<PracticePki> | null = null;
export function sharedPki(): Promise<PracticePki> {
  madePki ??= createPracticePki({ now: new Date() });
  return madePki;
}

export async function openExchange(more: Partial<GatewayOptions> = {}): Promise<Exchange> {
  const pki = await sharedPki();
  const folder = mkdtempSync(path.join(tmpdir(), 'rubrica-gateway-'));
  const users = {
    cl: { name: 'estacion-cl', country: 'CL', password: 'contraseña: ñandú' },
    mx: { name: 'estacion-mx', country: 'MX', password: 'otra' },
  } as const;
  const start = (port: number): Promise<RunningGateway> =>
    startGateway({
      folder,
      port,
      tls: serverTls(pki),
      users: [{ ...users.cl, participant: 'ESTCL01' }, users.mx],
      ...more,
    });
  let gateway = await start(0);
  const opened: Gateway[] = [];
  const options = (as: User = users.cl): RestGatewayOptions => ({
    url: gateway.url,
    user: as.name,
    password: as.password,
    tls: { ca: pki.root.certificatePem, ...clientTls(pki, as.country) },
    clock: realClock,
    deadlines: { connectMs: 5_000, answerMs: 10_000 },
  });
  return {
    folder,
    pki,
    get gateway() {
      return gateway;
    },
    users,
    options,
    rest({ as, ...changes } = {}) {
      const adapter = openRestGateway({ ...options(as), ...changes });
      opened.push(adapter);
      return adapter;
    },
    soap({ as, ...changes } = {}) {
      const adapter = openSoapGateway({ ...options(as), ...changes });
      opened.push(adapter);
      return adapter;
    },
    async restart() {
      const { port } = gateway;
      await gateway.close();
      gateway = await start(port);
    },
    async close() {
      await Promise.all(opened.map((adapter) => adapter.close()));
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function serverTls(pki: PracticePki): GatewayOptions['tls'] {
  return {
    key: pki.tlsServer.privateKeyPem,
    cert: pki.tlsServer.certificatePem + pki.issuing.certificatePem,
    clientCa: [pki.root.certificatePem, pki.issuing.certificatePem],
  };
}

export function clientTls(pki: PracticePki, country: User['country']): { cert: string; key: string } {
  const identity = pki.tlsClients[country];
  return { cert: identity.certificatePem + pki.issuing.certificatePem, key: identity.privateKeyPem };
}

/** A server certificate that nobody should accept: for another name, from another authority or out of date. */
export async function badServerTls(
  pki: PracticePki,
  fault: 'otherName' | 'selfSigned' | 'expired',
): Promise<{ key: string; cert: string }> {
  const dayMs = 86_400_000;
  const identity = await issueCertificate({
    subject: 'CN=localhost',
    issuer: fault === 'selfSigned' ? undefined : pki.issuing,
    keyKind: 'p-256',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    alternativeNames: [{ type: 'dns', value: fault === 'otherName' ? 'otra.example' : 'localhost' }],
    ...(fault === 'expired' ? { notBefore: new Date(Date.now() - 20 * dayMs), notAfter: new Date(Date.now() - dayMs) } : {}),
  });
  return { key: identity.privateKeyPem, cert: identity.certificatePem + pki.issuing.certificatePem };
}

export function signedDocument(number: string, filling = ''): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\r\n<Certificado xmlns="urn:prueba"><ID>${number}</ID><Nota>año ñ 𝄞 &amp; &#13; ${filling}</Nota>` +
      `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature></Certificado>\n`,
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function outgoing(number: string, bytes: Uint8Array = signedDocument(number), header: Partial<Header> = {}): Outgoing {
  const key = randomUUID();
  return {
    idempotencyKey: key,
    sha256: sha256(bytes),
    bytes,
    header: {
      interaction: 'EnvioDocumento',
      service: 'Documento.851',
      sender: 'ESTCL01',
      senderCountry: 'CL',
      receiver: 'VUCEMX',
      receiverCountry: 'MX',
      transaction: key,
      state: 'ENV',
      at: new Date().toISOString(),
      documentType: '851',
      documentId: number,
      originalTransaction: null,
      ...header,
    },
  };
}
