/**
 * The station's own process. The shell sends it its configuration and two ports: one for the window's questions, one
 * for its own. The inbox is answered first, from the store; the rest of the station is read when something needs it.
 */
import { join } from 'node:path';
import type { Wire } from '#contract/rpc.ts';
import { stationMessage, type StationConfig } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import { FileLog } from '#main/files/log.ts';
import { firstDesk } from '#main/first-desk.ts';
import { freeTheDead } from '#main/free-the-dead.ts';
import { openStoreOf } from '#main/station-store.ts';
import type { WholeStation } from '#main/whole-station.ts';
import { answerPage, type Desk } from '#main/wire/answer-page.ts';
import { wireOverElectronPort, type ElectronPort } from '#main/wire/wires.ts';
import { systemClock } from '#main/system-clock.ts';

/** What waits to be delivered does not wait for a window that does not come. */
const wholeAtLatestMs = 5_000;
const clock = systemClock;
const tokenWires = new Map<string, (wire: Wire) => void>();

type Close = () => Promise<void>;

function run(config: StationConfig, pageWire: Wire, hostWire: Wire): Close {
  const log = new FileLog({ folder: join(config.dataFolder, 'logs'), name: 'station', clock, ...config.policy?.log });
  freeTheDead(log);
  const opened = openStoreOf(config);
  if (!opened.ok) {
    log.write('error', 'station.notAssembled', { code: opened.failure.code });
    answerPage(pageWire, () => refusing(opened.failure), log);
    return async () => log.close();
  }
  let whole: Promise<WholeStation> | null = null;
  let desk = firstDesk(config, opened.value.store, clock);
  const raise = (): Promise<WholeStation> =>
    (whole ??= import('#main/whole-station.ts').then(({ raiseStation }) => {
      const raised = raiseStation({ config, opened: opened.value, log, clock, hostWire, tokenWires, emit: page.emit });
      desk = raised.desk;
      return raised;
    }));
  const page = answerPage(pageWire, (name) => (Object.hasOwn(desk.handlers, name) ? desk : raise().then((raised) => raised.desk)), log);
  const late = setTimeout(() => void raise(), wholeAtLatestMs);
  return async () => {
    clearTimeout(late);
    if (whole === null) opened.value.store.close();
    else await (await whole).close();
    log.close();
  };
}

/** A store that cannot be opened is told at every question, in words; the window stays and nothing is lost. */
async function refusing(failure: Failure): Promise<Desk> {
  const { stationApi } = await import('#contract/station-api.ts');
  const handlers = Object.fromEntries(Object.keys(stationApi).map((name) => [name, () => ({ ok: false, failure })]));
  return { contract: stationApi, handlers };
}

type ParentPort = { on(event: 'message', listener: (event: { data: unknown; ports: readonly ElectronPort[] }) => void): void };
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
let close: Close | null = null;

parentPort.on('message', ({ data, ports }) => {
  const message = stationMessage.safeParse(data);
  if (!message.success) return;
  const [first, second] = ports;
  if (message.data.kind === 'start' && first && second) {
    close ??= run(message.data.config, wireOverElectronPort(first), wireOverElectronPort(second));
  }
  if (message.data.kind === 'tokenProcess' && first) tokenWires.get(message.data.id)?.(wireOverElectronPort(first));
  if (message.data.kind === 'stop') void (close?.() ?? Promise.resolve()).finally(() => process.exit(0));
});
