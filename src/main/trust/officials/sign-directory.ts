import { composeDirectory } from '#core/officials/directory.ts';
import type { DirectoryFile } from '#core/officials/directory.ts';
import { done } from '#core/failure.ts';
import type { Result } from '#core/failure.ts';
import type { SignatureAlgorithm, XmlSigning } from '#main/ports/xml.ts';

/** Composes a replica or delta and signs it as the directory authority. `sign` gets the canonical SignedInfo. */
export async function signDirectory(
  file: DirectoryFile,
  signer: {
    readonly signing: XmlSigning;
    readonly certificate: Uint8Array;
    readonly algorithm: SignatureAlgorithm;
    /** raw RSA, or ECDSA r||s */
    readonly sign: (toBeSigned: Uint8Array) => Promise<Uint8Array>;
  },
): Promise<Result<Uint8Array>> {
  const bytes = new TextEncoder().encode(composeDirectory(file));
  const prepared = signer.signing.prepare(bytes, { kind: 'enveloped' }, signer.certificate, signer.algorithm);
  if (!prepared.ok) return prepared;
  return done(prepared.value.assemble(await signer.sign(prepared.value.toBeSigned)));
}
