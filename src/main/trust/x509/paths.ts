import type { Reason } from '#core/trust.ts';
import { checkSignature } from './algorithms.ts';
import { sameKey } from './subject-key.ts';
import type { AlgorithmPolicy, ArithmeticAnswer } from './algorithms.ts';
import type { Certificate } from './certificate.ts';

/** A way from a trust anchor down to the certificate in question. */
export type Path = {
  readonly anchor: Certificate;
  /** below the anchor, the certificate in question last; that one alone where it is a self-signed anchor */
  readonly certificates: readonly Certificate[];
  /** what is wrong with the arithmetic on the way: an algorithm refused or not supported */
  readonly marks: readonly Reason[];
};

/** Certificates to build with, indexed by subject, and the arithmetic done so far. */
export class CertificatePool {
  readonly anchors: readonly Certificate[];
  readonly policy: AlgorithmPolicy;
  private readonly anchorsBySubject = new Map<string, Certificate[]>();
  private readonly othersBySubject = new Map<string, Certificate[]>();
  private readonly checked = new Map<string, ArithmeticAnswer>();
  private readonly anchorPrints: ReadonlySet<string>;

  constructor(anchors: readonly Certificate[], others: readonly Certificate[], policy: AlgorithmPolicy) {
    this.anchors = anchors;
    this.policy = policy;
    this.anchorPrints = new Set(anchors.map((anchor) => anchor.fingerprint));
    for (const anchor of anchors) file(this.anchorsBySubject, anchor);
    const seen = new Set(this.anchorPrints);
    for (const other of others) {
      if (!seen.has(other.fingerprint)) file(this.othersBySubject, other);
      seen.add(other.fingerprint);
    }
  }

  isAnchor(certificate: Certificate): boolean {
    return this.anchorPrints.has(certificate.fingerprint);
  }

  anchorsNamed(key: string): readonly Certificate[] {
    return this.anchorsBySubject.get(key) ?? [];
  }

  othersNamed(key: string): readonly Certificate[] {
    return this.othersBySubject.get(key) ?? [];
  }

  /** Did this issuer's key sign that certificate? Each question is computed once. */
  signedBy(certificate: Certificate, issuer: Certificate): ArithmeticAnswer {
    const question = `${certificate.fingerprint}:${issuer.fingerprint}`;
    const known = this.checked.get(question);
    if (known) return known;
    if (this.checked.size >= limits.arithmetic) return 'path-too-complex';
    const answer = checkSignature(issuer.key, certificate.scheme, certificate.tbs, certificate.signature, this.policy);
    this.checked.set(question, answer);
    return answer;
  }
}

/** Bounds that no honest hierarchy comes near; beyond them nobody can say. */
export const limits = { depth: 16, arithmetic: 400, paths: 64 } as const;

function file(index: Map<string, Certificate[]>, certificate: Certificate): void {
  const list = index.get(certificate.subject.key);
  if (list) list.push(certificate);
  else index.set(certificate.subject.key, [certificate]);
}

/** What the search met besides paths: tells a forged certificate from an unknown issuer. */
export type SearchNotes = { hasWrongSignature: boolean; isCutShort: boolean };

/** Every path, the likelier ones first: fewer steps, key identifiers that agree, dates that hold at `at`. */
export function* findPaths(target: Certificate, pool: CertificatePool, at: number, notes: SearchNotes): Generator<Path> {
  // a self-signed certificate that was itself handed over as trusted; any other needs its issuer (RFC 5280 section 6.1)
  if (pool.isAnchor(target) && pool.signedBy(target, target) === 'matches') yield { anchor: target, certificates: [target], marks: [] };
  let found = 0;
  let waiting: { readonly chain: readonly Certificate[]; readonly marks: readonly Reason[] }[] = [{ chain: [target], marks: [] }];
  for (let depth = 0; depth < limits.depth && waiting.length > 0; depth++) {
    const next: typeof waiting = [];
    for (const { chain, marks } of waiting) {
      const [top] = chain;
      if (!top) continue;
      for (const anchor of ranked(pool.anchorsNamed(top.issuer.key), top, at)) {
        const answer = step(top, anchor);
        if (answer && anchor.fingerprint !== top.fingerprint) {
          yield { anchor, certificates: chain, marks: [...marks, ...answer] };
          found++;
        }
      }
      for (const issuer of ranked(pool.othersNamed(top.issuer.key), top, at)) {
        if (chain.some((one) => one.subject.key === issuer.subject.key && sameKey(one.key, issuer.key))) continue;
        const answer = step(top, issuer);
        if (answer) next.push({ chain: [issuer, ...chain], marks: [...marks, ...answer] });
      }
      if (found >= limits.paths || next.length > limits.paths) {
        notes.isCutShort = true;
        return;
      }
    }
    waiting = next;
  }
  if (waiting.length > 0) notes.isCutShort = true;

  function step(certificate: Certificate, issuer: Certificate): readonly Reason[] | null {
    const answer = pool.signedBy(certificate, issuer);
    if (answer === 'matches') return [];
    if (answer === 'differs') {
      notes.hasWrongSignature = true;
      return null;
    }
    if (answer === 'path-too-complex') {
      notes.isCutShort = true;
      return null;
    }
    return [answer];
  }
}

function ranked(candidates: readonly Certificate[], child: Certificate, at: number): readonly Certificate[] {
  const rank = (issuer: Certificate): number => {
    const wanted = child.authorityKey?.keyIdentifier;
    const keyAgrees = wanted && issuer.keyIdentifier ? (wanted === issuer.keyIdentifier ? 0 : 4) : 2;
    return keyAgrees + (issuer.notBefore <= at && at <= issuer.notAfter ? 0 : 1);
  };
  return [...candidates].sort((a, b) => rank(a) - rank(b));
}
