import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station } from '#renderer/state/station.ts';
import type { Text } from '#renderer/text/es.ts';

type Incoming = { readonly name: string; readonly bytes: Uint8Array };

/** Files from the system's dialog. */
export async function chooseAndReceive(t: Text): Promise<void> {
  await receive(await bridge.chooseFiles(), t);
}

/** Files dropped on the window: read here, one after the other, and handed over as bytes. */
export async function receiveDropped(files: FileList, t: Text): Promise<void> {
  const dropped: Incoming[] = [];
  for (const file of files) dropped.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  await receive(dropped, t);
}

async function receive(files: readonly Incoming[], t: Text): Promise<void> {
  const numbers: string[] = [];
  for (const file of files) {
    const reply = await station.receiveFile({ name: file.name, bytes: file.bytes });
    if (reply.ok) numbers.push(reply.value.number);
    else tellFailure(reply.failure, null, () => void chooseAndReceive(t));
  }
  const [first] = numbers;
  if (first !== undefined) tellDone(numbers.length === 1 ? t.inbox.received(first) : t.inbox.receivedMany(numbers.length));
}
