import { type Result, done, failed } from '#core/failure.ts';
import type { Step } from '#main/ports/store-outgoing.ts';
import type { Connection } from '#main/store/connection.ts';
import { keepContent } from '#main/store/content.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';

type Approval = Omit<Step<'approve'>, 'event'> & { readonly digest: string; readonly prepared?: Uint8Array };

/** Inside a transaction: pins the bytes and the digest that the signature must have. */
export function approveWork(connection: Connection, approval: Approval): Result<null> {
  const row = connection.first<{ sha256: string | null }>('SELECT sha256 FROM outgoing WHERE id = ?', approval.id);
  if (!row) return failed({ code: 'documentNotFound', id: approval.id });
  const sha256 = approval.prepared ? keepContent(connection, approval.prepared) : row.sha256;
  connection.run('UPDATE outgoing SET digest = ?, to_sign_sha256 = ? WHERE id = ?', approval.digest, sha256, approval.id);
  const moved = moveOutgoing(connection, {
    id: approval.id,
    event: 'approve',
    at: approval.at,
    by: approval.by,
    detail: { digest: approval.digest, sha256, ...(approval.detail === undefined ? {} : { more: approval.detail }) },
  });
  return moved.ok ? done(null) : moved;
}
