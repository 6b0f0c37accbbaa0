import net from 'node:net';
import tls from 'node:tls';
import { setTimeout as wait } from 'node:timers/promises';

/** What the line does to the next connections. Bytes are counted per connection, TLS included. */
export type LineFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** both ends lose the connection after so many bytes towards the gateway, or back */
  | { readonly kind: 'cutUp' | 'cutDown'; readonly afterBytes: number; readonly withReset?: boolean }
  /** after so many bytes towards the gateway nothing moves any more, and nobody is told */
  | { readonly kind: 'halfOpen'; readonly afterBytes: number }
  /** everything reaches the gateway; after so many bytes nothing comes back, then the line goes */
  | { readonly kind: 'deaf'; readonly afterBytes: number; readonly closeAfterMs: number }
  /** the chunk that crosses this byte is sent twice */
  | { readonly kind: 'duplicate'; readonly afterBytes: number }
  /** one bit of this byte is turned over on its way */
  | { readonly kind: 'corruptUp' | 'corruptDown'; readonly afterBytes: number }
  /** another TLS server answers in the gateway's place */
  | { readonly kind: 'impostor'; readonly key: string; readonly cert: string }
  /** a machine that speaks plain HTTP answers */
  | { readonly kind: 'plainHttp' };

export type FaultProxy = {
  readonly port: number;
  readonly url: string;
  /** of the last connection that ended or is open: bytes from the client and from the gateway */
  readonly counted: { up: number; down: number };
  setFault(fault: LineFault): void;
  close(): Promise<void>;
};

/** A TCP line between a station and a gateway that fails as told. */
export async function startFaultProxy(target: { readonly port: number }): Promise<FaultProxy> {
  let fault: LineFault = { kind: 'none' };
  let counted = { up: 0, down: 0 };
  const open = new Set<net.Socket>();
  const track = (socket: net.Socket): net.Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // a fault proxy expects broken lines: the ends under test report them
    socket.on('error', () => socket.destroy());
    return socket;
  };

  const server = net.createServer({ noDelay: true }, (client) => {
    track(client);
    const now = fault;
    if (now.kind === 'plainHttp') {
      client.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 26\r\n\r\n<title>Hotel Wi-Fi</title>');
      return;
    }
    if (now.kind === 'impostor') {
      track(new tls.TLSSocket(client, { isServer: true, key: now.key, cert: now.cert }));
      return;
    }
    const gateway = track(net.connect({ port: target.port, host: '127.0.0.1', noDelay: true }));
    counted = { up: 0, down: 0 };
    carry(client, gateway, now, counted);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return {
    port,
    url: `https://localhost:${port}`,
    get counted() {
      return counted;
    },
    setFault(next) {
      fault = next;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function carry(client: net.Socket, gateway: net.Socket, fault: LineFault, counted: { up: number; down: number }): void {
  const end = (): void => {
    if ('withReset' in fault && fault.withReset) client.resetAndDestroy();
    else client.destroy();
    gateway.destroy();
  };
  let isStill = false;

  async function pass(chunk: Buffer, to: net.Socket, way: 'up' | 'down'): Promise<void> {
    const before = counted[way];
    counted[way] += chunk.length;
    if (isStill || to.destroyed) return;
    switch (fault.kind) {
      case 'latency':
        await wait(fault.ms);
        break;
      case 'slow':
        await wait((chunk.length / fault.bytesPerSecond) * 1000);
        break;
      case 'cutUp':
      case 'cutDown': {
        if ((fault.kind === 'cutUp') !== (way === 'up') || counted[way] < fault.afterBytes) break;
        // the bytes before the cut do arrive
        to.write(chunk.subarray(0, fault.afterBytes - before), end);
        isStill = true;
        return;
      }
      case 'halfOpen':
        if (way === 'up' && counted.up >= fault.afterBytes) {
          isStill = true;
          to.write(chunk.subarray(0, fault.afterBytes - before));
          return;
        }
        break;
      case 'deaf':
        if (way === 'down' && counted.down > fault.afterBytes) {
          setTimeout(end, fault.closeAfterMs);
          return;
        }
        break;
      case 'corruptUp':
      case 'corruptDown':
        if ((fault.kind === 'corruptUp') === (way === 'up') && before < fault.afterBytes && counted[way] >= fault.afterBytes) {
          const place = fault.afterBytes - before - 1;
          chunk[place] = (chunk[place] ?? 0) ^ 1;
        }
        break;
      case 'duplicate':
        if (way === 'up' && before < fault.afterBytes && counted.up >= fault.afterBytes) to.write(chunk);
        break;
      default:
        break;
    }
    if (!to.destroyed) to.write(chunk);
  }

  for (const [from, to, way] of [
    [client, gateway, 'up'],
    [gateway, client, 'down'],
  ] as const) {
    let order: Promise<void> = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      order = order.then(() => pass(chunk, to, way));
    });
    from.on('close', () => {
      if (!isStill || fault.kind !== 'halfOpen') void order.then(() => to.end());
    });
  }
}
