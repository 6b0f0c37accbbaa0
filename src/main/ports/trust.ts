import type { Result } from '#core/failure.ts';
import type { Reason, Verdict } from '#core/trust.ts';

export type Signer = {
  readonly subject: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly country: string | null;
};

export type Evidence = {
  readonly kind: 'certificate' | 'crl' | 'ocsp' | 'directory';
  readonly sha256: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly note: string;
};

export type CertificateJudgement = {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly signer: Signer | null;
  readonly path: readonly Uint8Array[];
  readonly revokedAt: string | null;
  readonly evidence: readonly Evidence[];
};

/** May this person sign this type of document for this body, at this time? */
export type Authority = {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly certificate: CertificateJudgement;
  readonly official: Official | null;
  /** the evidence is older than wished but allowed by the contingency policy until then */
  readonly offlineUntil: string | null;
};

/** A row of the repository of officials, modelled on ALADI's SCOD (ALADI/SEC/di 2327). */
export type Official = {
  readonly country: string;
  readonly authority: string;
  readonly entityId: string;
  readonly entityName: string;
  /** other spellings under which documents name this entity */
  readonly entityAliases?: readonly string[];
  readonly name: string;
  readonly certificate: Uint8Array;
  readonly fingerprint: string;
  readonly documentTypes: readonly string[];
  readonly enabledFrom: string;
  readonly enabledUntil: string | null;
  readonly isEnabled: boolean;
  readonly status: 'active' | 'pending' | 'rejected' | 'revoked';
  readonly revokedAt: string | null;
};

/** Fresh until then, and allowed to be worked with until then by the contingency policy. */
export type EvidenceAge = { readonly kind: 'crl' | 'directory'; readonly freshUntil: string; readonly allowedUntil: string };

/** How new evidence comes in: believed only when it is used, or (the directory) when its signature and sequence hold. */
export type TrustKeeping = {
  /** false when these bytes are no CRL */
  keepCrl(bytes: Uint8Array, source: string): Result<boolean>;
  takeDirectory(bytes: Uint8Array): Result<'applied' | 'repeated'>;
  /** of each kind the piece that runs out first */
  ages(): readonly EvidenceAge[];
};

export type Trust = {
  judgeCertificate(
    der: Uint8Array,
    context: { at: Date; intermediates?: readonly Uint8Array[]; usage?: 'sign' },
  ): Promise<CertificateJudgement>;
  authority(question: {
    certificate: Uint8Array;
    intermediates?: readonly Uint8Array[];
    documentType: string;
    country: string | null;
    body: string | null;
    at: Date;
  }): Promise<Authority>;
  /** absent where nothing is kept: a single run of a command */
  readonly keeping?: TrustKeeping;
};
