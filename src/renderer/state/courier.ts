import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

type Export = {
  readonly to: string | null;
  readonly t: Text;
  readonly after?: string;
  readonly paths?: readonly string[];
  readonly sealed?: number;
};

/** What waits, sealed for a stick, to the gateway or to a sister station by its name: in one file, or in as many as it takes. */
export async function exportCourier(order: Export): Promise<void> {
  const { to, t, after, paths = [], sealed = 0 } = order;
  const again = (): void => void exportCourier(order);
  const answer = await station.exportCourier(after === undefined ? { to } : { to, after });
  if (!answer.ok) return tellFailure(answer.failure, null, again);
  const { name, bytes, count, left, last } = answer.value;
  const saved = await bridge.saveFile(name, bytes);
  if (!saved.ok) return tellFailure(saved.failure, null, again);
  if (!saved.value) return;
  const soFar = { paths: [...paths, saved.value.path], sealed: sealed + count };
  tellDone(t.contingency.exported(soFar.sealed, soFar.paths, left));
  if (left > 0) await exportCourier({ to, t, after: last, ...soFar });
}

/** Whatever the courier brings: another station's documents, whose receipts are saved to be carried back, or our receipts. */
export async function importCourier(t: Text): Promise<void> {
  for (const { bytes } of await bridge.chooseFiles('courier')) await importFile(bytes, t);
}

async function importFile(bytes: Uint8Array, t: Text): Promise<void> {
  const brought = await station.importCourier({ bytes });
  if (!brought.ok) return tellFailure(brought.failure, null, () => void importFile(bytes, t));
  if (brought.value.kind === 'receipts') {
    const { settled, refused, unknown } = brought.value;
    return tellDone(t.contingency.received(settled, refused, unknown));
  }
  const { count, waiting, refused, receipts } = brought.value;
  tellDone(t.contingency.handedOver(count - waiting - refused, refused, waiting));
  if (receipts === null) return;
  const saved = await bridge.saveFile(receipts.name, receipts.bytes);
  if (!saved.ok) tellFailure(saved.failure, null, () => void importFile(bytes, t));
}
