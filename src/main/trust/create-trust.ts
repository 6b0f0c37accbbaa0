import { createHash } from 'node:crypto';
import { failed } from '#core/failure.ts';
import { judge } from '#core/trust.ts';
import type { Reason } from '#core/trust.ts';
import type { EvidenceStore, OfficialStore } from '#main/ports/store-registers.ts';
import type { Clock } from '#main/ports/system.ts';
import type { CertificateJudgement, Signer, Trust, TrustKeeping } from '#main/ports/trust.ts';
import type { XmlVerification } from '#main/ports/xml.ts';
import { judgeAuthority } from './authority.ts';
import { evidenceAges } from './evidence-ages.ts';
import { EvidenceShelf, certificatesOf } from './evidence-shelf.ts';
import { EvidenceRounds } from './fetch-evidence.ts';
import type { EvidenceFetch } from './fetch-evidence.ts';
import { takeDirectory } from './officials/take-directory.ts';
import { certificateLabels, crlLabels, derObjects, ocspLabels } from './pem.ts';
import { currentAlgorithms } from './x509/algorithms.ts';
import type { AlgorithmPolicy } from './x509/algorithms.ts';
import { readCertificate, shownSerial } from './x509/certificate.ts';
import type { Certificate } from './x509/certificate.ts';
import { judgeTarget } from './x509/judge.ts';
import type { PathJudgement } from './x509/judge.ts';
import { countryOf } from './x509/names.ts';
import type { Name } from './x509/names.ts';
import { CertificatePool } from './x509/paths.ts';

export type TrustPolicy = {
  readonly algorithms: AlgorithmPolicy;
  /** a directory replica older than this is stale */
  readonly directoryFreshMs: number;
  /** stale evidence may be worked with for this long after it ran out, marked as such */
  readonly contingencyMs: number;
  /** OCSP answers and CRLs without nextUpdate count as fresh for this long */
  readonly ageWithoutNextUpdateMs: number;
};

const hourMs = 3_600_000;
export const standardTrustPolicy: TrustPolicy = {
  algorithms: currentAlgorithms,
  directoryFreshMs: 48 * hourMs,
  contingencyMs: 72 * hourMs,
  ageWithoutNextUpdateMs: 24 * hourMs,
};

/** Each file PEM (any number of objects) or DER. */
export type TrustOptions = {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsp?: readonly Uint8Array[];
  /** absent: no directory is consulted, and authority is what the certificate alone says */
  readonly officials?: OfficialStore;
  /** who may sign a directory, and how its signature is checked; absent: none is taken */
  readonly directory?: { readonly authorities: readonly Uint8Array[]; readonly verification: Pick<XmlVerification, 'verify'> };
  /** what earlier days fetched; new evidence is kept there */
  readonly evidence?: Pick<EvidenceStore, 'put' | 'find'>;
  /** absent: nothing is fetched */
  readonly fetch?: EvidenceFetch;
  readonly clock: Pick<Clock, 'now'>;
  readonly policy?: Partial<TrustPolicy>;
};

export type OpenTrust = Trust & { readonly keeping: TrustKeeping };

