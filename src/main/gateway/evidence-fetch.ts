import { rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, request, type Dispatcher } from 'undici';
import { done, failed, type Result } from '#core/failure.ts';

export type EvidenceRequest = {
  readonly url: string;
  readonly body: Uint8Array | null;
  readonly contentType: string | null;
  readonly maxBytes: number;
  readonly timeoutMs: number;
};

/**
 * Fetches CRLs and OCSP answers (RFC 5280 section 4.2.1.13, RFC 6960 appendix A), and for the doctor update orders, through
 * the proxy where there is one. They are public and signed, so plain http is right; a redirect is not followed, and nothing larger or slower than asked comes in.
 */
export function openEvidenceFetch(
  proxyFor: (url: string) => Promise<string | null>,
  /** PEM of an authority besides those of the runtime */
  authority: string | null = null,
): (asked: EvidenceRequest) => Promise<Result<Uint8Array>> {
  return async ({ url, body, contentType, maxBytes, timeoutMs }) => {
    const dispatcher = dispatcherThrough(await proxyFor(url), timeoutMs, authority);
    try {
      const answer = await request(url, {
        dispatcher,
        method: body === null ? 'GET' : 'POST',
        body,
        headers: contentType === null ? {} : { 'content-type': contentType },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        return failed({ code: 'gatewayIsSomethingElse', detail: `${url}: ${answer.statusCode}` });
      }
      return await readAtMost(answer.body, maxBytes, url);
    } catch (error) {
      return failed({ code: 'gatewayUnreachable', detail: `${url}: ${error instanceof Error ? error.message : String(error)}` });
    } finally {
      await dispatcher.destroy();
    }
  };
}

function dispatcherThrough(proxy: string | null, timeout: number, authority: string | null): Dispatcher {
  const tls = authority === null ? {} : { ca: [...rootCertificates, authority] };
  if (proxy === null) return new Agent({ connect: { timeout, ...tls } });
  return new ProxyAgent({ uri: proxy, connect: { timeout }, requestTls: { timeout, ...tls } });
}

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number, url: string): Promise<Result<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxBytes) return failed({ code: 'gatewayIsSomethingElse', detail: `${url}: more than ${maxBytes} bytes` });
    parts.push(part);
  }
  return done(new Uint8Array(Buffer.concat(parts)));
}
