import { readFileSync } from 'node:fs';
import https from 'node:https';
import { readGatewayDocument, type GatewayDocument } from '#test/conformance/gateway/document.ts';
import { clientTls, openExchange } from '#test/fakes/exchange.ts';

/**
 * The gateway under test. By default the reference gateway on loopback; any other with
 *   RUBRICA_GATEWAY_URL, RUBRICA_GATEWAY_CA, RUBRICA_GATEWAY_CERT, RUBRICA_GATEWAY_KEY (files with PEM),
 *   RUBRICA_GATEWAY_USER, RUBRICA_GATEWAY_PASSWORD, RUBRICA_GATEWAY_DESTINATION (a country it may send to; default MX).
 * It leaves a few small documents and notices there, marked as conformance tests.
 */
export type Subject = {
  readonly isReference: boolean;
  readonly destination: string;
  readonly document: GatewayDocument;
  /** operation ids that were asked, and what in their answers was not as the document says */
  readonly covered: Set<string>;
  readonly faults: string[];
  ask(request: Asked): Promise<Got>;
  close(): Promise<void>;
};
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly password?: string;
  readonly withoutCertificate?: boolean;
};
export type Got = {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  // oxlint-disable-next-line typescript/no-explicit-any -- a foreign gateway's JSON is read member by member
  readonly json: any;
};

type Connection = {
  readonly url: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly user: string;
  readonly password: string;
  readonly destination: string;
  close(): Promise<void>;
};

export async function openSubject(): Promise<Subject> {
  const foreign = process.env['RUBRICA_GATEWAY_URL'];
  const connection = foreign === undefined ? await ownGateway() : foreignGateway(foreign);
  const document = readGatewayDocument();
  const covered = new Set<string>();
  const faults: string[] = [];
  return {
    isReference: foreign === undefined,
    destination: connection.destination,
    document,
    covered,
    faults,
    async ask(request) {
      const got = await send(connection, request);
      const path = request.path.split('?')[0] ?? '';
      const operation = document.operationOf(request.method, path);
      if (operation) {
        covered.add(operation.id);
        faults.push(
          ...document.faultsOf({ method: request.method, path, status: got.status, contentType: got.contentType, body: got.body }),
        );
      }
      return got;
    },
    close: () => connection.close(),
  };
}

async function ownGateway(): Promise<Connection> {
  const exchange = await openExchange();
  const { admin } = exchange.gateway;
  admin.addWork({ bytes: new TextEncoder().encode('<trabajo/>'), country: 'CL', assignedTo: 'ana', dueAt: '2027-01-01T00:00:00Z' });
  admin.setCrls(exchange.pki.crls);
  admin.addOfficialsFile({ sequence: 1, kind: 'replica', bytes: new TextEncoder().encode('<replica/>') });
  return {
    url: exchange.gateway.url,
    ca: exchange.pki.root.certificatePem,
    ...clientTls(exchange.pki, 'CL'),
    user: exchange.users.cl.name,
    password: exchange.users.cl.password,
    destination: 'MX',
    close: () => exchange.close(),
  };
}

function foreignGateway(url: string): Connection {
  const setting = (name: string): string => {
    const value = process.env[`RUBRICA_GATEWAY_${name}`];
    if (value === undefined) throw new Error(`RUBRICA_GATEWAY_${name} is needed beside RUBRICA_GATEWAY_URL`);
    return value;
  };
  return {
    url: url.replace(/\/+$/, ''),
    ca: readFileSync(setting('CA'), 'utf8'),
    cert: readFileSync(setting('CERT'), 'utf8'),
    key: readFileSync(setting('KEY'), 'utf8'),
    user: setting('USER'),
    password: setting('PASSWORD'),
    destination: process.env['RUBRICA_GATEWAY_DESTINATION'] ?? 'MX',
    close: () => Promise.resolve(),
  };
}

function send({ url, ca, cert, key, user, password }: Connection, request: Asked): Promise<Got> {
  const tls = request.withoutCertificate ? { ca } : { ca, cert, key };
  const basic = Buffer.from(`${user}:${request.password ?? password}`, 'utf8').toString('base64');
  return new Promise((resolve, reject) => {
    const asked = https.request(
      url + request.path,
      { ...tls, agent: false, method: request.method, timeout: 30_000, headers: { authorization: `Basic ${basic}`, ...request.headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const body = Buffer.concat(chunks);
          const contentType = answer.headers['content-type'] ?? '';
          const json: unknown = /json/.test(contentType) && body.length > 0 ? JSON.parse(body.toString('utf8')) : null;
          resolve({ status: answer.statusCode ?? 0, contentType, headers: answer.headers, body, json });
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in 30 s')));
    asked.on('error', reject);
    asked.end(request.body);
  });
}
