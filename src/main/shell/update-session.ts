import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { session, type Session } from 'electron';
import type { StationConfig } from '#contract/station-config.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Log } from '#main/ports/system.ts';
import { isVouchedFor } from '#main/shell/own-authority.ts';

/** The session electron-updater fetches with, which no page shares. Locked like every other when it is made (lock-down.ts); two addresses are let through here. */
const partition = 'electron-updater';
const largestOrder = 256 * 1024;
const ownCheck = -3; // Chromium's own verdict stands (Electron, setCertificateVerifyProc)
const authorityUnknown = -202; // net::ERR_CERT_AUTHORITY_INVALID

export type UpdateSession = {
  fetchOrder(url: URL, patienceMs: number): Promise<Result<Uint8Array>>;
  /** from now on this file may be asked for as well, if the server says it has so many bytes */
  allow(url: URL, size: number): void;
  /** ends whatever is under way */
  drop(): Promise<void>;
};

/** The system's proxy or the one policy names, the system's authorities and the one policy names, and no address but the two of an update. */
export async function openUpdateSession(config: StationConfig, orderUrl: URL, log: Log): Promise<UpdateSession> {
  const own = session.fromPartition(partition, { cache: false });
  let file: { readonly href: string; readonly size: number } | null = null;
  await own.setProxy(proxyOf(config));
  trustAuthority(own, config.updates?.caFile ?? null, log);
  own.webRequest.onBeforeRequest(({ url }, callback) => {
    const isAllowed = url === orderUrl.href || url === file?.href;
    if (!isAllowed) log.write('warn', 'update.requestRefused', { url });
    callback({ cancel: !isAllowed });
  });
  // A server that does not say the ordered length could send without end.
  own.webRequest.onHeadersReceived(({ url, responseHeaders = {} }, callback) => {
    if (url !== file?.href) return callback({});
    const name = Object.keys(responseHeaders).find((key) => key.toLowerCase() === 'content-length') ?? '';
    callback({ cancel: Number(responseHeaders[name]?.[0]) !== file.size });
  });
  return {
    fetchOrder: (url, patienceMs) => fetchOrder(own, url, patienceMs),
    allow: (url, size) => {
      file = { href: url.href, size };
    },
    drop: () => own.closeAllConnections(),
  };
}

async function fetchOrder(own: Session, url: URL, patienceMs: number): Promise<Result<Uint8Array>> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await own.fetch(url.href, { cache: 'no-store', credentials: 'omit', signal });
    if (answer.status !== 200) return failed({ code: 'updateFeedUnreachable', detail: String(answer.status) });
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of answer.body ?? []) {
      length += part.length;
      if (length > largestOrder) return failed({ code: 'updateRefused', reason: 'notAnOrder' });
      parts.push(part);
    }
    return done(new Uint8Array(Buffer.concat(parts)));
  } catch (error) {
    return failed({ code: 'updateFeedUnreachable', detail: error instanceof Error ? error.message : String(error) });
  }
}

function proxyOf({ policy }: StationConfig): Electron.ProxyConfig {
  const proxy = policy?.proxy ?? null;
  if (proxy === null) return { mode: 'system' };
  return proxy === 'direct' ? { mode: 'direct' } : { mode: 'fixed_servers', proxyRules: proxy.url };
}

/** Besides the system's authorities; every other complaint of Chromium's stands. */
function trustAuthority(own: Session, caFile: string | null, log: Log): void {
  if (caFile === null) return;
  const anchors = readAnchors(caFile);
  if (anchors.length === 0) log.write('warn', 'update.authorityUnreadable', { caFile });
  own.setCertificateVerifyProc(({ hostname, certificate, errorCode }, callback) => {
    const isOurs = errorCode === authorityUnknown && isVouchedFor(hostname, certificate, anchors, new Date());
    callback(isOurs ? 0 : ownCheck);
  });
}

function readAnchors(file: string): X509Certificate[] {
  try {
    const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}
