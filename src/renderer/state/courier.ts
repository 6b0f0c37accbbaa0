import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

/** What waits, sealed in a file for a stick. */
export async function exportCourier(t: Text): Promise<void> {
  const sealed = await station.exportCourier({});
  if (!sealed.ok) return tellFailure(sealed.failure, null, () => void exportCourier(t));
  const saved = await bridge.saveFile(sealed.value.name, sealed.value.bytes);
  if (!saved.ok) return tellFailure(saved.failure, null, () => void exportCourier(t));
  if (saved.value) tellDone(t.contingency.exported(sealed.value.count, saved.value.path));
}

/** Another station's file over our line; its receipts are saved to be carried back. */
export async function forwardCourier(t: Text): Promise<void> {
  for (const file of await bridge.chooseFiles('courier')) {
    const answer = await station.forwardCourier({ bytes: file.bytes });
    if (!answer.ok) return tellFailure(answer.failure, null, () => void forwardCourier(t));
    tellDone(t.contingency.forwarded(answer.value.count, answer.value.refused));
    const saved = await bridge.saveFile(answer.value.name, answer.value.bytes);
    if (!saved.ok) return tellFailure(saved.failure, null, () => void forwardCourier(t));
  }
}

export async function importReceipts(t: Text): Promise<void> {
  for (const file of await bridge.chooseFiles('receipts')) {
    const answer = await station.importReceipts({ bytes: file.bytes });
    if (!answer.ok) return tellFailure(answer.failure, null, () => void importReceipts(t));
    tellDone(t.contingency.received(answer.value.settled, answer.value.unknown));
  }
}
