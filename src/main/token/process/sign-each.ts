import { done, type Result } from '#core/failure.ts';

/** A signature, and how many milliseconds a session had it: waiting for a free one says nothing of the token's pace. */
export type Made = { readonly signature: Uint8Array; readonly tookMs: number };
type SignOne = (toBeSigned: Uint8Array) => Result<Made> | Promise<Result<Made>>;

/** In the order given, as many as the token made before it failed, and how long these took it; a failure only where it made none. */
export type SignaturesMade = Result<{ signatures: Uint8Array[]; tookMs: number }>;

/** One after the other: after the first that fails nothing more is signed. */
export async function signInTurn(toBeSigned: readonly Uint8Array[], sign: SignOne): Promise<SignaturesMade> {
  const results: Result<Made>[] = [];
  for (const bytes of toBeSigned) {
    const signed = await sign(bytes);
    results.push(signed);
    if (!signed.ok) break;
  }
  return beforeFault(results);
}

/**
 * As many at a time as there are sessions. Those of an HSM each have a pace of their own. Those of a soft token, `soft` of
 * them, have one together: they share this machine's processors, and hold a signature longer the more of them wait for one.
 */
export async function signSideBySide(
  toBeSigned: readonly Uint8Array[],
  sign: (toBeSigned: Uint8Array) => Promise<Result<Made>>,
  soft: number | null,
): Promise<SignaturesMade> {
  const made = beforeFault(await Promise.all(toBeSigned.map(sign)));
  if (!made.ok || soft === null) return made;
  return done({ ...made.value, tookMs: made.value.tookMs / Math.min(soft, toBeSigned.length) });
}

function beforeFault(results: readonly Result<Made>[]): SignaturesMade {
  const signatures: Uint8Array[] = [];
  let tookMs = 0;
  for (const made of results) {
    if (!made.ok && signatures.length === 0) return made;
    if (!made.ok) break;
    signatures.push(made.value.signature);
    tookMs += made.value.tookMs;
  }
  return done({ signatures, tookMs });
}
