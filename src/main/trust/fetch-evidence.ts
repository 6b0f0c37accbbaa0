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

const limits = { crlBytes: 32 * 1024 * 1024, ocspBytes: 256 * 1024, timeoutMs: 8000, addresses: 4, pauseAfterFailureMs: 60_000 } as const;

/**
 * Goes to the addresses that certificates name for their status: OCSP first, then CRLs. An address that failed rests a minute, and
 * a whole round takes no longer than one address may, however many a certificate names.
 */
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
    const endsAt = performance.now() + limits.timeoutMs;
    const found = await Promise.all(
      path.flatMap((certificate, index) => {
        const issuer = path[index + 1];
        return issuer ? [this.gatherOne(certificate, issuer, endsAt)] : [];
      }),
    );
    return found.includes(true);
  }

  private async gatherOne(certificate: Certificate, issuer: Certificate, endsAt: number): Promise<boolean> {
    for (const url of certificate.ocspUrls.filter(isWeb).slice(0, limits.addresses)) {
      const request = ocspRequest(certificate, issuer);
      const question = { url, body: request.bytes, contentType: 'application/ocsp-request', maxBytes: limits.ocspBytes };
      const bytes = await this.get(question, endsAt);
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
    for (const url of urls.filter(isWeb).slice(0, limits.addresses)) {
      const bytes = await this.get({ url, body: null, contentType: null, maxBytes: limits.crlBytes }, endsAt);
      const kept = bytes ? this.shelf.keepCrl(bytes, url, this.now()) : null;
      isNew ||= kept !== null && kept.ok && kept.value;
    }
    return isNew;
  }

  private async get(question: Omit<Parameters<EvidenceFetch>[0], 'timeoutMs'>, endsAt: number): Promise<Uint8Array | null> {
    const now = this.now().getTime();
    const timeoutMs = Math.ceil(endsAt - performance.now());
    if (timeoutMs <= 0 || (this.restingUntil.get(question.url) ?? 0) > now) return null;
    const answer = await this.fetch({ ...question, timeoutMs });
    if (answer.ok && answer.value.length <= question.maxBytes) return answer.value;
    this.restingUntil.set(question.url, now + limits.pauseAfterFailureMs);
    return null;
  }
}

/** Certificates are written by others: no file, directory service or other scheme is ever followed. */
function isWeb(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url);
}
