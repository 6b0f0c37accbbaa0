import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import https from 'node:https';
import { createAdmin, type GatewayAdmin } from '#gateway/admin.ts';
import type { Behaviour, Context, Judge } from '#gateway/context.ts';
import { createGroupCommit } from '#gateway/group-commit.ts';
import { judgeForm } from '#gateway/judge.ts';
import { openLedger } from '#gateway/ledger.ts';
import { openParticipants, type GatewayUser } from '#gateway/participants.ts';
import { respond, type Report } from '#gateway/respond.ts';
import { createRouter } from '#gateway/routes.ts';
import { createUploadTurns } from '#gateway/upload-turns.ts';
import { clearAbandoned } from '#gateway/uploads.ts';

export type GatewayOptions = {
  /** where its SQLite file and unfinished uploads live; made when absent */
  readonly folder: string;
  /** PEM: the server's key and chain, and the CA that issues the stations' client certificates */
  readonly tls: { readonly key: string; readonly cert: string; readonly clientCa: string | readonly string[] };
  readonly users: readonly GatewayUser[];
  readonly host?: string;
  /** 0: any free port */
  readonly port?: number;
  /** name in the URL; the certificate must carry it */
  readonly name?: string;
  readonly judge?: Judge;
  readonly now?: () => Date;
  readonly report?: Report;
  readonly limits?: { readonly documentBytes?: number; readonly directBytes?: number };
};

export type RunningGateway = {
  /** `https://localhost:PORT` */
  readonly url: string;
  readonly port: number;
  readonly admin: GatewayAdmin;
  close(): Promise<void>;
};

/** The reference national gateway: HTTPS with client certificates and passwords, one folder, no other service. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const behaviour: Behaviour = {
    mode: { kind: 'normal' },
    answersToLose: 0,
    failuresLeft: 0,
    failureStatus: 500,
    acknowledgementsHeld: false,
    unreachable: new Set(),
    eventsDisordered: false,
    clockErrorMs: 0,
  };
  const closing = new AbortController();
  const clock = options.now ?? (() => new Date());
  const ledger = openLedger(options.folder);
  await clearAbandoned(options.folder, clock());
  const context: Context = {
    folder: options.folder,
    ledger,
    commit: createGroupCommit(ledger),
    uploadTurns: createUploadTurns(),
    participants: await openParticipants(options.users),
    judge: options.judge ?? judgeForm,
    clientCas: certificatesOf(options.tls.clientCa),
    behaviour,
    limits: {
      documentBytes: options.limits?.documentBytes ?? 100 * 1024 * 1024,
      directBytes: options.limits?.directBytes ?? 16 * 1024 * 1024,
    },
    closing: closing.signal,
    now: () => new Date(clock().getTime() + behaviour.clockErrorMs),
  };
  const report = options.report ?? (() => undefined);
  const route = createRouter();
  const pending = new Set<Promise<void>>();
  const server = https.createServer(
    {
      key: options.tls.key,
      cert: options.tls.cert,
      ca: typeof options.tls.clientCa === 'string' ? options.tls.clientCa : [...options.tls.clientCa],
      requestCert: true,
      // judged per request (see respond.ts): a station without a good certificate is told so instead of being cut off
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      keepAliveTimeout: 65_000,
      requestTimeout: 10 * 60_000,
    },
    (request, response) => {
      const work = respond(context, route, report, request, response);
      pending.add(work);
      void work.finally(() => pending.delete(work));
    },
  );
  server.on('tlsClientError', (error) => report('tlsClientError', { error: error.message }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${options.name ?? 'localhost'}:${port}`,
    port,
    admin: createAdmin(context),
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
      await Promise.allSettled(pending);
      context.ledger.close();
    },
  };
}

function certificatesOf(pem: string | readonly string[]): readonly X509Certificate[] {
  const text = typeof pem === 'string' ? pem : pem.join('\n');
  return (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one));
}
