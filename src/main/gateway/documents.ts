import { createHash } from 'node:crypto';
import { done, failed, type Result } from '#core/failure.ts';

/** Bytes that travelled as base64, each checked against the hash that travelled beside it. */
export function decodeDocuments<Row extends { readonly document: string; readonly sha256: string }>(
  rows: readonly Row[],
): Result<readonly (Row & { readonly bytes: Uint8Array })[]> {
  const decoded: (Row & { readonly bytes: Uint8Array })[] = [];
  for (const row of rows) {
    const bytes = new Uint8Array(Buffer.from(row.document, 'base64'));
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) {
      return failed({ code: 'gatewayIsSomethingElse', detail: `document ${row.sha256} arrived damaged` });
    }
    decoded.push({ ...row, bytes });
  }
  return done(decoded);
}
