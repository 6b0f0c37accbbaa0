import type { InvalidReason } from '#core/trust.ts';
import type { XmlLimits } from './limits.ts';
import type { StrictDocument } from './strict/document.ts';
import { scan } from './strict/scan.ts';

export type Gated =
  | { readonly ok: true; readonly document: StrictDocument }
  | { readonly ok: false; readonly reason: InvalidReason; readonly line: number };

/** What every document passes before anything else is done with it, to be shown, signed or judged. */
export function gate(bytes: Uint8Array, limits?: XmlLimits): Gated {
  const scanned = scan(bytes, limits);
  if (!scanned.ok) return scanned;
  const { cutValue } = scanned.document;
  // canonical forms drop comments: a value cut by one is signed whole, but some readers show a part of it
  return cutValue ? { ok: false, reason: 'comment-in-value', line: cutValue.line } : scanned;
}
