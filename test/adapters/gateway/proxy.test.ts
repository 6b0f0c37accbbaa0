import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openExchange, outgoing, type Exchange } from '#test/fakes/exchange.ts';
import { startHttpProxy, type HttpProxy } from '#test/fakes/http-proxy.ts';

let exchange: Exchange;
let proxy: HttpProxy | null = null;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());
afterEach(async () => {
  await proxy?.close();
  proxy = null;
});

describe('a station behind a proxy', () => {
  it('delivers through it with its own TLS from end to end', async () => {
    proxy = await startHttpProxy();
    const gateway = exchange.rest({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await gateway.deliver(outgoing('proxy-1'))).toMatchObject({ kind: 'accepted' });
    expect(proxy.tunnels).toEqual([`localhost:${exchange.gateway.port}`]);
  });

  it('gives the proxy its own user and password', async () => {
    proxy = await startHttpProxy({ credentials: 'oficina:clave ñ' });
    const gateway = exchange.rest({ proxy: `http://oficina:${encodeURIComponent('clave ñ')}@127.0.0.1:${proxy.port}` });
    expect(await gateway.time()).toMatchObject({ ok: true });
  });

  it('says that the proxy stands in the way when it wants a password, and nothing was sent', async () => {
    proxy = await startHttpProxy({ credentials: 'oficina:clave' });
    const gateway = exchange.rest({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await gateway.deliver(outgoing('proxy-2'))).toEqual({
      kind: 'busy',
      retryAfterMs: null,
      failure: { code: 'gatewayIsSomethingElse', detail: 'proxy 407' },
    });
  });

  it('says that the gateway is not reached when the proxy cannot reach it', async () => {
    proxy = await startHttpProxy({ refuseWith: 502 });
    const gateway = exchange.rest({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await gateway.time()).toEqual({ ok: false, failure: { code: 'gatewayUnreachable', detail: 'proxy 502' } });
  });

  it('says that nothing is reached when the proxy itself is gone', async () => {
    const gateway = exchange.rest({ proxy: 'http://127.0.0.1:1' });
    expect(await gateway.time()).toMatchObject({ ok: false, failure: { code: 'gatewayUnreachable' } });
  });
});
