import { type Result, done, failed } from '#core/failure.ts';
import type { Acknowledgement, OutgoingRow, OutgoingStore } from '#main/ports/store-outgoing.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import type { Disk } from '#main/store/disk.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { applyGatewayEvent } from '#main/store/outgoing/gateway-events.ts';
import { keepUnreadEvent } from '#main/store/outgoing/unread-events.ts';
import { inboxAround } from '#main/store/outgoing/around.ts';
import { approveWork } from '#main/store/outgoing/approve-work.ts';
import { keepSignature } from '#main/store/outgoing/keep-signature.ts';
import { listOutgoing } from '#main/store/outgoing/list-outgoing.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';
import {
  type OutgoingColumns,
  bearsNumber,
  findOutgoing,
  getOutgoing,
  getToSign,
  outgoingRow,
  outgoingSelect,
} from '#main/store/outgoing/outgoing-rows.ts';
import { readAgain, replacingOneThatStands, toReadAgain } from '#main/store/outgoing/read-again.ts';
import { receiveWork } from '#main/store/outgoing/receive-work.ts';

/** The outgoing part of the store: each operation one transaction. */
export function outgoingStore(connection: Connection, disk: Disk): OutgoingStore {
  const rowsBy = (condition: string, ...values: readonly string[]): readonly OutgoingRow[] =>
    connection.all<OutgoingColumns>(`${outgoingSelect} WHERE ${condition} ORDER BY o.key DESC`, ...values).map(outgoingRow);
  /** What was signed must be kept: where the disk is full, the room held back for this moment is given free. */
  const keep = <T>(write: () => Result<T>): Result<T> => {
    const kept = write();
    if (kept.ok || kept.failure.code !== 'storeFull' || !disk.giveReserve()) return kept;
    return write();
  };
  return {
    receive: (work) => connection.write(() => receiveWork(connection, work)),
    list: (query) => connection.read(() => done(listOutgoing(connection, query))),
    around: (id) => connection.read(() => done(inboxAround(connection, id))),
    row: (id) =>
      connection.read(() => {
        const columns = findOutgoing(connection, id);
        return columns ? done(outgoingRow(columns)) : failed({ code: 'documentNotFound', id });
      }),
    rows: (ids) =>
      connection.read(() => {
        const found = connection.all<OutgoingColumns>(`${outgoingSelect} WHERE o.id IN (SELECT value FROM json_each(?))`, jsonText(ids));
        return done(new Map(found.map((columns) => [columns.id, outgoingRow(columns)])));
      }),
    get: (id) => connection.read(() => getOutgoing(connection, id)),
    toSign: (id) => connection.read(() => getToSign(connection, id)),
    byNumber: (number) => connection.read(() => done(rowsBy(`o.number = ${anyValue}`, number))),
    bearing: (number) => connection.read(() => done(rowsBy(bearsNumber, number, number))),
    bySignedSha256: (sha256) => connection.read(() => done(rowsBy(`o.signed_sha256 = ${anyValue}`, sha256)[0] ?? null)),
    apply: (step) =>
      connection.write(() => {
        const moved = moveOutgoing(connection, step.event === 'retry' ? { ...step, dueAt: step.at } : step);
        return moved.ok ? done({ from: moved.value.from, to: moved.value.to }) : moved;
      }),
    approve: (approval) => connection.write(() => approveWork(connection, approval)),
    toReadAgain: (most) => connection.read(() => done(toReadAgain(connection, most))),
    readAgain: (row) => connection.write(() => readAgain(connection, row)),
    replacingOneThatStands: () => connection.read(() => done(replacingOneThatStands(connection))),
    setFindings: ({ id, errors, warnings }) =>
      connection.write(() => {
        const { changes } = connection.run('UPDATE outgoing SET errors = ?, warnings = ? WHERE id = ?', errors, warnings, id);
        return changes === 1 ? done(null) : failed({ code: 'documentNotFound', id });
      }),
    storeSignature: (signature) => keep(() => connection.write(() => keepSignature(connection, signature))),
    storeSignatures: (signatures, marks = []) =>
      keep(() =>
        connection.writeAhead(() => {
          for (const signature of signatures) {
            const kept = keepSignature(connection, signature);
            if (!kept.ok) return kept;
          }
          for (const mark of marks) writeLine(connection, mark);
          return done(null);
        }),
      ),
    roomForSignature: (bytes) => disk.roomFor(bytes),
    applyGatewayEvent: (event, { at }) => connection.write(() => applyGatewayEvent(connection, event, at)),
    keepUnreadEvent: (event, { at }) => connection.write(() => keepUnreadEvent(connection, event, at)),
    acknowledgement: (id) =>
      connection.read(() => {
        const columns = findOutgoing(connection, id);
        if (!columns) return failed({ code: 'documentNotFound', id });
        return done(columns.acknowledgement === null ? null : parseJson<Acknowledgement>(columns.acknowledgement));
      }),
  };
}