export function createTrust(options: TrustOptions): OpenTrust {
  const { clock } = options;
  const policy: TrustPolicy = { ...standardTrustPolicy, ...options.policy };
  const anchors = certificatesOf(options.anchors.flatMap((file) => derObjects(file, certificateLabels)));
  const known = certificatesOf((options.intermediates ?? []).flatMap((file) => derObjects(file, certificateLabels)));
  const shelf = new EvidenceShelf(
    {
      crls: (options.crls ?? []).flatMap((file) => derObjects(file, crlLabels)),
      ocsp: (options.ocsp ?? []).flatMap((file) => derObjects(file, ocspLabels)),
    },
    options.evidence ?? null,
  );
  const rounds = options.fetch ? new EvidenceRounds(options.fetch, shelf, () => clock.now()) : null;

  const judgeOnce = (target: Certificate, others: readonly Certificate[], at: Date, usage: 'sign' | null): PathJudgement => {
    const pool = new CertificatePool(anchors, [...known, ...others], policy.algorithms);
    return judgeTarget(
      target,
      {
        pool,
        ...shelf.about(issuersAbove(target, pool)),
        at: at.getTime(),
        horizon: Math.max(at.getTime(), clock.now().getTime()),
        asking: new Set(),
        ageWithoutNextUpdateMs: policy.ageWithoutNextUpdateMs,
      },
      usage,
    );
  };

  const judgePath = async (
    der: Uint8Array,
    context: Parameters<Trust['judgeCertificate']>[1],
  ): Promise<{ readonly target: Certificate | null; readonly judged: PathJudgement }> => {
    // who hands over a whole chain in one file asks about the first of it
    const [first = der, ...rest] = derObjects(der, certificateLabels);
    const target = readCertificate(first);
    if (!target) return { target, judged: refused(['certificate-malformed']) };
    const others = certificatesOf([...(context.intermediates ?? []), ...rest]);
    const usage = context.usage ?? null;
    let judged = judgeOnce(target, others, context.at, usage);
    const isOpen = judged.verdict === 'undecided' && judged.reasons.every((reason) => reason.startsWith('revocation-'));
    if (rounds && isOpen && (await rounds.gather(judged.path))) judged = judgeOnce(target, others, context.at, usage);
    if (judged.verdict !== 'invalid') shelf.keepUsed(judged.path, judged.evidence, clock.now());
    return { target, judged };
  };

  return {
    async judgeCertificate(der, context) {
      const { target, judged } = await judgePath(der, context);
      return judgementOf(target, judged);
    },
    async authority(question) {
      const { target, judged } = await judgePath(question.certificate, { ...question, usage: 'sign' });
      return judgeAuthority({
        question,
        certificate: judgementOf(target, judged),
        staleSince: judged.staleSince,
        officials: options.officials ?? null,
        now: clock.now(),
        policy,
      });
    },
    keeping: {
      keepCrl: (bytes, source) => shelf.keepCrl(derObjects(bytes, crlLabels)[0] ?? bytes, source, clock.now()),
      takeDirectory: (bytes) => {
        const { directory, officials } = options;
        if (!directory || !officials) return failed({ code: 'directoryRefused', reason: 'signer' });
        const taken = takeDirectory(bytes, { ...directory, officials, now: () => clock.now() });
        if (taken.ok && taken.value === 'applied') {
          const at = clock.now().toISOString();
          options.evidence?.put({ kind: 'directory', key: 'officials', bytes, from: null, until: null, source: 'gateway', at });
        }
        return taken;
      },
      ages: () => evidenceAges({ crls: shelf.newestCrls(), replicas: options.officials?.replicas() ?? null, policy }),
    },
  };
}

/** Names whose lists may matter: every issuer above the certificate, and those its distribution points name. */
function issuersAbove(target: Certificate, pool: CertificatePool): readonly Name[] {
  const names = new Map<string, Name>();
  const waiting: Certificate[] = [target];
  for (let next = waiting.pop(); next && names.size < 64; next = waiting.pop()) {
    const above = [next.issuer, ...(next.distributionPoints ?? []).flatMap((point) => point.crlIssuers ?? [])];
    for (const name of above) {
      if (names.has(name.key)) continue;
      names.set(name.key, name);
      waiting.push(...pool.othersNamed(name.key));
    }
  }
  return [...names.values()];
}

function refused(reasons: readonly Reason[]): PathJudgement {
  return { ...judge(reasons), path: [], revokedAt: null, evidence: [], validUntil: null, staleSince: null };
}

function judgementOf(target: Certificate | null, judged: PathJudgement): CertificateJudgement {
  const path = judged.path.map((certificate) => certificate.der);
  return {
    verdict: judged.verdict,
    reasons: judged.reasons,
    signer: target ? signerOf(target) : null,
    path,
    revokedAt: judged.revokedAt === null ? null : new Date(judged.revokedAt).toISOString(),
    evidence: [
      ...judged.path.map((certificate) => ({
        kind: 'certificate' as const,
        sha256: certificate.fingerprint,
        from: new Date(certificate.notBefore).toISOString(),
        until: new Date(certificate.notAfter).toISOString(),
        note: certificate.subject.text,
      })),
      ...judged.evidence,
    ],
  };
}

function signerOf(certificate: Certificate): Signer {
  return {
    subject: certificate.subject.text,
    serial: shownSerial(certificate),
    fingerprint: createHash('sha256').update(certificate.der).digest('hex'),
    country: countryOf(certificate.subject) ?? countryOf(certificate.issuer),
  };
}
