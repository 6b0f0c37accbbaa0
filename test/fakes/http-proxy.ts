import http from 'node:http';
import net from 'node:net';

export type HttpProxy = { readonly port: number; readonly tunnels: string[]; close(): Promise<void> };

/** A forward proxy as offices have them: CONNECT, with a password where one is given, or refusing with a status. */
export async function startHttpProxy(options: { readonly credentials?: string; readonly refuseWith?: number } = {}): Promise<HttpProxy> {
  const tunnels: string[] = [];
  const open = new Set<net.Socket>();
  const server = http.createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'text/html' });
    response.end('<title>Proxy</title>');
  });
  server.on('connect', (request, client: net.Socket) => {
    open.add(client);
    client.on('error', () => client.destroy());
    const given = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '')?.[1] ?? '';
    const isRight = options.credentials === undefined || Buffer.from(given, 'base64').toString('utf8') === options.credentials;
    if (options.refuseWith !== undefined || !isRight) {
      client.end(`HTTP/1.1 ${options.refuseWith ?? 407} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      return;
    }
    const [, port] = (request.url ?? '').split(':');
    tunnels.push(request.url ?? '');
    const target = net.connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    open.add(target);
    target.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    tunnels,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await closed;
    },
  };
}
