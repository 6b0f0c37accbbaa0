import type { Reason } from '#core/trust.ts';
import type { XmlLimits } from './limits.ts';
import type { StrictDocument } from './strict/document.ts';
import { scan } from './strict/scan.ts';

export type Gated =
  | { readonly ok: true; readonly document: StrictDocument }
  | { readonly ok: false; readonly reason: Reason; readonly line: number };

/** What every document passes before anything else is done with it, to be shown, signed or judged. */
export function gate(bytes: Uint8Array, limits?: XmlLimits): Gated {
  const scanned = scan(bytes, limits);
  if (!scanned.ok) return scanned;
  const { document } = scanned;
  const { cutValue, hasAwkwardNamespace } = document.found;
  // C14N 1.0 section 2.3 writes them as attribute values; libxml2, and all that is built on it, leaves `&` and `<` as they are
  if (hasAwkwardNamespace) return { ok: false, reason: 'unsupported-form', line: document.root.line };
  // canonical forms drop comments: a value cut by one is signed whole, but some readers show a part of it
  return cutValue === null ? scanned : { ok: false, reason: 'comment-in-value', line: document.lineOf(cutValue) };
}
