import { done, type Result } from '#core/failure.ts';

type SignOne = (toBeSigned: Uint8Array) => Result<Uint8Array> | Promise<Result<Uint8Array>>;

/** In the order given, as many as the token made before it failed; a failure only where it made none. */
export type SignaturesMade = Result<Uint8Array[]>;

/** One after the other: after the first that fails nothing more is signed. */
export async function signInTurn(toBeSigned: readonly Uint8Array[], sign: SignOne): Promise<SignaturesMade> {
  const results: Result<Uint8Array>[] = [];
  for (const bytes of toBeSigned) {
    const signed = await sign(bytes);
    results.push(signed);
    if (!signed.ok) break;
  }
  return beforeFault(results);
}

/** As many at a time as there are sessions. */
export async function signSideBySide(
  toBeSigned: readonly Uint8Array[],
  sign: (toBeSigned: Uint8Array) => Promise<Result<Uint8Array>>,
): Promise<SignaturesMade> {
  return beforeFault(await Promise.all(toBeSigned.map(sign)));
}

function beforeFault(results: readonly Result<Uint8Array>[]): SignaturesMade {
  const signatures: Uint8Array[] = [];
  for (const signed of results) {
    if (!signed.ok) return signatures.length === 0 ? signed : done(signatures);
    signatures.push(signed.value);
  }
  return done(signatures);
}
