import { sentenceOf, tellDone, tellFailure } from '#renderer/state/notices.ts';
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

async function receive(brought: readonly Incoming[], t: Text): Promise<void> {
  const numbers: string[] = [];
  const refused = new Map<string, { failure: { readonly code: string }; files: string[] }>();
  for (const file of brought) {
    const reply = await station.receiveFile({ name: file.name, bytes: file.bytes });
    if (reply.ok) numbers.push(reply.value.number);
    else {
      const same = refused.get(sentenceOf(reply.failure)) ?? { failure: reply.failure, files: [] };
      same.files.push(file.name);
      refused.set(sentenceOf(reply.failure), same);
    }
  }
  // whoever brought several must know which were not taken
  for (const { failure, files } of refused.values()) tellFailure(failure, null, () => void chooseAndReceive(t), files);
  const [first] = numbers;
  if (first !== undefined) tellDone(numbers.length === 1 ? t.inbox.received(first) : t.inbox.receivedMany(numbers.length));
}
