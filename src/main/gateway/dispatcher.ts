import { Agent, buildConnector, ProxyAgent, type Dispatcher } from 'undici';
import type { LineOptions } from '#main/gateway/https-line.ts';

export type LineDispatcher = {
  readonly dispatcher: Dispatcher;
  /** the last TLS error a connection of ours met after `startedAt` (performance.now()) */
  tlsErrorSince(startedAt: number): Error | null;
  /** the connection was never made: nothing can have been sent over it */
  isFromConnecting(error: unknown): boolean;
};

/** undici with our client certificate, directly or through the tunnel of a proxy. */
export function createDispatcher(options: LineOptions, connectMs: number): LineDispatcher {
  const { ca, cert, key, passphrase } = options.tls;
  const tls = { ca: typeof ca === 'string' || ca === undefined ? ca : [...ca], cert, key, passphrase, minVersion: 'TLSv1.2' as const };
  const limits = { headersTimeout: 0, bodyTimeout: 0, pipelining: 1, connections: 8, keepAliveTimeout: 20_000 };
  let tlsError: { readonly error: Error; readonly at: number } | null = null;
  const connecting = new WeakSet<Error>();
  const isFromConnecting = (error: unknown): boolean => error instanceof Error && connecting.has(error);
  const tlsErrorSince = (startedAt: number): Error | null => (tlsError && tlsError.at >= startedAt ? tlsError.error : null);

  if (!options.proxy) {
    const connect = buildConnector({ ...tls, timeout: connectMs });
    const dispatcher = new Agent({
      ...limits,
      connect: (target, answer) =>
        connect(target, (...result) => {
          // under TLS 1.3 a refused client certificate is an alert after the handshake, which undici does not pass on
          result[1]?.on('error', (error: NodeJS.ErrnoException) => {
            if (error.code?.startsWith('ERR_SSL_')) tlsError = { error, at: performance.now() };
          });
          if (result[0]) connecting.add(result[0]);
          answer(...result);
        }),
    });
    return { dispatcher, tlsErrorSince, isFromConnecting };
  }
  const proxy = new URL(options.proxy);
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const dispatcher = new ProxyAgent({
    ...limits,
    uri: proxy.origin,
    token: proxy.username === '' ? undefined : `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`,
    requestTls: { ...tls, timeout: connectMs },
    proxyTls: { timeout: connectMs },
  });
  return { dispatcher, tlsErrorSince, isFromConnecting };
}
