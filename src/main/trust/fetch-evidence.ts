import type { Result } from '#core/failure.ts';
import type { EvidenceShelf } from './evidence-shelf.ts';
import type { Certificate } from './x509/certificate.ts';
import { readOcsp } from './x509/ocsp.ts';
import { ocspRequest } from './x509/ocsp-request.ts';

/** Fetches over the station's own line: through its proxy, never more than `maxBytes`, never longer than `timeoutMs`. */
export type EvidenceFetch = (request: {
  readonly url: string;
  readonly body: Uint8Array | null;
  readonly contentType: string | null;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}) => Promise<Result<Uint8Array>>;

const limits = { crlBytes: 32 * 1024 * 1024, ocspBytes: 256 * 1024, timeoutMs: 8000, pauseAfterFailureMs: 60_000 } as const;

/** Goes to the addresses that certificates name for their status: OCSP first, then CRLs. An address that failed rests a minute. */
export class EvidenceRounds {
  private readonly fetch: EvidenceFetch;
  private readonly shelf: EvidenceShelf;
  private readonly now: () => Date;
  private readonly restingUntil = new Map<string, number>();

  constructor(fetch: EvidenceFetch, shelf: EvidenceShelf, now: () => Date) {
    this.fetch = fetch;
    this.shelf = shelf;
    this.now = now;
  }

  /** `path`: the certificate in question first. True when something new was kept. */
  async gather(path: readonly Certificate[]): Promise<boolean> {
    let isNew = false;
    for (const [index, certificate] of path.entries()) {
      const issuer = path[index + 1];
      if (issuer) isNew = (await this.gatherOne(certificate, issuer)) || isNew;
    }
    return isNew;
  }

  private async gatherOne(certificate: Certificate, issuer: Certificate): Promise<boolean> {
    for (const url of certificate.ocspUrls.filter(isWeb)) {
      const request = ocspRequest(certificate, issuer);
      const bytes = await this.get(url, request.bytes, 'application/ocsp-request', limits.ocspBytes);
      const answer = bytes ? readOcsp(bytes) : null;
      // an answer to somebody else's question is an old one played again; one without nonce is judged by its dates
      const isOurs = answer && (answer.nonce === null || answer.nonce === request.nonce);
      if (bytes && isOurs) {
        const kept = this.shelf.keepOcsp(bytes, certificate.issuer, url, this.now());
        if (kept.ok && kept.value) return true;
      }
    }
    const points = certificate.distributionPoints ?? [];
    const urls = points.flatMap((point) => (point.names ?? []).flatMap((name) => (name.kind === 'uri' ? [name.value] : [])));
    let isNew = false;
    for (const url of urls.filter(isWeb)) {
      const bytes = await this.get(url, null, null, limits.crlBytes);
      const kept = bytes ? this.shelf.keepCrl(bytes, url, this.now()) : null;
      isNew ||= kept !== null && kept.ok && kept.value;
    }
    return isNew;
  }

  private async get(url: string, body: Uint8Array | null, contentType: string | null, maxBytes: number): Promise<Uint8Array | null> {
    const now = this.now().getTime();
    if ((this.restingUntil.get(url) ?? 0) > now) return null;
    const answer = await this.fetch({ url, body, contentType, maxBytes, timeoutMs: limits.timeoutMs });
    if (answer.ok && answer.value.length <= maxBytes) return answer.value;
    this.restingUntil.set(url, now + limits.pauseAfterFailureMs);
    return null;
  }
}

/** Certificates are written by others: no file, directory service or other scheme is ever followed. */
function isWeb(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url);
}
