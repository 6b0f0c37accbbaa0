import { createHash } from 'node:crypto';
import { readDirectory } from '#core/officials/directory.ts';
import type { DirectoryFile } from '#core/officials/directory.ts';
import { done, failed } from '#core/failure.ts';
import type { Result } from '#core/failure.ts';
import type { OfficialStore } from '#main/ports/store-registers.ts';
import type { Official } from '#main/ports/trust.ts';
import type { XmlVerification } from '#main/ports/xml.ts';
import { certificateLabels, derObjects } from '#main/trust/pem.ts';
import { readCertificate } from '#main/trust/x509/certificate.ts';
import { clockToleranceMs } from '#main/trust/x509/status.ts';

export type DirectoryKeeping = {
  readonly verification: Pick<XmlVerification, 'verify'>;
  /** certificates of the directory authorities, handed over by hand: nobody else's directory is believed. PEM or DER */
  readonly authorities: readonly Uint8Array[];
  readonly officials: Pick<OfficialStore, 'apply'>;
  readonly now: () => Date;
};

/**
 * Takes a replica or delta into the store: both verifiers agree on its signature, the signer is a directory authority we were
 * given, the times are plausible, and the sequence goes on where ours ends. Nothing of a refused file is used.
 */
export function takeDirectory(bytes: Uint8Array, keeping: DirectoryKeeping): Result<'applied' | 'repeated'> {
  const read = readSignedDirectory(bytes, keeping);
  if (!read.ok) return read;
  const { file, authority } = read.value;
  const applied = keeping.officials.apply({
    authority,
    sequence: file.sequence,
    isFull: file.isFull,
    issuedAt: file.issuedAt,
    bytes,
    rows: file.rows.map(officialOf),
    at: keeping.now().toISOString(),
  });
  if (!applied.ok) return applied;
  if (applied.value === 'gap' || applied.value === 'rollback') return failed({ code: 'directoryRefused', reason: applied.value });
  return done(applied.value);
}

export function readSignedDirectory(
  bytes: Uint8Array,
  keeping: Omit<DirectoryKeeping, 'officials'>,
): Result<{ readonly file: DirectoryFile; readonly authority: string }> {
  const refused = (reason: string): Result<never> => failed({ code: 'directoryRefused', reason });
  const verified = keeping.verification.verify(bytes);
  const [signature, ...more] = verified.signatures;
  if (verified.verdict !== 'valid' || !verified.root) return refused(verified.reasons[0] ?? 'no-signature');
  if (!signature?.certificate || more.length > 0 || signature.covers !== 'document') return refused('no-signature');
  const signer = readCertificate(signature.certificate);
  const pinned = keeping.authorities.flatMap((one) => derObjects(one, certificateLabels)).flatMap((der) => readCertificate(der) ?? []);
  if (!signer || !pinned.some((one) => one.fingerprint === signer.fingerprint)) return refused('signer');
  const file = readDirectory(verified.root);
  if (!file || !file.rows.every((row) => readCertificate(Buffer.from(row.certificate, 'base64')))) return refused('form');
  const issuedAt = Date.parse(file.issuedAt);
  if (issuedAt > keeping.now().getTime() + clockToleranceMs) return refused('not-yet-valid');
  if (issuedAt < signer.notBefore || issuedAt >= signer.notAfter + 1000) return refused('expired');
  return done({ file, authority: signer.subject.text });
}

export function officialOf(row: DirectoryFile['rows'][number]): Official {
  const certificate = new Uint8Array(Buffer.from(row.certificate, 'base64'));
  return { ...row, certificate, fingerprint: createHash('sha256').update(certificate).digest('hex') };
}
