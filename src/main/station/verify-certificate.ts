import type { Trust } from '#main/ports/trust.ts';
import type { VerifyResult } from '#main/station/verify-document.ts';

/** The verdict on a certificate by itself: path, dates, usage, revocation (`rubrica verify-cert`). */
export async function verifyCertificate(
  trust: Pick<Trust, 'judgeCertificate'>,
  request: {
    readonly file: string;
    readonly bytes: Uint8Array;
    readonly intermediates?: readonly Uint8Array[];
    readonly at: Date;
    readonly usage: 'sign' | null;
  },
): Promise<VerifyResult> {
  const judged = await trust.judgeCertificate(request.bytes, {
    at: request.at,
    intermediates: request.intermediates ?? [],
    ...(request.usage ? { usage: request.usage } : {}),
  });
  const { verdict, reasons, signer } = judged;
  return {
    file: request.file,
    verdict,
    reasons,
    document: null,
    signatures: [{ covers: 'certificate', verdict, reasons, algorithm: null, digest: null, signer }],
  };
}
