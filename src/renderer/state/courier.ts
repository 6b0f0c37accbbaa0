import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

/** What waits, sealed in a file for a stick: to the gateway, or to a sister station by its name. */
export async function exportCourier(to: string | null, t: Text): Promise<void> {
  const sealed = await station.exportCourier({ to });
  if (!sealed.ok) return tellFailure(sealed.failure, null, () => void exportCourier(to, t));
  const saved = await bridge.saveFile(sealed.value.name, sealed.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, null, () => void exportCourier(to, t));
  if (saved.value) tellDone(t.contingency.exported(sealed.value.count, saved.value.path));
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
