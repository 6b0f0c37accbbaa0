import type { UndecidedReason } from '#core/trust.ts';
import type { Evidence } from '#main/ports/trust.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import type { OcspAnswer } from './ocsp.ts';
import type { CertificatePool } from './paths.ts';

/** What revocation evidence says of one certificate at one time. */
export type Status =
  | { readonly kind: 'good'; readonly evidence: readonly Evidence[]; readonly until: number }
  | { readonly kind: 'revoked'; readonly at: number; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'open';
      readonly reason: UndecidedReason;
      readonly evidence: readonly Evidence[];
      /** for `revocation-stale`: when the freshest evidence, otherwise good, ran out */
      readonly staleSince: number | null;
    };

export type RevocationQuestion = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly anchor: Certificate;
};

/** All that a revocation check may look at. */
export type RevocationSources = {
  readonly pool: CertificatePool;
  readonly crls: readonly Crl[];
  readonly ocsp: readonly OcspAnswer[];
  /** the moment judged */
  readonly at: number;
  /** the latest moment evidence may come from: now. Later evidence than `at` knows more about `at`, not less. */
  readonly horizon: number;
  /** certificates whose status is being asked further up: asking again would go round in circles */
  readonly asking: ReadonlySet<string>;
  /** answers without nextUpdate count as fresh for this long */
  readonly ageWithoutNextUpdateMs: number;
};

export type AskStatus = (question: RevocationQuestion, sources: RevocationSources) => Status;

export function evidenceOf(kind: 'crl' | 'ocsp', sha256: string, from: number, until: number | null, note: string): Evidence {
  return { kind, sha256, from: new Date(from).toISOString(), until: until === null ? null : new Date(until).toISOString(), note };
}

/** Clocks of authorities run a little ahead of ours. */
export const clockToleranceMs = 300_000;
