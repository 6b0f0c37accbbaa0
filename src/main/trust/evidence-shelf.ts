import { createHash } from 'node:crypto';
import type { Result } from '#core/failure.ts';
import { done } from '#core/failure.ts';
import type { EvidenceStore } from '#main/ports/store-registers.ts';
import type { Evidence } from '#main/ports/trust.ts';
import { readCertificate } from './x509/certificate.ts';
import type { Certificate } from './x509/certificate.ts';
import { readCrl } from './x509/crl.ts';
import type { Crl } from './x509/crl.ts';
import { readOcsp } from './x509/ocsp.ts';
import type { OcspAnswer } from './x509/ocsp.ts';
import type { Name } from './x509/names.ts';

type Kept = { readonly kind: 'crl'; readonly crl: Crl } | { readonly kind: 'ocsp'; readonly answer: OcspAnswer };

/** How many lists and answers of one issuer are looked at: the newest ones. */
const mostOfOneIssuer = 16;
const mostParsed = 256;

/**
 * Revocation evidence: what was handed over at start, what the store keeps from earlier days, and what has been fetched
 * since. Parsed once each.
 */
export class EvidenceShelf {
  private readonly crls: Crl[] = [];
  private readonly answers: OcspAnswer[] = [];
  private readonly parsed = new Map<string, Kept | null>();
  private readonly keptUsed = new Set<string>();
  private readonly store: Pick<EvidenceStore, 'put' | 'find'> | null;

  constructor(
    given: { readonly crls: readonly Uint8Array[]; readonly ocsp: readonly Uint8Array[] },
    store: Pick<EvidenceStore, 'put' | 'find'> | null,
  ) {
    this.crls.push(...given.crls.flatMap((bytes) => readCrl(bytes) ?? []));
    this.answers.push(...given.ocsp.flatMap((bytes) => readOcsp(bytes) ?? []));
    this.store = store;
  }

  /** All that may speak of these issuers' certificates. */
  about(issuers: readonly Name[]): { readonly crls: readonly Crl[]; readonly ocsp: readonly OcspAnswer[] } {
    const keys = new Set(issuers.map((name) => name.key));
    const stored = issuers.flatMap((name) => this.stored(name));
    return {
      crls: [...this.crls.filter((crl) => keys.has(crl.issuer.key)), ...stored.flatMap((kept) => (kept.kind === 'crl' ? [kept.crl] : []))],
      ocsp: [...this.answers, ...stored.flatMap((kept) => (kept.kind === 'ocsp' ? [kept.answer] : []))],
    };
  }

  /** The newest complete list of each issuer and scope: what this station lives on while there is no line. */
  newestCrls(): readonly Crl[] {
    const found = this.store?.find({ kind: 'crl' });
    const stored = found?.ok ? found.value.flatMap((row) => this.parse('crl', row.sha256, row.bytes) ?? []) : [];
    const newest = new Map<string, Crl>();
    for (const crl of [...this.crls, ...stored.flatMap((kept) => (kept.kind === 'crl' ? [kept.crl] : []))]) {
      if (crl.baseNumber !== null) continue;
      const key = `${crl.issuer.key} ${Buffer.from(crl.point?.raw ?? []).toString('hex')}`;
      const other = newest.get(key);
      if (!other || other.thisUpdate < crl.thisUpdate) newest.set(key, crl);
    }
    return [...newest.values()];
  }

  /** Keeps a CRL; false when it is none. Whether it is believed is judged when it is used. */
  keepCrl(bytes: Uint8Array, source: string, at: Date): Result<boolean> {
    const crl = readCrl(bytes);
    if (!crl) return done(false);
    if (!this.store) {
      this.crls.push(crl);
      return done(true);
    }
    const kept = this.store.put({
      kind: 'crl',
      key: nameHash(crl.issuer),
      bytes,
      from: iso(crl.thisUpdate),
      until: crl.nextUpdate === null ? null : iso(crl.nextUpdate),
      source,
      at: at.toISOString(),
    });
    return kept.ok ? done(true) : kept;
  }

  keepOcsp(bytes: Uint8Array, issuer: Name, source: string, at: Date): Result<boolean> {
    const answer = readOcsp(bytes);
    if (!answer) return done(false);
    if (!this.store) {
      this.answers.push(answer);
      return done(true);
    }
    const [single] = answer.answers;
    const kept = this.store.put({
      kind: 'ocsp',
      key: nameHash(issuer),
      bytes,
      from: single ? iso(single.thisUpdate) : null,
      until: single?.nextUpdate ? iso(single.nextUpdate) : null,
      source,
      at: at.toISOString(),
    });
    return kept.ok ? done(true) : kept;
  }

  /**
   * Keeps what a verdict stands on, so that the dossier of an old certificate still has it: the path, and lists and answers that
   * came from a folder and not from the store.
   */
  keepUsed(path: readonly Certificate[], used: readonly Evidence[], at: Date): void {
    const shared = { source: 'judged', at: at.toISOString() };
    for (const certificate of path) {
      if (!this.isNewlyUsed(certificate.fingerprint)) continue;
      const { notBefore, notAfter } = certificate;
      this.store?.put({
        ...shared,
        kind: 'certificate',
        key: certificate.fingerprint,
        bytes: certificate.der,
        from: iso(notBefore),
        until: iso(notAfter),
      });
    }
    for (const { kind, sha256 } of used) {
      if ((kind !== 'crl' && kind !== 'ocsp') || !this.isNewlyUsed(sha256)) continue;
      const crl = kind === 'crl' ? this.crls.find((one) => one.sha256 === sha256) : null;
      const answer = kind === 'ocsp' ? this.answers.find((one) => one.sha256 === sha256) : null;
      const issuer = path[1]?.subject ?? path[0]?.issuer;
      if (crl) this.keepCrl(crl.der, shared.source, at);
      if (answer && issuer) this.keepOcsp(answer.der, issuer, shared.source, at);
    }
  }

  private isNewlyUsed(sha256: string): boolean {
    if (!this.store || this.keptUsed.has(sha256)) return false;
    this.keptUsed.add(sha256);
    return true;
  }

  private stored(issuer: Name): readonly Kept[] {
    if (!this.store) return [];
    const key = nameHash(issuer);
    return (['crl', 'ocsp'] as const).flatMap((kind) => {
      const found = this.store?.find({ kind, key });
      if (!found?.ok) return [];
      return found.value.slice(0, mostOfOneIssuer).flatMap((row) => this.parse(kind, row.sha256, row.bytes) ?? []);
    });
  }

  private parse(kind: 'crl' | 'ocsp', sha256: string, bytes: Uint8Array): Kept | null {
    const known = this.parsed.get(sha256);
    if (known !== undefined) return known;
    if (this.parsed.size >= mostParsed) this.parsed.clear();
    const crl = kind === 'crl' ? readCrl(bytes) : null;
    const answer = kind === 'ocsp' ? readOcsp(bytes) : null;
    const kept: Kept | null = crl ? { kind: 'crl', crl } : answer ? { kind: 'ocsp', answer } : null;
    this.parsed.set(sha256, kept);
    return kept;
  }
}

/** The key under which an issuer's evidence is kept. */
export function nameHash(name: Name): string {
  return createHash('sha256').update(name.key).digest('hex');
}

export function certificatesOf(list: readonly Uint8Array[]): readonly Certificate[] {
  return list.flatMap((bytes) => readCertificate(bytes) ?? []);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
